import { joinBytes, unquoter } from "../mbox/from-lines";
import { headOf } from "./entry";
import type { Hashing } from "./hashing";
import type { MessageLine } from "./index-line";

const LF = 0x0a;
/** Entries up to this size are read several at a time. */
const usualBatch = 8 * 1024 * 1024;

/** Reads bytes of a volume; fewer than asked for only at its end. */
export type ReadRange = (volume: string, offset: number, length: number) => Promise<Uint8Array>;

/** Where a line's message lies in its entry; null where the lengths cannot be true. */
function messageRange(line: MessageLine): { start: number; end: number } | null {
  const start = line.separatorLength + line.blockLength;
  const end = line.length - line.tailLength;
  return line.tailLength >= 1 && line.tailLength <= 2 && start <= end ? { start, end } : null;
}

/** Whether an entry begins with the separator and the state block that its line tells of. */
function headIsRight(line: MessageLine, entry: Uint8Array): boolean {
  const { bytes, blockLength } = headOf(line);
  if (blockLength !== line.blockLength) return false;
  if (bytes.length !== line.separatorLength + line.blockLength) return false;
  return bytes.every((byte, i) => byte === entry[i]);
}

const isLineEnds = (bytes: Uint8Array) => bytes.every((byte) => byte === LF);

/** Whether an entry's bytes, handed in pieces, are what its index line says. The head is in the first piece. */
function entryCheck(line: MessageLine, range: { start: number; end: number }, hashing: Hashing) {
  const hash = hashing.pieces();
  const unquote = unquoter();
  let [at, good] = [0, true];
  const part = (bytes: Uint8Array, from: number, to: number) =>
    bytes.subarray(Math.min(Math.max(from - at, 0), bytes.length), Math.max(to - at, 0));
  return {
    async push(bytes: Uint8Array): Promise<void> {
      if (at === 0) good = headIsRight(line, bytes);
      await hash.update(unquote.push(part(bytes, range.start, range.end)));
      good &&= isLineEnds(part(bytes, range.end, line.length));
      at += bytes.length;
    },
    async end(): Promise<boolean> {
      await hash.update(unquote.end());
      const same = (await hash.end()) === line.sha256;
      return same && good && at === line.length && !unquote.sawSeparator();
    },
  };
}

async function checkOne(line: MessageLine, bytes: Uint8Array, hashing: Hashing): Promise<boolean> {
  const range = messageRange(line);
  if (!range || bytes.length !== line.length || !headIsRight(line, bytes)) return false;
  if (!isLineEnds(bytes.subarray(range.end))) return false;
  const unquote = unquoter();
  const ready = unquote.push(bytes.subarray(range.start, range.end));
  const rest = unquote.end();
  if (unquote.sawSeparator()) return false;
  if (rest.length === 0) return (await hashing.whole(ready)) === line.sha256;
  return (await hashing.whole(joinBytes([ready, rest]))) === line.sha256;
}

async function checkBig(
  line: MessageLine,
  read: ReadRange,
  hashing: Hashing,
  pieceBytes: number,
): Promise<boolean> {
  const range = messageRange(line);
  if (!range) return false;
  const check = entryCheck(line, range, hashing);
  for (let at = 0; at < line.length; ) {
    const wanted = Math.min(Math.max(pieceBytes, at === 0 ? range.start : 1), line.length - at);
    const bytes = await read(line.volume, line.offset + at, wanted);
    if (bytes.length !== wanted) return false;
    await check.push(bytes);
    at += wanted;
  }
  return check.end();
}

/**
 * Parses entries back from the disk: each begins with the separator and the state block that its line tells
 * of, holds no other separator, ends with its closing line ends, and its unquoted message has the line's hash:
 * no byte of an entry goes unread. Answers how many lines from the first on are right and lie without gap
 * behind `starts` (volume -> offset).
 */
export async function readBack(
  lines: readonly MessageLine[],
  starts: ReadonlyMap<string, number>,
  read: ReadRange,
  hashing: Hashing,
  batchBytes = usualBatch,
): Promise<number> {
  const ends = new Map(starts);
  let good = 0;
  while (good < lines.length) {
    const first = lines[good] as MessageLine;
    const batch: MessageLine[] = [];
    let total = 0;
    for (let i = good; i < lines.length; i++) {
      const line = lines[i] as MessageLine;
      if (line.volume !== first.volume || (batch.length > 0 && total + line.length > batchBytes))
        break;
      if (line.offset !== (ends.get(line.volume) ?? 0) || !(line.length > 0)) break;
      ends.set(line.volume, line.offset + line.length);
      batch.push(line);
      total += line.length;
    }
    if (batch.length === 0) return good;
    if (total > batchBytes) {
      if (!(await checkBig(first, read, hashing, batchBytes))) return good;
      good++;
      continue;
    }
    const bytes = await read(first.volume, first.offset, total);
    const results = await Promise.all(
      batch.map((line) => {
        const at = line.offset - first.offset;
        return checkOne(line, bytes.subarray(at, at + line.length), hashing);
      }),
    );
    const bad = results.indexOf(false);
    if (bad >= 0) return good + bad;
    good += batch.length;
  }
  return good;
}
