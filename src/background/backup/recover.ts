import { stemOf, volumeFile } from "../../core/backup/folder-files";
import { type IndexLine, type MessageLine, readLine } from "../../core/backup/index-line";
import type { FolderRecord } from "../../core/backup/manifest";
import { readBack } from "../../core/backup/read-back";
import { Refusal } from "../../core/refusal";
import { fileLength, readFile } from "../../thunderbird/backup-disk";
import { hashing } from "../hashing";
import { type OpenBackup, pathIn, recoveredName } from "./open-backup";

interface Tail {
  lines: IndexLine[];
  /** For every line: the index's length and chain value behind it. */
  marks: { length: number; chain: string }[];
}

/** Lines that stand behind the committed ones and fit the chain, up to the first that does not. */
async function readTail(backup: OpenBackup, record: FolderRecord, length: number): Promise<Tail> {
  const from = record.indexLength;
  const bytes = await readFile(backup.rootId, pathIn(backup, record.index), from, length - from);
  const tail: Tail = { lines: [], marks: [] };
  let chain = record.chain;
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf(0x0a, at);
    if (lineEnd < 0) break;
    const text = decoded(bytes.subarray(at, lineEnd));
    const read = text === null ? null : await readLine(text, chain, hashing);
    if (!read) break;
    chain = read.chain;
    at = lineEnd + 1;
    tail.lines.push(read.line);
    tail.marks.push({ length: from + at, chain });
  }
  return tail;
}

/** A damaged byte must not pass as the character that decoders put in its place. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** How many of the tail's lines may be adopted: up to the first message that is not whole on the disk. */
async function countGood(backup: OpenBackup, record: FolderRecord, tail: Tail): Promise<number> {
  const messages = tail.lines.filter((line): line is MessageLine => line.t === "msg");
  const starts = new Map(record.volumes.map(({ file, length }) => [file, length]));
  const read = async (file: string, offset: number, length: number) => {
    const path = pathIn(backup, file);
    // A line may speak of a volume that the crash did not let begin.
    if ((await fileLength(backup.rootId, path)) === null) return new Uint8Array(0);
    return readFile(backup.rootId, path, offset, length);
  };
  const good = await readBack(messages, starts, read, hashing);
  const bad = messages[good];
  return bad ? tail.lines.indexOf(bad) : tail.lines.length;
}

function adopt(record: FolderRecord, tail: Tail, count: number): void {
  const mark = tail.marks[count - 1];
  if (!mark) return;
  for (const line of tail.lines.slice(0, count)) {
    if (line.t !== "msg") continue;
    const end = line.offset + line.length;
    const volume = record.volumes.find(({ file }) => file === line.volume);
    if (volume) volume.length = end;
    else record.volumes.push({ file: line.volume, length: end, readAt: Date.now() });
    record.messages = line.n;
    record.bytes += line.size;
  }
  record.indexLength = mark.length;
  record.chain = mark.chain;
}

async function moveRest(backup: OpenBackup, file: string, committed: number, at: number) {
  const path = pathIn(backup, file);
  const length = await fileLength(backup.rootId, path);
  if (length === null || length <= committed) return;
  await backup.disk.moveTail(path, committed, recoveredName(path, at));
}

/** What was read may lie in the system's memory only: the run that wrote it did not come to its flush. */
async function flushAdopted(backup: OpenBackup, record: FolderRecord, touched: Iterable<string>) {
  const volumes = new Set(record.volumes.map(({ file }) => file));
  for (const file of touched) if (volumes.has(file)) await backup.disk.flush(pathIn(backup, file));
  await backup.disk.flush(pathIn(backup, record.index));
}

/**
 * Puts a folder's files in order after a run that ended in the middle: lines and bytes behind the last commit
 * that verify are adopted, the rest is moved to `...recovered-<time>.bin`. Nothing is cut. A file that is
 * shorter than what was committed stops the run. Answers whether anything was adopted.
 */
export async function recoverFolder(
  backup: OpenBackup,
  record: FolderRecord,
  at: number,
): Promise<boolean> {
  for (const { file, length } of [
    ...record.volumes,
    { file: record.index, length: record.indexLength },
  ]) {
    const found = (await fileLength(backup.rootId, pathIn(backup, file))) ?? 0;
    if (found < length) throw new Refusal("backup-file-short", { file });
  }
  const indexLength = (await fileLength(backup.rootId, pathIn(backup, record.index))) ?? 0;
  const tail = await readTail(backup, record, indexLength);
  const good = await countGood(backup, record, tail);
  const mentioned = new Set(tail.lines.flatMap((line) => (line.t === "msg" ? [line.volume] : [])));
  adopt(record, tail, good);
  const committed = new Map(record.volumes.map(({ file, length }) => [file, length]));
  // Bytes may lie in the next volume, of which no line speaks yet.
  mentioned.add(volumeFile(stemOf(record), record.volumes.length + 1));
  for (const file of new Set([...committed.keys(), ...mentioned])) {
    await moveRest(backup, file, committed.get(file) ?? 0, at);
  }
  await moveRest(backup, record.index, record.indexLength, at);
  if (good > 0) await flushAdopted(backup, record, mentioned);
  return good > 0;
}
