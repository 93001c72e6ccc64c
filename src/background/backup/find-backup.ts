import { Refusal } from "../../core/refusal";
import { placesNow } from "../../gather/backup-places";
import { type RememberedBackup, readStored } from "../../thunderbird/storage";

/** Where a backup can be read at this moment. */
export interface FoundBackup {
  rootId: string;
  rootPath: string;
  /** The account's folder, relative to the root. */
  folder: string;
  remembered: RememberedBackup;
}

/**
 * A remembered backup, its place looked at: another stick under the same path holds other files. Refused as
 * `bad-request` where nothing is remembered by this id, and when its place is not there.
 */
export async function findBackup(backupId: string): Promise<FoundBackup> {
  const backups = (await readStored("backups")) ?? {};
  const remembered = Object.hasOwn(backups, backupId) ? backups[backupId] : undefined;
  if (!remembered) throw new Refusal("bad-request");
  const place = (await placesNow()).find(({ markerId }) => markerId === remembered.markerId);
  if (!place) throw new Refusal("no-backup-folder");
  const { rootId, path, presence } = place;
  if (presence !== "here") throw new Refusal("backup-folder-missing", { path });
  return { rootId, rootPath: path, folder: remembered.folder, remembered };
}
