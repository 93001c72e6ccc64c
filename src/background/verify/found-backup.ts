import { Refusal } from "../../core/refusal";
import { placesNow } from "../../gather/backup-places";
import { listRoots } from "../../thunderbird/backup-disk";
import { type OpenedBackup, type RememberedBackup, readStored } from "../../thunderbird/storage";

/** A backup that a page named, where it is now. */
export interface FoundBackup {
  backupId: string;
  rootId: string;
  /** For people. */
  path: string;
  /** The account's folder below the root; empty where it is the root itself. */
  folder: string;
  name: string;
  /** What this installation remembers of it; null for one that was only opened. */
  own: RememberedBackup | null;
}

const openedWith = (opened: readonly OpenedBackup[] | null, backupId: string) =>
  opened?.find((one) => one.backupId === backupId);

/** Finds a backup by its id; refused where its folder is not there at this moment. */
export async function findBackup(backupId: string): Promise<FoundBackup> {
  const own = (await readStored("backups"))?.[backupId] ?? null;
  if (own) {
    const place = (await placesNow()).find(({ markerId }) => markerId === own.markerId);
    if (!place || place.path === "") throw new Refusal("no-backup-folder");
    const { path, rootId, presence } = place;
    if (presence === "away") throw new Refusal("backup-folder-missing", { path });
    if (presence === "other") throw new Refusal("backup-folder-foreign", { path });
    return { backupId, rootId, path, folder: own.folder, name: own.name, own };
  }
  const opened = openedWith(await readStored("openedBackups"), backupId);
  if (!opened) throw new Refusal("no-backup-there");
  const { rootId, folder, name, path } = opened;
  const root = (await listRoots()).find((one) => one.rootId === rootId);
  if (!root?.reachable) throw new Refusal("backup-folder-missing", { path });
  return { backupId, rootId, path, folder, name, own: null };
}
