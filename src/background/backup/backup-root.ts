import { Refusal } from "../../core/refusal";
import {
  claimWriteAccess,
  fileLength,
  forgetRoot,
  listRoots,
  pickFolder,
  readFile,
  type WriteAccess,
} from "../../thunderbird/backup-disk";
import { type BackupRoot, readStored, writeStored } from "../../thunderbird/storage";

const markerFile = "postwacht-root.json";

interface Marker {
  format: 1;
  id: string;
}

async function readMarker(rootId: string): Promise<Marker | null> {
  if ((await fileLength(rootId, markerFile)) === null) return null;
  const bytes = await readFile(rootId, markerFile, 0, 10_000);
  try {
    const marker = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Marker> | null;
    if (marker?.format === 1 && typeof marker.id === "string") return { format: 1, id: marker.id };
  } catch {
    // What is no JSON is no marker of ours.
  }
  throw new Refusal("backup-folder-foreign", { file: markerFile });
}

/** Lets the user pick the folder that backups go to, and marks it as ours. Null when the picker was closed. */
export async function chooseBackupFolder(title: string): Promise<{ path: string } | null> {
  const picked = await pickFolder(title);
  if (!picked) return null;
  let marker: Marker | null;
  try {
    marker = await readMarker(picked.rootId);
  } catch (error) {
    // A folder that is refused is not kept among the picked ones.
    if (picked.isNew) await forgetRoot(picked.rootId);
    throw error;
  }
  if (!marker) {
    marker = { format: 1, id: crypto.randomUUID() };
    const disk = await claimWriteAccess(picked.rootId);
    const text = `${JSON.stringify(marker)}\n`;
    await disk.replace(markerFile, new TextEncoder().encode(text));
  }
  await writeStored("backupRoot", { rootId: picked.rootId, markerId: marker.id });
  return { path: picked.path };
}

/** Where backups go, without touching it; null when none was chosen. */
export async function currentRoot(): Promise<
  (BackupRoot & { path: string; reachable: boolean }) | null
> {
  const stored = await readStored("backupRoot");
  const root = stored && (await listRoots()).find(({ rootId }) => rootId === stored.rootId);
  return stored && root ? { ...stored, path: root.path, reachable: root.reachable } : null;
}

/** The chosen folder, open for writing. */
export interface OpenRoot {
  rootId: string;
  path: string;
  disk: WriteAccess;
}

/**
 * The right to write into the chosen folder. Refused when none was chosen, when it is not there (a stick that
 * is not plugged in), and when another disk lies under its name.
 */
export async function openRoot(): Promise<OpenRoot> {
  const root = await currentRoot();
  if (!root) throw new Refusal("no-backup-folder");
  if (!root.reachable) throw new Refusal("backup-folder-missing", { path: root.path });
  const marker = await readMarker(root.rootId);
  if (marker?.id !== root.markerId) throw new Refusal("backup-folder-foreign", { path: root.path });
  return { rootId: root.rootId, path: root.path, disk: await claimWriteAccess(root.rootId) };
}
