import type { AccountSource } from "../../core/backup/account-source";
import { heartbeat } from "../../core/backup/lock";
import { oldestReading, overallVerdict } from "../../core/backup/manifest";
import { backupIdOf } from "../../core/backup/places";
import { possibleCaps } from "../../core/backup/possible-caps";
import type { Verdict } from "../../core/job";
import { readableMailboxName } from "../../core/mailbox-name";
import { readablePath } from "../../gather/folder-path";
import { isOnProfileDisk } from "../../thunderbird/backup-disk";
import { changeStored, type RememberedBackup } from "../../thunderbird/storage";
import { openAccountBackup } from "./account-folder";
import { runAccount } from "./account-run";
import { folderId } from "./accounts-to-save";
import type { OpenRoot } from "./backup-root";
import { type AccountChoice, choiceFor } from "./left-out-now";
import { releaseLock, renewLock } from "./lock";
import { writeOwed } from "./manifest-pace";
import { lacksElsewhere } from "./missing-list";
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
    const choice = await choiceFor(source);
    verdict = await runAccount(context, backup, source, (folder) => {
      // A folder that is named is saved, also where backups of everything leave it out.
      if (folders) return folders.includes(folderId(source.account, folder.uri));
      return !choice.leaves(folder.path);
    });
    if (folders === null) noteLeftOut(context, backup, choice);
    const run = folders
      ? await afterSomeFolders(backup, source, folders, context.missing.length > begun)
      : { endedAt: Date.now(), verdict };
    Object.assign(backup.manifest, run);
    noteCaps(context, backup);
    await writeManifest(backup);
    // A first run over some folders is no backup of the account yet.
    if (run.endedAt !== null) await remember(backup, source, run.verdict);
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

/**
 * What a run over some folders changes: where it brought everything that the last whole run lacked, that run's
 * verdict is complete, said of the moment of that run. Anything else leaves it as it was.
 */
async function afterSomeFolders(
  backup: OpenBackup,
  source: AccountSource,
  folders: readonly string[],
  hasMissing: boolean,
): Promise<OpenBackup["lastRun"]> {
  const { lastRun, manifest, markerId } = backup;
  if (lastRun.endedAt === null || hasMissing) return lastRun;
  const account = { id: source.account, address: source.address };
  if (await lacksElsewhere(markerId, account, folders)) return lastRun;
  const counted = manifest.folders.filter((folder) => folder.present && !folder.leftOut);
  return { ...lastRun, verdict: overallVerdict(counted) };
}

/** Counts that look like a limit of the provider are named beside the verdict. */
function noteCaps({ job }: RunContext, { manifest }: OpenBackup): void {
  const present = manifest.folders.filter((folder) => folder.present && !folder.leftOut);
  const caps = possibleCaps(manifest.host, present);
  if (caps.length === 0) delete manifest.possibleCaps;
  else manifest.possibleCaps = caps;
  job.possibleCaps = [...(job.possibleCaps ?? []), ...caps];
}

/** What is left out is named wherever the verdict stands: it is said of the rest. */
function noteLeftOut({ job }: RunContext, { manifest }: OpenBackup, choice: AccountChoice): void {
  for (const record of manifest.folders) {
    if (choice.leaves(record.path)) record.leftOut = true;
    else delete record.leftOut;
  }
  const names = choice.folders.map(({ name }) => name);
  if (names.length === 0) delete manifest.leftOut;
  else manifest.leftOut = names;
  job.leftOut = [...new Set([...(job.leftOut ?? []), ...names])];
}

/** How much the choice of folders keeps out of an account's backup, for the check-up. */
function leftOutOf({ folders }: AccountChoice): RememberedBackup["leftOut"] {
  if (folders.length === 0) return undefined;
  return {
    names: folders.map(({ name }) => name),
    messages: folders.reduce((sum, { rows }) => sum + rows, 0),
    // Folders inside Trash have no role of their own, and then this is on the side of caution.
    hasMore: folders.some(({ role }) => role !== "trash" && role !== "junk"),
  };
}

/** What the popup and the check-up say of this backup, without reading the disk again. */
export async function remember(backup: OpenBackup, source: AccountSource, verdict: Verdict) {
  const { manifest } = backup;
  const present = manifest.folders.filter((folder) => folder.present && !folder.leftOut);
  const leftOut = leftOutOf(await choiceFor(source));
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
      ...(leftOut ? { leftOut } : {}),
      ...(manifest.possibleCaps ? { possibleCaps: manifest.possibleCaps } : {}),
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
