import type { FolderSource } from "../../core/backup/account-source";
import { folderStem, indexFile } from "../../core/backup/folder-files";
import { chainStart, type IndexLine, readLines } from "../../core/backup/index-line";
import { emptyKnown, type Known, takeLine } from "../../core/backup/known";
import { type FolderRecord, type Manifest, manifestText } from "../../core/backup/manifest";
import { backupIdOf } from "../../core/backup/places";
import { recordAt } from "../../core/backup/record-at";
import { Refusal } from "../../core/refusal";
import { readFile, type WriteAccess } from "../../thunderbird/backup-disk";
import { changeStored } from "../../thunderbird/storage";
import { hashing } from "../hashing";
import type { Elsewhere } from "./elsewhere";

/** One account's backup, open for writing. Everything written goes through here. */
export interface OpenBackup {
  /** The place, by the id in its postwacht-root.json. */
  markerId: string;
  rootId: string;
  rootPath: string;
  /** The account's folder, relative to the root. */
  folder: string;
  isImap: boolean;
  /** Its messages come one by one from a service (Exchange). */
  isStreamed?: boolean;
  manifest: Manifest;
  disk: WriteAccess;
  /** backup.json is damaged: backup.previous.json must not be overwritten with it. */
  keepPrevious: boolean;
  /** What the manifest said of the last whole run when it was opened. */
  lastRun: Pick<Manifest, "endedAt" | "verdict">;
  /** What the other folders hold, for messages that a folder does not know. */
  elsewhere: Elsewhere;
}

const indexPiece = 4 * 1024 * 1024;
const linesAtOnce = 2000;

export const pathIn = (backup: Pick<OpenBackup, "folder">, file: string) =>
  `${backup.folder}/${file}`;

/** Where the end of a file goes that is not committed: beside it, never away. */
export const recoveredName = (path: string, at: number) =>
  `${path}.recovered-${new Date(at).toISOString().replace(/[:.]/g, "-")}.bin`;

/** The record of a folder; a new one, not yet committed, where the backup has none. */
export function recordFor(backup: OpenBackup, source: FolderSource): FolderRecord {
  const { folders, accountUid } = backup.manifest;
  const found = recordAt(folders, source.path);
  if (found) {
    Object.assign(found, {
      name: source.name,
      role: source.role,
      delimiter: source.delimiter,
      subscribed: source.subscribed,
    });
    return found;
  }
  const id = crypto.randomUUID();
  const record: FolderRecord = {
    id,
    path: source.path,
    delimiter: source.delimiter,
    name: source.name,
    role: source.role,
    subscribed: source.subscribed,
    present: true,
    uidValidity: null,
    index: indexFile(folderStem(source, backup.isImap, folders, hashing)),
    indexLength: 0,
    chain: chainStart(hashing, accountUid, id),
    volumes: [],
    messages: 0,
    bytes: 0,
    gone: 0,
    verdict: null,
  };
  folders.push(record);
  return record;
}

/** Every committed line of a folder's index, in order. A line that does not fit the chain stops the run. */
export async function* committedLines(
  backup: Pick<OpenBackup, "rootId" | "folder" | "manifest">,
  record: FolderRecord,
): AsyncGenerator<IndexLine> {
  let chain = chainStart(hashing, backup.manifest.accountUid, record.id);
  // A line may be cut by the end of a piece in the middle of a character.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for (let at = 0; at < record.indexLength; at += indexPiece) {
    const wanted = Math.min(indexPiece, record.indexLength - at);
    const bytes = await readFile(backup.rootId, pathIn(backup, record.index), at, wanted);
    text += decoder.decode(bytes, { stream: true });
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (let i = 0; i < lines.length; i += linesAtOnce) {
      const texts = lines.slice(i, i + linesAtOnce);
      const read = await readLines(texts, chain, hashing);
      if (read.length < texts.length) throw new Refusal("backup-damaged", { file: record.index });
      chain = read.at(-1)?.chain ?? chain;
      yield* read.map(({ line }) => line);
    }
  }
  if (text !== "" || chain !== record.chain) {
    throw new Refusal("backup-damaged", { file: record.index });
  }
}

export async function loadKnown(backup: OpenBackup, record: FolderRecord): Promise<Known> {
  const known = emptyKnown();
  for await (const line of committedLines(backup, record)) takeLine(known, line);
  return known;
}

/**
 * Writes backup.json by another name, flush and rename, and remembers its sequence on this computer. Answers how
 * many bytes it has.
 */
export async function writeManifest(backup: OpenBackup): Promise<number> {
  backup.manifest.sequence++;
  const bytes = new TextEncoder().encode(await manifestText(backup.manifest, hashing));
  const previous = backup.keepPrevious ? "" : pathIn(backup, "backup.previous.json");
  await backup.disk.replace(pathIn(backup, "backup.json"), bytes, previous);
  backup.keepPrevious = false;
  const { accountUid, sequence } = backup.manifest;
  const backupId = backupIdOf(backup.markerId, accountUid);
  await changeStored("backups", (backups) => {
    const before = backups?.[backupId];
    // A first run has nothing to remember before its end.
    return before ? { ...backups, [backupId]: { ...before, sequence } } : (backups ?? {});
  });
  return bytes.length;
}
