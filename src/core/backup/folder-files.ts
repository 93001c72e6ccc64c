import { readableMailboxName } from "../mailbox-name";
import type { FolderSource } from "./account-source";
import { fileName, folded } from "./file-names";
import type { Hashing } from "./hashing";
import type { FolderRecord } from "./manifest";

const withoutEnding = (file: string) => file.replace(/\.jsonl$/, "");

/** Folder names of the levels above a path, from the top. */
function levels(source: FolderSource, isImap: boolean): string[] {
  const names = source.path.split(source.delimiter);
  return isImap ? names.map(readableMailboxName) : names;
}

/**
 * Where a folder's files go, without ending: `Inbox`, `Inbox.sbd/Work`. Sub-folders lie beside their parent
 * as Thunderbird lays them out. No two folders share a file, also where file systems ignore case.
 */
export function folderStem(
  source: FolderSource,
  isImap: boolean,
  others: readonly FolderRecord[],
  hashing: Hashing,
): string {
  const names = levels(source, isImap);
  names[names.length - 1] = source.role === "inbox" ? "Inbox" : (names.at(-1) ?? source.name);
  let above = "";
  let path = "";
  for (const [i, raw] of source.path.split(source.delimiter).entries()) {
    path = i === 0 ? raw : path + source.delimiter + raw;
    const last = i === names.length - 1;
    const record = last ? undefined : others.find((other) => other.path === path);
    const taken = new Set(
      others
        .map((other) => withoutEnding(other.index))
        .filter((stem) => stem.startsWith(above) && !stem.slice(above.length).includes("/"))
        .map((stem) => folded(stem.slice(above.length))),
    );
    // Above a folder its parent's own name is used; a parent that is no folder gets a name that none has.
    const name = record
      ? withoutEnding(record.index).slice(above.length)
      : fileName(names[i] ?? raw, path, taken, hashing);
    if (last) return above + name;
    above = `${above}${name}.sbd/`;
  }
  return above;
}

/** The file of the k-th volume: `Inbox.mbox`, `Inbox~2.mbox`. `~` is in no folder's name. */
export const volumeFile = (stem: string, number: number): string =>
  number === 1 ? `${stem}.mbox` : `${stem}~${number}.mbox`;

export const indexFile = (stem: string): string => `${stem}.jsonl`;
export const stemOf = (record: FolderRecord): string => withoutEnding(record.index);
