import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import type { Overview } from "../protocol";
import { BackupLine, EstimateLine, Unavailable } from "../ui/backup-line";
import { useEstimate } from "../ui/estimate";
import { SmallPoints } from "../ui/finding-card";
import { JobResult } from "../ui/job-result";
import { PageLink } from "../ui/page-link";
import { PlaceNotice } from "../ui/place-notice";
import { Progress } from "../ui/progress";
import { mailAccounts, type Standing } from "../ui/standing";
import { Trouble } from "../ui/trouble";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";

interface Props {
  overview: Overview;
  standing: Standing;
  /** The popup has no more pressing button than this section's. */
  main: boolean;
  starting: boolean;
  error: Reason | null;
  start: () => void;
  onJob: (job: Job | null) => void;
}

/** What went well is the line with the numbers. */
const wentWell = (job: Job) => job.state === "done" && job.verdict === "complete";

/** The popup's lower half: the backup, or the backup being made. */
export function BackupSection({ overview, standing, main, starting, error, start, onJob }: Props) {
  const { backups, backupFolder } = overview;
  // What a fix fetches is told beside the fix.
  const job = overview.job?.kind === "fetch" ? null : overview.job;
  const running = isRunning(job);
  const busy = starting || isRunning(overview.job);
  const possible = overview.experiments && mailAccounts(overview.accounts).length > 0;
  // Before the first backup one sentence says it for every account.
  const some = backups.some(({ account }) => account !== null);
  const estimate = useEstimate(possible && !running && !overview.offline);
  const link = <PageLink hash="backups">{say("backup_see_missing")}</PageLink>;

  return (
    <section class="backup" aria-labelledby="backup-title">
      <h2 id="backup-title">{say("backup_title")}</h2>
      {!possible && !overview.experiments && <Unavailable />}
      {possible && running && job && <Progress key={job.id} job={job} onJob={onJob} />}
      {possible && !running && (
        <>
          {job && !wentWell(job) && <JobResult job={job} missing={link} />}
          <BackupLine backups={backups} />
          {some && standing.backup.length === 1 && (
            <SmallPoints findings={standing.backup} accounts={overview.accounts} />
          )}
          {some && standing.backup.length > 1 && (
            <details>
              <summary>{say("backup_accounts_behind", { count: standing.backup.length })}</summary>
              <SmallPoints findings={standing.backup} accounts={overview.accounts} />
            </details>
          )}
          <PlaceNotice places={overview.places} orAnother={overview.orAnotherPlace} />
          {overview.offline && <p>{say("backup_offline")}</p>}
          {estimate && <EstimateLine estimate={estimate} />}
          <div class="actions">
            <button type="button" class={main ? "main" : ""} disabled={busy} onClick={start}>
              {say("backup_start")}
            </button>
            {!backupFolder && <span class="secondary">{say("backup_asks_folder")}</span>}
          </div>
        </>
      )}
      <Trouble error={error} />
    </section>
  );
}
