import { useEffect, useState } from "preact/hooks";
import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import type { BackupSummary, Overview } from "../protocol";
import { ask } from "../ui/ask";
import type { useBackup } from "../ui/backing-up";
import { Unavailable } from "../ui/backup-line";
import { JobResult } from "../ui/job-result";
import { Moment } from "../ui/moment";
import { Progress } from "../ui/progress";
import { VerdictMark } from "../ui/severity";
import { Trouble } from "../ui/trouble";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";
import { MissingTable } from "./missing-table";

interface Props {
  overview: Overview;
  backup: ReturnType<typeof useBackup>;
  setJob: (job: Job | null) => void;
  reload: () => void;
}

function BackupRow({ backup, refuse }: { backup: BackupSummary; refuse: (why: Reason) => void }) {
  async function show() {
    const reply = await ask("backup.show", { backupId: backup.backupId });
    if (!reply.ok) refuse(reply.error);
  }
  return (
    <tr>
      <th scope="row">
        <bdi>{backup.name}</bdi>
        {backup.account === null && <p class="secondary">{say("backup_account_gone")}</p>}
      </th>
      <td>
        <VerdictMark verdict={backup.verdict} />
      </td>
      <td class="figure">
        {say("backup_of", { messages: backup.messages, expected: backup.expected })}
      </td>
      <td>
        <Moment time={backup.endedAt} />
      </td>
      <td>
        <bdi class="path">{backup.folder}</bdi>
      </td>
      <td>
        <button
          type="button"
          aria-label={say("backup_show_of", { name: backup.name })}
          onClick={show}
        >
          {say("backup_show")}
        </button>
      </td>
    </tr>
  );
}

function BackupTable({ backups }: { backups: BackupSummary[] }) {
  const [refused, setRefused] = useState<Reason | null>(null);
  return (
    <>
      <div class="wide">
        <table>
          <caption>{say("backup_list")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("backup_column_account")}</th>
              <th scope="col">{say("backup_column_verdict")}</th>
              <th scope="col" class="figure">
                {say("backup_column_messages")}
              </th>
              <th scope="col">{say("backup_column_date")}</th>
              <th scope="col">{say("backup_column_folder")}</th>
              <th scope="col">
                <span class="spoken">{say("backup_show")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {backups.map((backup) => (
              <BackupRow key={backup.backupId} backup={backup} refuse={setRefused} />
            ))}
          </tbody>
        </table>
      </div>
      <Trouble error={refused} />
    </>
  );
}

/** Where backups go, which there are, and how the last one ended. */
export function BackupsSection({ overview, backup, setJob, reload }: Props) {
  const { backupFolder } = overview;
  const job = overview.job?.kind === "backup" ? overview.job : null;
  const [known, setKnown] = useState<BackupSummary[]>(overview.backups);
  const [refused, setRefused] = useState<Reason | null>(null);
  const running = isRunning(job);
  const busy = isRunning(overview.job);

  useEffect(() => {
    setKnown(overview.backups);
    void ask("backup.list", {}).then((reply) => reply.ok && setKnown(reply.value));
  }, [overview.backups]);

  async function choose() {
    const reply = await ask("backup.chooseFolder", {});
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok && reply.value) reload();
  }

  return (
    <section id="backups" tabIndex={-1} aria-labelledby="backups-title">
      <h2 id="backups-title">{say("options_backups")}</h2>
      {!overview.experiments && <Unavailable />}
      {overview.experiments && (
        <>
          <h3>{say("backup_folder")}</h3>
          <p class="path">
            {backupFolder ? <bdi>{backupFolder.path}</bdi> : say("backup_folder_none")}
          </p>
          {backupFolder && !backupFolder.reachable && (
            <p>{say("backup_folder_away", { path: backupFolder.path })}</p>
          )}
          <div class="actions">
            <button type="button" disabled={busy} onClick={choose}>
              {say("backup_choose")}
            </button>
            {!running && (
              <button
                type="button"
                class="main"
                disabled={backup.starting || busy}
                onClick={() => void backup.start()}
              >
                {say("backup_start")}
              </button>
            )}
          </div>
          <Trouble error={refused ?? backup.error} />
        </>
      )}
      {running && job && <Progress key={job.id} job={job} onJob={setJob} />}
      {known.length > 0 ? <BackupTable backups={known} /> : <p>{say("backup_none")}</p>}
      {job && !running && (
        <>
          <h3>{say("backup_last")}</h3>
          {job.endedAt !== undefined && (
            <p>
              <Moment time={job.endedAt} />
            </p>
          )}
          <JobResult job={job} />
          <MissingTable job={job} accounts={overview.accounts} />
        </>
      )}
    </section>
  );
}
