import { useCallback, useEffect, useState } from "preact/hooks";
import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import type { BackupSummary, OpenedSummary, Readings } from "../protocol";
import { ask } from "../ui/ask";
import { JobResult } from "../ui/job-result";
import { Progress } from "../ui/progress";
import { Trouble } from "../ui/trouble";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";
import { ReadingResult } from "./reading-result";

interface Props {
  backups: BackupSummary[];
  job: Job | null;
  setJob: (job: Job | null) => void;
}

interface OneProps {
  backup: BackupSummary | OpenedSummary;
  readings: Readings;
  busy: boolean;
  verify: (backupId: string) => void;
  close?: (backupId: string) => void;
}

/** One backup, how its last complete reading ended, and the button for another. */
function One({ backup, readings, busy, verify, close }: OneProps) {
  const { backupId, name } = backup;
  const oldest = "oldestReading" in backup ? backup.oldestReading : null;
  return (
    <div>
      <h4>
        <bdi>{name}</bdi>
      </h4>
      <p class="secondary">
        {close && `${say("verify_elsewhere")}: `}
        <bdi class="path">{"path" in backup ? backup.path : backup.folder}</bdi>
      </p>
      {oldest !== null && <p class="secondary">{say("verify_oldest", { readAt: oldest })}</p>}
      <ReadingResult reading={readings.readings[backupId]} />
      <div class="actions">
        <button
          type="button"
          disabled={busy}
          aria-label={say("verify_start_of", { name })}
          onClick={() => verify(backupId)}
        >
          {say("verify_start")}
        </button>
        {close && (
          <button
            type="button"
            disabled={busy}
            aria-label={say("verify_close_of", { name })}
            onClick={() => close(backupId)}
          >
            {say("verify_close")}
          </button>
        )}
      </div>
    </div>
  );
}

/** Reading backups again: those that are made here, and those that are opened from elsewhere. */
export function ReadBack({ backups, job, setJob }: Props) {
  const [readings, setReadings] = useState<Readings>({ opened: [], readings: {} });
  const [refused, setRefused] = useState<Reason | null>(null);
  const busy = isRunning(job);
  const mine = job?.kind === "verify" ? job : null;

  const load = useCallback(async () => {
    const reply = await ask("backup.readings", {});
    if (reply.ok) setReadings(reply.value);
    else setRefused(reply.error);
  }, []);

  // What is told stands in the background's storage; it changes when a job ends.
  useEffect(() => void load(), [load, backups, mine?.state]);

  async function verify(backupId: string) {
    const reply = await ask("backup.verify", { backupId });
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok) setJob(reply.value);
  }

  async function open() {
    const reply = await ask("backup.open", {});
    setRefused(reply.ok ? null : reply.error);
    await load();
  }

  async function close(backupId: string) {
    const reply = await ask("backup.close", { backupId });
    setRefused(reply.ok ? null : reply.error);
    await load();
  }

  const shared = { readings, busy, verify };
  return (
    <>
      <h3>{say("verify_title")}</h3>
      <p class="secondary">{say("verify_explained")}</p>
      {mine && isRunning(mine) && <Progress key={mine.id} job={mine} onJob={setJob} />}
      {mine && !isRunning(mine) && mine.state !== "done" && <JobResult job={mine} />}
      {backups.map((backup) => (
        <One key={backup.backupId} backup={backup} {...shared} />
      ))}
      {readings.opened.map((backup) => (
        <One key={backup.backupId} backup={backup} close={close} {...shared} />
      ))}
      <div class="actions">
        <button type="button" disabled={busy} onClick={open}>
          {say("verify_open")}
        </button>
      </div>
      <Trouble error={refused} />
    </>
  );
}
