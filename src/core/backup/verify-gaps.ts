import { byteText } from "../mbox/byte-text";
import { unquote, unquoter } from "../mbox/from-lines";
import { headerField } from "../mbox/received";
import type { Hashing } from "./hashing";
import type { ReadRange } from "./read-back";

/** An entry that was found in a volume without its index line's help. */
export interface FoundEntry {
  offset: number;
  length: number;
  /** Of its message, for each way in which it may end. */
  sha256: string[];
  subject: string;
  from: string;
  /** The Date header, in milliseconds since the epoch; null where there is none. */
  date: number | null;
}

const piece = 1024 * 1024;
/** Messages up to this size are hashed at once. */
const usual = 8 * 1024 * 1024;
/** More than a separator and the line behind it. */
const overlap = 300;
/** Separator and state block: a line of its own and five more. */
const headLines = 6;
const mostHead = 20_000;

/**
 * How an entry begins. `line`: where any mbox reader sees one, as mboxrd lets no line of a message begin so.
 * `ours`: as we write one, also in the middle of a line, where bytes before it were changed. A forwarded mbox can
 * look like that, so it is for bytes that nothing else explains.
 */
const beginnings = {
  line: /(?<=\n)From /g,
  ours: /From [^\n]{1,240}\nX-Mozilla-Status: [0-9a-f]{4}\n/g,
};

export type Beginning = keyof typeof beginnings;

async function* starts(
  file: string,
  from: number,
  to: number,
  read: ReadRange,
  beginning: Beginning,
): AsyncGenerator<number> {
  // As if a line ended just before.
  let carried = "\n";
  let last = -1;
  for (let at = from; at < to; ) {
    const bytes = await read(file, at, Math.min(piece, to - at));
    if (bytes.length === 0) return;
    const text = carried + byteText(bytes);
    const base = at - carried.length;
    for (const { index } of text.matchAll(beginnings[beginning])) {
      if (base + index > last) yield base + index;
      last = Math.max(last, base + index);
    }
    at += bytes.length;
    carried = text.slice(-overlap);
  }
}

function headLength(bytes: Uint8Array): number {
  let at = 0;
  for (let line = 0; line < headLines; line++) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) return bytes.length;
    at = end + 1;
  }
  return at;
}

/** Hashes what lies between two offsets as a message: without the LF or the two that close an entry, or whole where a cut took them. */
async function hashes(
  file: string,
  from: number,
  to: number,
  read: ReadRange,
  hashing: Hashing,
): Promise<string[]> {
  const ends = [to - 1, to - 2, to].filter((end) => end >= from);
  if (to - from <= usual) {
    const bytes = await read(file, from, to - from);
    return Promise.all(ends.map((end) => hashing.whole(unquote(bytes.subarray(0, end - from)))));
  }
  const found: string[] = [];
  for (const end of ends) {
    const hash = hashing.pieces();
    const lines = unquoter();
    for (let at = from; at < end; ) {
      const bytes = await read(file, at, Math.min(piece, end - at));
      if (bytes.length === 0) break;
      await hash.update(lines.push(bytes));
      at += bytes.length;
    }
    await hash.update(lines.end());
    found.push(await hash.end());
  }
  return found;
}

/**
 * The entries between two offsets of a volume, as any mbox reader finds them: what the index does not explain
 * may still be a message, moved by bytes that were put in before it, or one whose line is lost.
 */
export async function* entriesBetween(
  file: string,
  from: number,
  to: number,
  read: ReadRange,
  hashing: Hashing,
  beginning: Beginning,
): AsyncGenerator<FoundEntry> {
  let begun: number | null = null;
  async function found(offset: number, end: number): Promise<FoundEntry> {
    const top = await read(file, offset, Math.min(mostHead, end - offset));
    const head = headLength(top);
    const message = top.subarray(head);
    const date = Date.parse(headerField(message, "Date") ?? "");
    return {
      offset,
      length: end - offset,
      sha256: await hashes(file, offset + head, end, read, hashing),
      subject: (headerField(message, "Subject") ?? "").slice(0, 200),
      from: (headerField(message, "From") ?? "").slice(0, 200),
      date: Number.isNaN(date) ? null : date,
    };
  }
  for await (const start of starts(file, from, to, read, beginning)) {
    if (begun !== null) yield await found(begun, start);
    begun = start;
  }
  if (begun !== null) yield await found(begun, to);
}
