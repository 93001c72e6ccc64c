import type { Job } from "../core/job";
import type { Overview } from "../protocol";
import type { useBackup } from "../ui/backing-up";
import { Progress } from "../ui/progress";
import { Trouble } from "../ui/trouble";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";

interface Props {
  overview: Overview;
  backup: ReturnType<typeof useBackup>;
  setJob: (job: Job | null) => void;
}

/** The button that makes a backup, or the backup being made. */
export function BackupNow({ overview, backup, setJob }: Props) {
  const job = overview.job?.kind === "backup" ? overview.job : null;
  if (job && isRunning(job)) return <Progress key={job.id} job={job} onJob={setJob} />;
  return (
    <>
      <div class="actions">
        <button
          type="button"
          class="main"
          disabled={backup.starting || isRunning(overview.job)}
          onClick={() => void backup.start()}
        >
          {say("backup_start")}
        </button>
      </div>
      <Trouble error={backup.error} />
    </>
  );
}
