import { type BackupPlaces, noPlaces, placeForBackup, withPicked } from "../../core/backup/places";
import { Refusal } from "../../core/refusal";
import {
  type Marker,
  markerFile,
  type PlaceNow,
  placesNow,
  readMarker,
} from "../../gather/backup-places";
import {
  claimWriteAccess,
  forgetRoot,
  pickFolder,
  type WriteAccess,
} from "../../thunderbird/backup-disk";
import { changeStored, readStored } from "../../thunderbird/storage";

/** Lets the user pick the folder that backups go to, and marks it as ours. Null when the picker was closed. */
export async function chooseBackupFolder(title: string): Promise<{ path: string } | null> {
  const picked = await pickFolder(title);
  if (!picked) return null;
  try {
    await makePlace(picked.rootId);
  } catch (error) {
    // A folder that is refused is not kept among the picked ones.
    if (picked.isNew) await forgetRoot(picked.rootId);
    throw error;
  }
  return { path: picked.path };
}

/** Makes what lies under a picked path a place, and the one that the next backup goes to. */
export async function makePlace(rootId: string): Promise<void> {
  let marker: Marker | null = await readMarker(rootId);
  if (!marker) {
    marker = { format: 1, id: crypto.randomUUID() };
    const disk = await claimWriteAccess(rootId);
    const text = `${JSON.stringify(marker)}\n`;
    await disk.replace(markerFile, new TextEncoder().encode(text));
  }
  const place = { markerId: marker.id, rootId };
  await changeStored("backupPlaces", (places) => withPicked(places ?? noPlaces, place));
}

export const readPlaces = async (): Promise<BackupPlaces> =>
  (await readStored("backupPlaces")) ?? noPlaces;

/**
 * Where the next backup goes, without touching it: the place for it, or the chosen one where no place is
 * there. Null when none was chosen.
 */
export async function currentRoot(): Promise<PlaceNow | null> {
  const [places, now, schedule] = await Promise.all([
    readPlaces(),
    placesNow(),
    readStored("schedule"),
  ]);
  const here = now.filter(({ presence }) => presence === "here").map(({ markerId }) => markerId);
  const wanted = placeForBackup(places, here, schedule?.savedAt ?? {}) ?? places.chosen;
  return now.find(({ markerId }) => markerId === wanted) ?? null;
}

/** A place, open for writing. */
export interface OpenRoot {
  markerId: string;
  rootId: string;
  path: string;
  disk: WriteAccess;
}

/**
 * The right to write into a place; where none is named, into that of the next backup. Refused when there is
 * none, when it is not there (a stick that is not plugged in), and when another disk lies under its path.
 */
export async function openRoot(markerId?: string): Promise<OpenRoot> {
  const place =
    markerId === undefined
      ? await currentRoot()
      : (await placesNow()).find((one) => one.markerId === markerId);
  // Without a path the privileged side has forgotten the folder: it has to be picked anew.
  if (!place || place.path === "") throw new Refusal("no-backup-folder");
  const { path, rootId } = place;
  if (place.presence === "away") throw new Refusal("backup-folder-missing", { path });
  if (place.presence === "other") throw new Refusal("backup-folder-foreign", { path });
  const disk = await claimWriteAccess(rootId);
  // Sticks may change places at any moment; what is written from here on is held to this mark.
  if ((await readMarker(rootId))?.id !== place.markerId) {
    throw new Refusal("backup-folder-foreign", { path });
  }
  return { markerId: place.markerId, rootId, path, disk };
}
