import { byteText } from "../mbox/byte-text";
import { hasSeparator, unquote, unquoter } from "../mbox/from-lines";
import { headOf } from "./entry";
import type { Hashing } from "./hashing";
import type { MessageLine } from "./index-line";

const LF = 0x0a;
/** Entries up to this many bytes are read several at a time; larger ones in pieces, which are hashed as they come. */
export const usualBatch = 4 * 1024 * 1024;

type ReadHashing = Pick<Hashing, "whole" | "pieces">;

/** Reads bytes of a volume; fewer than asked for only at its end. */
export type ReadRange = (volume: string, offset: number, length: number) => Promise<Uint8Array>;

/** Where a line's message lies in its entry; null where the lengths cannot be true. */
function messageRange(line: MessageLine): { start: number; end: number } | null {
  const start = line.separatorLength + line.blockLength;
  const end = line.length - line.tailLength;
  return line.tailLength >= 1 && line.tailLength <= 2 && start <= end ? { start, end } : null;
}

/** Whether an entry, as `byteText`, begins with the separator and the state block that its line tells of. */
function headIsRight(line: MessageLine, entry: string): boolean {
  const { text, blockLength } = headOf(line);
  if (blockLength !== line.blockLength) return false;
  if (text.length !== line.separatorLength + line.blockLength) return false;
  // Only ASCII bytes become ASCII in it, so equal texts are equal bytes.
  return entry.startsWith(text);
}

const isLineEnds = (bytes: Uint8Array) => bytes.every((byte) => byte === LF);

/** Whether an entry's bytes, handed in pieces, are what its index line says. The head is in the first piece. */
function entryCheck(
  line: MessageLine,
  range: { start: number; end: number },
  hashing: ReadHashing,
) {
  const hash = hashing.pieces();
  const unquote = unquoter();
  let [at, good] = [0, true];
  const part = (bytes: Uint8Array, from: number, to: number) =>
    bytes.subarray(Math.min(Math.max(from - at, 0), bytes.length), Math.max(to - at, 0));
  return {
    async push(bytes: Uint8Array): Promise<void> {
      if (at === 0) good = headIsRight(line, byteText(bytes.subarray(0, range.start)));
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

async function checkOne(
  line: MessageLine,
  bytes: Uint8Array,
  hashing: ReadHashing,
): Promise<boolean> {
  const range = messageRange(line);
  if (!range || bytes.length !== line.length) return false;
  const text = byteText(bytes);
  if (!headIsRight(line, text) || !isLineEnds(bytes.subarray(range.end))) return false;
  const storedText = text.slice(range.start, range.end);
  if (hasSeparator(storedText)) return false;
  const stored = bytes.subarray(range.start, range.end);
  return (await hashing.whole(unquote(stored, storedText))) === line.sha256;
}

async function checkBig(
  line: MessageLine,
  read: ReadRange,
  hashing: ReadHashing,
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

/** Lines whose entries are read in one go; a single one where it is larger than a batch. */
interface Batch {
  volume: string;
  offset: number;
  bytes: number;
  lines: MessageLine[];
}

/** The lines in batches, up to the first that does not lie behind the one before. */
function batchesOf(
  lines: readonly MessageLine[],
  starts: ReadonlyMap<string, number>,
  batchBytes: number,
): Batch[] {
  const ends = new Map(starts);
  const batches: Batch[] = [];
  for (const line of lines) {
    const { volume, offset, length } = line;
    if (offset !== (ends.get(volume) ?? 0) || !(length > 0)) break;
    ends.set(volume, offset + length);
    const last = batches.at(-1);
    if (last?.volume === volume && last.bytes + length <= batchBytes) {
      last.lines.push(line);
      last.bytes += length;
    } else {
      batches.push({ volume, offset, bytes: length, lines: [line] });
    }
  }
  return batches;
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
  hashing: ReadHashing,
  batchBytes = usualBatch,
): Promise<number> {
  const batches = batchesOf(lines, starts, batchBytes);
  const ask = (batch: Batch | undefined) => {
    if (!batch || batch.bytes > batchBytes) return null;
    const bytes = read(batch.volume, batch.offset, batch.bytes);
    // Whoever waits for it hears of a failure; a batch that nobody reaches is nobody's trouble.
    bytes.catch(() => undefined);
    return bytes;
  };
  let good = 0;
  // The disk reads the next batch while this one is checked.
  let next = ask(batches[0]);
  for (const [i, batch] of batches.entries()) {
    const bytes = await next;
    next = ask(batches[i + 1]);
    const results = bytes
      ? await Promise.all(
          batch.lines.map((line) => {
            const at = line.offset - batch.offset;
            return checkOne(line, bytes.subarray(at, at + line.length), hashing);
          }),
        )
      : [await checkBig(batch.lines[0] as MessageLine, read, hashing, batchBytes)];
    const bad = results.indexOf(false);
    if (bad >= 0) return good + bad;
    good += batch.lines.length;
  }
  return good;
}
