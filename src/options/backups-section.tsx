import { useEffect, useState } from "preact/hooks";
import type { Job } from "../core/job";
import type { BackupSummary, Overview } from "../protocol";
import { ask } from "../ui/ask";
import type { useBackup } from "../ui/backing-up";
import { Unavailable } from "../ui/backup-line";
import type { Fixing } from "../ui/fix-panel";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";
import { BackupContents } from "./backup-contents";
import { BackupNow } from "./backup-now";
import { BackupPlaces } from "./backup-places";
import { BackupSchedule } from "./backup-schedule";
import { BackupTable } from "./backup-table";
import { LastBackup } from "./last-backup";
import { ReadBack } from "./read-back";
import { SafeToDelete } from "./safe-to-delete";

interface Props {
  overview: Overview;
  backup: ReturnType<typeof useBackup>;
  fixing: Fixing;
  setJob: (job: Job | null) => void;
  reload: () => void;
}

/**
 * The backups, in the order in which they are asked about: which there are, another one now, how the last
 * one ended, what goes in, and where they go.
 */
export function BackupsSection({ overview, backup, fixing, setJob, reload }: Props) {
  const job = overview.job?.kind === "backup" ? overview.job : null;
  const [known, setKnown] = useState<BackupSummary[]>(overview.backups);
  const able = overview.experiments;
  const busy = isRunning(overview.job);

  useEffect(() => {
    setKnown(overview.backups);
    void ask("backup.list", {}).then((reply) => reply.ok && setKnown(reply.value));
  }, [overview.backups]);

  return (
    <section id="backups" tabIndex={-1} aria-labelledby="backups-title">
      <h2 id="backups-title">{say("options_backups")}</h2>
      {!able && <Unavailable />}
      <BackupTable backups={known} places={overview.places} />
      {able && <BackupNow overview={overview} backup={backup} setJob={setJob} />}
      {job && !isRunning(job) && (
        <LastBackup job={job} overview={overview} backup={backup} fixing={fixing} />
      )}
      {able && <BackupContents accounts={overview.accounts} />}
      {able && <BackupPlaces overview={overview} busy={busy} reload={reload} />}
      {able && <BackupSchedule hasBackup={known.length > 0} follow={overview} />}
      {able && <ReadBack backups={known} job={overview.job} setJob={setJob} />}
      {able && <SafeToDelete accounts={overview.accounts} />}
    </section>
  );
}
