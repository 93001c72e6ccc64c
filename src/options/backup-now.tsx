import type { Job } from "../core/job";
import type { Overview } from "../protocol";
import type { useBackup } from "../ui/backing-up";
import { EstimateLine } from "../ui/backup-line";
import { useEstimate } from "../ui/estimate";
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
  const running = isRunning(job);
  const estimate = useEstimate(!running);
  if (job && running) return <Progress key={job.id} job={job} onJob={setJob} />;
  return (
    <>
      {overview.offline && <p>{say("backup_offline")}</p>}
      {estimate && <EstimateLine estimate={estimate} />}
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
