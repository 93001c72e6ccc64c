import { byteText } from "../mbox/byte-text";

/** Reads bytes of a file; fewer than asked for only at its end. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

/** A file of any length, of which some megabytes are in memory at a time. */
export interface MboxWindow {
  length: number;
  bytes(from: number, to: number): Promise<Uint8Array>;
  /** The `byteText` of bytes. */
  text(from: number, to: number): Promise<string>;
  /** Where a text of ASCII stands at or behind `from` and wholly before `to`; -1 where it does not. */
  find(wanted: string, from: number, to?: number): Promise<number>;
}

const usual = 4 * 1024 * 1024;
/** So much before the wanted place is kept, for looks back at the end of a message. */
const back = 128 * 1024;

/** `size` is how many bytes are held; smaller in tests only. */
export function mboxWindow(read: ReadBytes, length: number, size = usual): MboxWindow {
  let start = 0;
  let held: Uint8Array = new Uint8Array(0);
  let heldText = "";
  async function load(from: number, to: number): Promise<void> {
    if (from >= start && to <= start + held.length) return;
    const before = Math.min(back, size >> 2);
    start = Math.max(0, from - before);
    held = await read(start, Math.min(Math.max(size, to - start), length - start));
    heldText = byteText(held);
  }
  const within = (to: number) => Math.min(to, length);
  return {
    length,
    async bytes(from, to) {
      if (from >= within(to)) return new Uint8Array(0);
      await load(from, within(to));
      return held.subarray(from - start, within(to) - start);
    },
    async text(from, to) {
      if (from >= within(to)) return "";
      await load(from, within(to));
      return heldText.slice(from - start, within(to) - start);
    },
    async find(wanted, from, to = length) {
      const end = within(to);
      for (let at = from; at + wanted.length <= end; ) {
        await load(at, at + wanted.length);
        const found = heldText.indexOf(wanted, at - start);
        if (found >= 0) return start + found + wanted.length <= end ? start + found : -1;
        // What stands across the end of what is held is found in the next piece.
        at = Math.max(at + 1, start + heldText.length - wanted.length + 1);
      }
      return -1;
    },
  };
}

/** Bytes of a message as a text, from the beginning of a line where `atLine` is true. */
export interface TextPiece {
  from: number;
  to: number;
  text: string;
  atLine: boolean;
}

const pieceBytes = 1024 * 1024;

/** A stretch of the file in pieces that end with a line, but in a line that is longer than a piece. */
export async function* piecesOf(
  window: MboxWindow,
  from: number,
  to: number,
  most = pieceBytes,
): AsyncGenerator<TextPiece> {
  let atLine = true;
  for (let at = from; at < to; ) {
    const text = await window.text(at, Math.min(at + most, to));
    // A file that became shorter meanwhile has no more to give.
    if (text === "") return;
    const lineEnd = at + text.length < to ? text.lastIndexOf("\n") : -1;
    const whole = lineEnd < 0 ? text : text.slice(0, lineEnd + 1);
    yield { from: at, to: at + whole.length, text: whole, atLine };
    at += whole.length;
    atLine = whole.endsWith("\n");
  }
}
