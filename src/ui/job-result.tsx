import type { ComponentChildren } from "preact";
import type { Job } from "../core/job";
import { Caveats } from "./caveats";
import { reasonWord, say } from "./words";

interface Ending {
  complete: string;
  incomplete: string;
  /** Not complete, though no message is named. */
  unproved: string;
  cancelled: string;
  failed: string;
  /** What is safe all the same. */
  safe: string;
}

/** The sentences for the end of each kind of job. */
const endings: Record<Job["kind"], Ending> = {
  backup: {
    complete: "job_complete",
    incomplete: "job_incomplete",
    unproved: "job_not_proved",
    cancelled: "job_cancelled",
    failed: "job_failed",
    safe: "job_safe",
  },
  fetch: {
    complete: "fetch_complete",
    incomplete: "fetch_incomplete",
    unproved: "job_not_proved",
    cancelled: "fetch_cancelled",
    failed: "fetch_failed",
    safe: "fetch_safe",
  },
  verify: {
    complete: "verify_complete",
    incomplete: "verify_incomplete",
    unproved: "verify_files_damaged",
    cancelled: "verify_cancelled",
    failed: "verify_failed",
    safe: "verify_safe",
  },
  restore: {
    complete: "restore_complete",
    incomplete: "restore_incomplete",
    unproved: "restore_incomplete",
    cancelled: "restore_cancelled",
    failed: "restore_failed",
    safe: "restore_safe",
  },
  rehearse: {
    complete: "rehearsal_complete",
    incomplete: "rehearsal_incomplete",
    unproved: "rehearsal_incomplete",
    cancelled: "rehearsal_cancelled",
    failed: "rehearsal_failed",
    safe: "rehearsal_safe",
  },
  contacts: {
    complete: "contacts_saved",
    incomplete: "contacts_incomplete",
    unproved: "contacts_failed",
    cancelled: "contacts_cancelled",
    failed: "contacts_failed",
    safe: "contacts_safe",
  },
  examine: {
    complete: "doctor_well_formed",
    incomplete: "doctor_faults",
    unproved: "doctor_faults",
    cancelled: "doctor_cancelled",
    failed: "doctor_failed",
    safe: "doctor_safe",
  },
  repair: {
    complete: "doctor_repaired",
    incomplete: "doctor_repaired_part",
    unproved: "doctor_repaired_part",
    cancelled: "doctor_repair_cancelled",
    failed: "doctor_repair_failed",
    safe: "doctor_safe",
  },
};

/** How the last job ended, and what is safe. `missing` is the way to the list of what is missing. */
export function JobResult({ job, missing }: { job: Job; missing?: ComponentChildren }) {
  const ending = endings[job.kind];
  const safe = say(ending.safe, { count: job.done.messages });
  if (job.error?.code === "no-room-for-backup" || job.error?.code === "no-room-for-fetching")
    return (
      <div class="result bad" role="status">
        <p>{say("job_not_begun")}</p>
        <p>{reasonWord(job.error)}</p>
      </div>
    );
  if (job.state === "failed")
    return (
      <div class="result bad" role="status">
        <p>{say(ending.failed)}</p>
        {job.error && <p>{reasonWord(job.error)}</p>}
        <p>{safe}</p>
      </div>
    );
  if (job.state === "cancelled")
    return (
      <p class="result" role="status">
        {say(ending.cancelled)} {safe}
      </p>
    );
  if (job.verdict === "complete")
    return (
      <div class="result good" role="status">
        <p>{say(ending.complete, { count: job.done.messages })}</p>
        <Caveats leftOut={job.leftOut ?? []} possibleCaps={job.possibleCaps ?? []} />
      </div>
    );
  return (
    <div class="result bad" role="status">
      <p>
        {job.missingCount > 0
          ? say(ending.incomplete, { count: job.missingCount })
          : say(ending.unproved)}
      </p>
      {job.error && <p>{reasonWord(job.error)}</p>}
      <p>{safe}</p>
      <Caveats leftOut={job.leftOut ?? []} possibleCaps={job.possibleCaps ?? []} />
      {missing && <p>{missing}</p>}
    </div>
  );
}
