import type { BackupPlace } from "../core/backup/places";
import { Refusal, reasonOf } from "../core/refusal";
import { fileLength, listRoots, readFile } from "../thunderbird/backup-disk";
import { readStored } from "../thunderbird/storage";

export const markerFile = "postwacht-root.json";

/** postwacht-root.json: which place this is, whatever path it has today. */
export interface Marker {
  format: 1;
  id: string;
}

/** The mark of a folder; null where it has none. Throws a Refusal where the file is none of ours. */
export async function readMarker(rootId: string): Promise<Marker | null> {
  if ((await fileLength(rootId, markerFile)) === null) return null;
  const bytes = await readFile(rootId, markerFile, 0, 10_000);
  try {
    const marker = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Marker> | null;
    if (marker?.format === 1 && typeof marker.id === "string") return { format: 1, id: marker.id };
  } catch {
    // What is no JSON is no marker of ours.
  }
  throw new Refusal("backup-folder-foreign", { path: markerFile });
}

/** A place as it is at this moment. */
export interface PlaceNow extends BackupPlace {
  path: string;
  /**
   * `away`: nothing lies under its path, or another of the user's places does. `other`: something lies there
   * that is none of the user's places, another stick perhaps.
   */
  presence: "here" | "away" | "other";
}

/** Every place, and whether it is there; a path that does not answer within two seconds is away. */
export async function placesNow(): Promise<PlaceNow[]> {
  const { all } = (await readStored("backupPlaces")) ?? { all: [] };
  const roots = new Map((await listRoots()).map((root) => [root.rootId, root]));
  const known = new Set(all.map(({ markerId }) => markerId));
  return Promise.all(
    all.map(async (place): Promise<PlaceNow> => {
      const { path, reachable } = roots.get(place.rootId) ?? { path: "", reachable: false };
      const found = reachable ? await whatLiesAt(place.rootId) : null;
      const presence =
        found === place.markerId
          ? "here"
          : found === null || (found !== "" && known.has(found))
            ? "away"
            : "other";
      return { ...place, path, presence };
    }),
  );
}

/** The id of the place under a path; empty for what is no place, null where nothing can be read. */
async function whatLiesAt(rootId: string): Promise<string | null> {
  try {
    return (await readMarker(rootId))?.id ?? "";
  } catch (error) {
    // A stick may be pulled out at this very moment.
    return reasonOf(error).code === "backup-folder-foreign" ? "" : null;
  }
}
