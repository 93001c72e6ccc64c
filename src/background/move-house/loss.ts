import type { AccountPast } from "../../core/checkup/snapshot";
import { heldThen } from "../../core/move-house/held-then";
import { nameLoss } from "../../core/move-house/name-loss";
import { Refusal } from "../../core/refusal";
import { backupsOfAccount } from "../../gather/account-backups";
import { readablePath } from "../../gather/folder-path";
import type { Requests } from "../../protocol";
import type { MoveLoss } from "../../protocol/move";
import { hasExperiments } from "../../thunderbird/calls";
import { keepAlive } from "../../thunderbird/event-page";
import { folderState, listFolders } from "../../thunderbird/mail-store";
import { readStored } from "../../thunderbird/storage";
import { readManifestAt } from "../backup/account-folder";
import { findBackup } from "../backup/find-backup";
import { committedLines } from "../backup/open-backup";
import { pathOf } from "./proof";

interface Saved {
  backupId: string;
  endedAt: number;
  counts: Map<string, number>;
}

/** What is safe, at risk and lost of an account that looks moved. Connects to nothing and writes nothing. */
export async function lossOf({
  account,
}: Requests["move.loss"]["input"]): Promise<MoveLoss | null> {
  if (!hasExperiments()) throw new Refusal("experiment-absent");
  const past = (await readStored("past"))?.[String(account)];
  if (!past) return null;
  const letGo = keepAlive();
  try {
    const saved = await lastSaved(account, past);
    const folders = nameLoss(past, saved?.counts ?? new Map(), await listedNow(account, past));
    // A run after the move has noted the old mail as gone; it is all still in the files.
    const preset = saved && {
      ...{ backupId: saved.backupId, account },
      withGone: saved.endedAt > past.at,
    };
    return { at: past.at, backedUpAt: saved?.endedAt ?? null, folders, restore: preset };
  } finally {
    letGo();
  }
}

/** The latest backup that can be read now; one that is away is passed over, as the page says. */
async function lastSaved(account: string, past: AccountPast): Promise<Saved | null> {
  let failure: unknown = null;
  for (const [backupId, { endedAt }] of await backupsOfAccount(account)) {
    try {
      return { backupId, endedAt, counts: await countsIn(backupId, past) };
    } catch (error) {
      failure ??= error;
    }
  }
  // A backup that cannot be read is not the same as none.
  if (failure) throw failure;
  return null;
}

async function countsIn(backupId: string, past: AccountPast): Promise<Map<string, number>> {
  const { rootId, folder } = await findBackup(backupId);
  const manifest = await readManifestAt(rootId, `${folder}/backup.json`);
  if (!manifest) throw new Refusal("backup-damaged", { file: "backup.json" });
  const counts = new Map<string, number>();
  for (const record of manifest.folders) {
    const path = pathOf(manifest.type, record);
    const was = past.folders[path];
    if (!was) continue;
    const taker = heldThen(record.id, past.at, was.uidValidity);
    for await (const line of committedLines({ rootId, folder, manifest }, record)) {
      taker.take(line);
    }
    counts.set(path, (counts.get(path) ?? 0) + taker.count());
  }
  return counts;
}

async function listedNow(account: string, past: AccountPast) {
  const now = [];
  for (const { uri, path, everOpened } of await listFolders(account)) {
    const readable = readablePath(uri.split(":", 1)[0] ?? "", path);
    if (!everOpened || !Object.hasOwn(past.folders, readable)) continue;
    const { rows, uidValidity } = await folderState(uri);
    now.push({ path: readable, rows, uidValidity });
  }
  return now;
}
