import { useState } from "preact/hooks";
import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { JobResult } from "../ui/job-result";
import { Progress } from "../ui/progress";
import { Trouble } from "../ui/trouble";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";
import { MessageTable } from "./message-table";

/** How the last try ended, with what Thunderbird's reader is known to change. */
function RehearsalResult({ job }: { job: Job }) {
  return (
    <>
      <JobResult job={job} />
      {job.rehearsal && job.rehearsal.changed > 0 && (
        <p>{say("rehearsal_changed", { count: job.rehearsal.changed })}</p>
      )}
      {job.missing.length > 0 && (
        <MessageTable
          caption={say("rehearsal_missing")}
          messages={job.missing}
          total={job.missingCount}
          nameless={say("restore_whole_folder")}
        />
      )}
    </>
  );
}

interface Props {
  /** The backup that is chosen; empty where none is. */
  backupId: string;
  job: Job | null;
  setJob: (job: Job | null) => void;
}

/** Trying a restore without keeping anything of it. */
export function RehearsalPart({ backupId, job, setJob }: Props) {
  const [error, setError] = useState<Reason | null>(null);
  const mine = job?.kind === "rehearse" ? job : null;
  const unable = backupId === "" || isRunning(job);
  async function begin(all: boolean) {
    const reply = await ask("restore.rehearse", { backupId, all });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) setJob(reply.value);
  }
  return (
    <section aria-labelledby="rehearsal-title">
      <h3 id="rehearsal-title">{say("rehearsal_title")}</h3>
      <p class="secondary">{say("rehearsal_explained")}</p>
      {mine && isRunning(mine) && <Progress key={mine.id} job={mine} onJob={setJob} />}
      {mine && !isRunning(mine) && <RehearsalResult job={mine} />}
      <div class="actions">
        <button type="button" disabled={unable} onClick={() => void begin(false)}>
          {say("rehearsal_start")}
        </button>
        <button type="button" disabled={unable} onClick={() => void begin(true)}>
          {say("rehearsal_start_all")}
        </button>
      </div>
      <Trouble error={error} />
    </section>
  );
}
