import { byteText } from "../mbox/byte-text";
import { hasSeparator, unquote, unquoter } from "../mbox/from-lines";
import { headOf } from "./entry";
import type { Hashing } from "./hashing";
import type { MessageLine } from "./index-line";
import type { ReadRange } from "./read-back";

const LF = 0x0a;

/**
 * `whole`: every byte is what its line says. `envelope`: the message is, but what we wrote around it (the
 * separator, the state block, the closing line ends) is not. `damaged`: the message's bytes are not.
 */
export type EntryState = "whole" | "envelope" | "damaged";

/** Where a line's message lies in its entry; null where the lengths cannot be true. */
function messageRange(line: MessageLine): { start: number; end: number } | null {
  const start = line.separatorLength + line.blockLength;
  const end = line.length - line.tailLength;
  const isTrue = line.tailLength >= 1 && line.tailLength <= 2 && start >= 0 && start <= end;
  return isTrue ? { start, end } : null;
}

/** Whether an entry, as `byteText`, begins as its line tells. Only ASCII bytes become ASCII in it. */
function headIsRight(line: MessageLine, entry: string): boolean {
  const { text, blockLength } = headOf(line);
  if (blockLength !== line.blockLength) return false;
  return text.length === line.separatorLength + line.blockLength && entry.startsWith(text);
}

const isLineEnds = (bytes: Uint8Array) => bytes.every((byte) => byte === LF);

/** What is true of an entry that fits into memory; fewer bytes than the line tells of are a cut file. */
export async function examine(
  line: MessageLine,
  bytes: Uint8Array,
  hashing: Hashing,
): Promise<EntryState> {
  const range = messageRange(line);
  if (!range || bytes.length < range.end) return "damaged";
  const text = byteText(bytes);
  const storedText = text.slice(range.start, range.end);
  const message = unquote(bytes.subarray(range.start, range.end), storedText);
  if ((await hashing.whole(message)) !== line.sha256) return "damaged";
  const envelope =
    bytes.length === line.length &&
    headIsRight(line, text) &&
    isLineEnds(bytes.subarray(range.end));
  return envelope && !hasSeparator(storedText) ? "whole" : "envelope";
}

/** The same of an entry of any size, in pieces. `did` is told of every piece's bytes. */
export async function examineInPieces(
  line: MessageLine,
  read: ReadRange,
  hashing: Hashing,
  pieceBytes: number,
  did: (bytes: number) => void,
): Promise<EntryState> {
  const range = messageRange(line);
  if (!range) return "damaged";
  const hash = hashing.pieces();
  const lines = unquoter();
  let envelope = true;
  let whole = true;
  for (let at = 0; at < line.length && whole; ) {
    const wanted = Math.min(Math.max(pieceBytes, at === 0 ? range.start : 1), line.length - at);
    const bytes = await read(line.volume, line.offset + at, wanted);
    // A file may be cut behind the message, in the line ends that close the entry.
    whole = at + bytes.length >= Math.min(at + wanted, range.end);
    envelope &&= bytes.length === wanted;
    if (at === 0) envelope &&= headIsRight(line, byteText(bytes.subarray(0, range.start)));
    const part = (from: number, to: number) =>
      bytes.subarray(Math.min(Math.max(from - at, 0), bytes.length), Math.max(to - at, 0));
    await hash.update(lines.push(part(range.start, range.end)));
    envelope &&= isLineEnds(part(range.end, line.length));
    at += wanted;
    did(bytes.length);
  }
  await hash.update(lines.end());
  const same = (await hash.end()) === line.sha256;
  if (!same || !whole) return "damaged";
  return envelope && !lines.sawSeparator() ? "whole" : "envelope";
}
