import { unquoter } from "../mbox/from-lines";
import type { Hashing } from "./hashing";
import type { MessageLine } from "./index-line";

const LF = 0x0a;
const FROM = "From ";
/** Entries up to this size are read several at a time. */
const batchBytes = 8 * 1024 * 1024;

/** Reads bytes of a volume; fewer than asked for only at its end. */
export type ReadRange = (volume: string, offset: number, length: number) => Promise<Uint8Array>;

const startsWithFrom = (bytes: Uint8Array) =>
  [...FROM].every((character, i) => bytes[i] === character.charCodeAt(0));

/** Whether an entry's bytes, handed in pieces, are what its index line says. */
function entryCheck(line: MessageLine, hashing: Hashing) {
  const messageStart = line.separatorLength + line.blockLength;
  const messageEnd = line.length - line.tailLength;
  const hash = hashing.pieces();
  const unquote = unquoter();
  let at = 0;
  let good = messageStart <= messageEnd && line.tailLength >= 1 && line.tailLength <= 2;
  const part = (bytes: Uint8Array, from: number, to: number) =>
    bytes.subarray(Math.min(Math.max(from - at, 0), bytes.length), Math.max(to - at, 0));
  return {
    push(bytes: Uint8Array) {
      if (at === 0)
        good &&= startsWithFrom(bytes) && bytes.indexOf(LF) === line.separatorLength - 1;
      hash.update(unquote.push(part(bytes, messageStart, messageEnd)));
      good &&= part(bytes, messageEnd, line.length).every((byte) => byte === LF);
      at += bytes.length;
    },
    end(): boolean {
      hash.update(unquote.end());
      return good && at === line.length && !unquote.sawSeparator() && hash.end() === line.sha256;
    },
  };
}

async function checkOne(line: MessageLine, bytes: Uint8Array, hashing: Hashing): Promise<boolean> {
  if (bytes.length !== line.length) return false;
  if (!startsWithFrom(bytes) || bytes.indexOf(LF) !== line.separatorLength - 1) return false;
  const messageEnd = line.length - line.tailLength;
  if (!bytes.subarray(messageEnd).every((byte) => byte === LF)) return false;
  const unquote = unquoter();
  const ready = unquote.push(bytes.subarray(line.separatorLength + line.blockLength, messageEnd));
  const rest = unquote.end();
  if (unquote.sawSeparator()) return false;
  if (rest.length === 0) return (await hashing.whole(ready)) === line.sha256;
  const hash = hashing.pieces();
  hash.update(ready);
  hash.update(rest);
  return hash.end() === line.sha256;
}

async function checkBig(line: MessageLine, read: ReadRange, hashing: Hashing): Promise<boolean> {
  const check = entryCheck(line, hashing);
  for (let at = 0; at < line.length; at += batchBytes) {
    const wanted = Math.min(batchBytes, line.length - at);
    const bytes = await read(line.volume, line.offset + at, wanted);
    if (bytes.length !== wanted) return false;
    check.push(bytes);
  }
  return check.end();
}

/**
 * Parses entries back from the disk: each begins with a separator where its line says, holds no other
 * separator, ends with its closing line ends, and its unquoted message has the hash of the line. Answers how
 * many lines from the first on are right and lie without gap behind `starts` (volume -> offset).
 */
export async function readBack(
  lines: readonly MessageLine[],
  starts: ReadonlyMap<string, number>,
  read: ReadRange,
  hashing: Hashing,
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
      if (!(await checkBig(first, read, hashing))) return good;
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
