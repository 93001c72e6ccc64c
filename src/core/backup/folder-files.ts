import { readableMailboxName } from "../mailbox-name";
import type { FolderSource } from "./account-source";
import { fileName, folded } from "./file-names";
import type { Hashing } from "./hashing";
import type { FolderRecord } from "./manifest";

const withoutEnding = (file: string) => file.replace(/\.jsonl$/, "");

const isInbox = (level: string) => level.toUpperCase() === "INBOX";

/** The levels of a path, from the top. A server without hierarchy has no delimiter. */
function levels({ path, delimiter }: Pick<FolderSource, "path" | "delimiter">, isImap: boolean) {
  const parts = delimiter === "" ? [path] : path.split(delimiter);
  // INBOX is the one name whose case means nothing (RFC 3501, 5.1).
  return isImap && isInbox(parts[0] ?? "") ? ["INBOX", ...parts.slice(1)] : parts;
}

/** A level's name for people: modified UTF-7 on a server, percent signs in Thunderbird's own paths. */
function readable(level: string, isImap: boolean): string {
  if (isImap) return readableMailboxName(level);
  try {
    return decodeURIComponent(level);
  } catch {
    return level;
  }
}

/** What lies in one directory of the backup. */
interface Directory {
  /** The folder's path down to here, joined -> the name that its level has; the first comer's. */
  names: Map<string, string>;
  taken: Set<string>;
  /** The names that are those of a record's own files, not only of the directory below it. */
  own: Set<string>;
  below: Map<string, Directory>;
}

const emptyDirectory = (): Directory => ({
  names: new Map(),
  taken: new Set(),
  own: new Set(),
  below: new Map(),
});

/** A path's first levels as one text; no level of a path has a NUL. */
const joined = (path: readonly string[], count: number) => path.slice(0, count).join("\0");

function enter(top: Directory, record: FolderRecord, isImap: boolean): void {
  const path = levels(record, isImap);
  const names = stemOf(record).split("/");
  let directory = top;
  for (const [i, file] of names.entries()) {
    const name = i < names.length - 1 ? file.replace(/\.sbd$/, "") : file;
    const key = joined(path, i + 1);
    // The files of a folder that was moved lie at other levels than its path tells.
    const isLevel = path.length === names.length;
    if (isLevel && !directory.names.has(key)) directory.names.set(key, name);
    directory.taken.add(folded(name));
    if (i === names.length - 1) directory.own.add(name);
    const next = directory.below.get(name) ?? emptyDirectory();
    directory.below.set(name, next);
    directory = next;
  }
}

interface Tree {
  top: Directory;
  /** How many of the records are in it. */
  entered: number;
}

/** Records are only ever added, and their files stay: of ten thousand folders each is entered once. */
const trees = new WeakMap<readonly FolderRecord[], Tree>();

function treeOf(records: readonly FolderRecord[], isImap: boolean): Directory {
  const known = trees.get(records);
  const tree = known && known.entered <= records.length ? known : null;
  const { top, entered } = tree ?? { top: emptyDirectory(), entered: 0 };
  for (const record of records.slice(entered)) enter(top, record, isImap);
  trees.set(records, { top, entered: records.length });
  return top;
}

/**
 * Where a folder's files go, without ending: `Inbox`, `Inbox.sbd/Work`. Sub-folders lie beside their parent
 * as Thunderbird lays them out. No two folders share a file or a directory, also where file systems ignore
 * case, and a level has one name for all folders below it, whichever of them comes first. `others` is the
 * manifest's own list, to which the caller adds the new record.
 */
export function folderStem(
  source: FolderSource,
  isImap: boolean,
  others: readonly FolderRecord[],
  hashing: Hashing,
): string {
  let directory: Directory | undefined = treeOf(others, isImap);
  const path = levels(source, isImap);
  const names: string[] = [];
  for (const [i, level] of path.entries()) {
    const last = i === path.length - 1;
    const inbox = (last && source.role === "inbox") || (isImap && i === 0 && isInbox(level));
    const identity = path.slice(0, i + 1).join(source.delimiter);
    const wanted = inbox ? "Inbox" : readable(level, isImap);
    const sameLevel = directory?.names.get(joined(path, i + 1));
    // A folder whose levels are those of another, behind another delimiter, is another folder.
    const isFree = sameLevel !== undefined && !(last && directory?.own.has(sameLevel));
    const name = isFree
      ? sameLevel
      : fileName(wanted, identity, directory?.taken ?? new Set(), hashing);
    names.push(name);
    directory = directory?.below.get(name);
  }
  return names.join(".sbd/");
}

/** The file of the k-th volume: `Inbox.mbox`, `Inbox~2.mbox`. `~` is in no folder's name. */
export const volumeFile = (stem: string, number: number): string =>
  number === 1 ? `${stem}.mbox` : `${stem}~${number}.mbox`;

export const indexFile = (stem: string): string => `${stem}.jsonl`;
export const stemOf = (record: FolderRecord): string => withoutEnding(record.index);
