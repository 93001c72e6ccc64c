import type { FolderRecord } from "./manifest";

/** Path -> record; what it says is looked at again before it is believed, because a folder may be renamed. */
const indexes = new WeakMap<readonly FolderRecord[], Map<string, FolderRecord>>();

/**
 * The record of a path as the server spells it. Asked again and again for each of ten thousand folders, so it
 * does not search the list where it knows the place.
 */
export function recordAt(folders: readonly FolderRecord[], path: string): FolderRecord | undefined {
  const index =
    indexes.get(folders) ?? new Map(folders.toReversed().map((record) => [record.path, record]));
  indexes.set(folders, index);
  const known = index.get(path);
  if (known?.path === path) return known;
  const found = folders.find((record) => record.path === path);
  if (found) index.set(path, found);
  return found;
}
