import { chosenPlace, noPlaces, withPicked } from "../../core/backup/places";
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
  const place = { markerId: marker.id, rootId: picked.rootId };
  await changeStored("backupPlaces", (places) => withPicked(places ?? noPlaces, place));
  return { path: picked.path };
}

/** Where the next backup goes, without touching it; null when no place was chosen. */
export async function currentRoot(): Promise<PlaceNow | null> {
  const chosen = chosenPlace((await readStored("backupPlaces")) ?? noPlaces);
  return chosen && (await placeNow(chosen.markerId));
}

const placeNow = async (markerId: string): Promise<PlaceNow | null> =>
  (await placesNow()).find((place) => place.markerId === markerId) ?? null;

/** A place, open for writing. */
export interface OpenRoot {
  markerId: string;
  rootId: string;
  path: string;
  disk: WriteAccess;
}

/**
 * The right to write into a place, the chosen one where none is named. Refused when there is none, when it is
 * not there (a stick that is not plugged in), and when another disk lies under its path.
 */
export async function openRoot(markerId?: string): Promise<OpenRoot> {
  const place = markerId === undefined ? await currentRoot() : await placeNow(markerId);
  // Without a path the privileged side has forgotten the folder: it has to be picked anew.
  if (!place || place.path === "") throw new Refusal("no-backup-folder");
  const { path, rootId } = place;
  if (place.presence === "away") throw new Refusal("backup-folder-missing", { path });
  if (place.presence === "other") throw new Refusal("backup-folder-foreign", { path });
  return { markerId: place.markerId, rootId, path, disk: await claimWriteAccess(rootId) };
}
