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

/** A folder of the backup: one name on the disk for each level of its path. */
interface Place {
  path: string[];
  names: string[];
}

function placeOf(record: FolderRecord, isImap: boolean): Place {
  const names = stemOf(record).split("/");
  const last = names.length - 1;
  return {
    path: levels(record, isImap),
    names: names.map((name, i) => (i < last ? name.replace(/\.sbd$/, "") : name)),
  };
}

/** Whether both begin with the same `count` texts. */
const alike = (a: readonly string[], b: readonly string[], count: number) =>
  a.length >= count && b.length >= count && a.slice(0, count).every((text, i) => text === b[i]);

/**
 * Where a folder's files go, without ending: `Inbox`, `Inbox.sbd/Work`. Sub-folders lie beside their parent
 * as Thunderbird lays them out. No two folders share a file or a directory, also where file systems ignore
 * case, and a level has one name for all folders below it, whichever of them comes first.
 */
export function folderStem(
  source: FolderSource,
  isImap: boolean,
  others: readonly FolderRecord[],
  hashing: Hashing,
): string {
  const places = others.map((other) => placeOf(other, isImap));
  const path = levels(source, isImap);
  const names: string[] = [];
  for (const [i, level] of path.entries()) {
    const beside = places.filter((other) => other.names.length > i && alike(other.names, names, i));
    const sameLevel = beside.find((other) => alike(other.path, path, i + 1))?.names[i];
    const last = i === path.length - 1;
    const inbox = (last && source.role === "inbox") || (isImap && i === 0 && isInbox(level));
    const taken = new Set(beside.map((other) => folded(other.names[i] ?? "")));
    const identity = path.slice(0, i + 1).join(source.delimiter);
    const wanted = inbox ? "Inbox" : readable(level, isImap);
    names.push(sameLevel ?? fileName(wanted, identity, taken, hashing));
  }
  return names.join(".sbd/");
}

/** The file of the k-th volume: `Inbox.mbox`, `Inbox~2.mbox`. `~` is in no folder's name. */
export const volumeFile = (stem: string, number: number): string =>
  number === 1 ? `${stem}.mbox` : `${stem}~${number}.mbox`;

export const indexFile = (stem: string): string => `${stem}.jsonl`;
export const stemOf = (record: FolderRecord): string => withoutEnding(record.index);
