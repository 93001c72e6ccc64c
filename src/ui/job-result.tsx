import type { ComponentChildren } from "preact";
import type { Job } from "../core/job";
import { reasonWord, say } from "./words";

/** How the last backup ended, and what is safe. `missing` is the way to the list of what is missing. */
export function JobResult({ job, missing }: { job: Job; missing?: ComponentChildren }) {
  const safe = say("job_safe", { count: job.done.messages });
  if (job.state === "failed")
    return (
      <div class="result bad" role="status">
        <p>{say("job_failed")}</p>
        {job.error && <p>{reasonWord(job.error)}</p>}
        <p>{safe}</p>
      </div>
    );
  if (job.state === "cancelled")
    return (
      <p class="result" role="status">
        {say("job_cancelled")} {safe}
      </p>
    );
  if (job.verdict === "complete")
    return (
      <p class="result good" role="status">
        {say("job_complete", { count: job.done.messages })}
      </p>
    );
  return (
    <div class="result bad" role="status">
      <p>
        {job.missingCount > 0
          ? say("job_incomplete", { count: job.missingCount })
          : say("job_not_proved")}
      </p>
      {job.error && <p>{reasonWord(job.error)}</p>}
      <p>{safe}</p>
      {missing && <p>{missing}</p>}
    </div>
  );
}
