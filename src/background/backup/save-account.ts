import type { AccountSource } from "../../core/backup/account-source";
import { heartbeat } from "../../core/backup/lock";
import { oldestReading } from "../../core/backup/manifest";
import { backupIdOf } from "../../core/backup/places";
import type { Verdict } from "../../core/job";
import { readableMailboxName } from "../../core/mailbox-name";
import { readablePath } from "../../gather/folder-path";
import { isOnProfileDisk } from "../../thunderbird/backup-disk";
import { changeStored } from "../../thunderbird/storage";
import { openAccountBackup } from "./account-folder";
import { runAccount } from "./account-run";
import { folderId } from "./accounts-to-save";
import type { OpenRoot } from "./backup-root";
import { releaseLock, renewLock } from "./lock";
import { writeOwed } from "./manifest-pace";
import { type OpenBackup, writeManifest } from "./open-backup";
import { writeReport } from "./report-file";
import { pause, type RunContext } from "./run-context";

const tell = (error: unknown) => console.error("Postwacht:", error);

/** Renews the lock while an account is saved. A disk that fails is noticed by the next write of mail. */
function keepLock(backup: OpenBackup): () => void {
  const timer = setInterval(() => {
    renewLock(backup).catch(tell);
  }, heartbeat);
  return () => clearInterval(timer);
}

/**
 * Backs up one account, from opening its folder to the report. `folders` are WebExtension folder ids, null for
 * all; a run over some folders says nothing of the account as a whole.
 */
export async function saveAccount(
  context: RunContext,
  root: OpenRoot,
  source: AccountSource,
  folders: readonly string[] | null,
): Promise<Verdict> {
  const backup = await openAccountBackup(root, source, context.runAt, (ms) => pause(context, ms));
  const begun = context.missing.length;
  const stopRenewing = keepLock(backup);
  const close = async () => {
    stopRenewing();
    await writeReport(backup, context.missing.slice(begun));
    await releaseLock(backup);
  };
  let verdict: Verdict;
  try {
    verdict = await runAccount(context, backup, source, (folder) => {
      return folders === null || folders.includes(folderId(source.account, folder.uri));
    });
    const run = folders === null ? { endedAt: Date.now(), verdict } : backup.lastRun;
    Object.assign(backup.manifest, run);
    await writeManifest(backup);
    if (folders === null) await remember(backup, source, verdict);
  } catch (error) {
    backup.manifest.verdict = "incomplete";
    // The first failure is the one to tell; the same disk may well fail here too.
    await writeOwed(backup).catch(tell);
    await close().catch(tell);
    throw error;
  }
  await close();
  return verdict;
}

/** What the popup and the check-up say of this backup, without reading the disk again. */
export async function remember(backup: OpenBackup, source: AccountSource, verdict: Verdict) {
  const { manifest } = backup;
  const present = manifest.folders.filter((folder) => folder.present);
  const sum = (count: (folder: (typeof present)[number]) => number) =>
    present.reduce((total, folder) => total + count(folder), 0);
  const { markerId } = backup;
  // A disk that does not tell is not known to be another one; the backup itself has ended by now.
  const onProfileDisk = await isOnProfileDisk(backup.rootId).catch(() => null);
  await changeStored("backups", (backups) => ({
    ...backups,
    [backupIdOf(markerId, manifest.accountUid)]: {
      markerId,
      accountUid: manifest.accountUid,
      folder: backup.folder,
      name: source.address,
      sequence: manifest.sequence,
      endedAt: manifest.endedAt ?? Date.now(),
      verdict,
      messages: sum((folder) => folder.verdict?.saved ?? 0),
      expected: sum((folder) => folder.verdict?.server ?? folder.verdict?.rows ?? 0),
      oldestReading: oldestReading(manifest),
      onProfileDisk,
      folders: present
        .filter((folder) => folder.verdict?.state === "complete")
        .map((folder) => readablePath(source.type, folder.path)),
      hidden: present
        .filter((folder) => !folder.subscribed && folder.verdict?.state === "complete")
        .map((folder) => ({
          path: readableMailboxName(folder.path),
          messages: folder.verdict?.saved ?? 0,
        })),
    },
  }));
}
