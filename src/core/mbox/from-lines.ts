import { byteText, rewritten } from "./byte-text";

/**
 * mboxrd's one rule, as a stream: a line that begins with any number of `>` and then `From ` gets one
 * more `>` on the way in and loses one on the way out. Lines end with LF; a header line counts like any
 * other, because no reader may split there either.
 */
export interface LineFilter {
  /** Takes the next bytes and answers what is ready; the answer may share memory with the input. */
  push(chunk: Uint8Array): Uint8Array;
  /** What was held back because the last line was too short to decide. */
  end(): Uint8Array;
  /** Whether a line began with a bare `From ` so far: in a file a reader would begin a new message there. */
  sawSeparator(): boolean;
}

const LF = 0x0a;
const GT = 0x3e;
const FROM = [0x46, 0x72, 0x6f, 0x6d, 0x20];
const none = new Uint8Array(0);

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length <= 1) return only ?? none;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** `bytes` up to `end` with `byte` put in before every place in `places`, which ascend. */
export function withByteBefore(
  bytes: Uint8Array,
  end: number,
  places: readonly number[],
  byte: number,
): Uint8Array {
  if (places.length === 0) return bytes.subarray(0, end);
  const result = new Uint8Array(end + places.length);
  let from = 0;
  for (const [i, place] of places.entries()) {
    result.set(bytes.subarray(from, place), from + i);
    result[place + i] = byte;
    from = place;
  }
  result.set(bytes.subarray(from, end), from + places.length);
  return result;
}

/** `bytes` up to `end` without the byte at every place in `places`, which ascend. */
function withoutByteAt(bytes: Uint8Array, end: number, places: readonly number[]): Uint8Array {
  if (places.length === 0) return bytes.subarray(0, end);
  const result = new Uint8Array(end - places.length);
  let from = 0;
  for (const [i, place] of places.entries()) {
    result.set(bytes.subarray(from, place), from - i);
    from = place + 1;
  }
  result.set(bytes.subarray(from, end), from - places.length);
  return result;
}

type Line = "from" | "other" | "undecided";

/** What kind of line begins at `start`, and where its run of `>` ends. */
function lineAt(bytes: Uint8Array, start: number): { kind: Line; quotesEnd: number } {
  let quotesEnd = start;
  while (bytes[quotesEnd] === GT) quotesEnd++;
  for (let i = 0; i < FROM.length; i++) {
    if (quotesEnd + i >= bytes.length) return { kind: "undecided", quotesEnd };
    if (bytes[quotesEnd + i] !== FROM[i]) return { kind: "other", quotesEnd };
  }
  return { kind: "from", quotesEnd };
}

/**
 * The place behind the last line end, where no line from `start` on begins like a separator; else `start`. Most
 * mail has none, and then no line of it need be looked at by itself.
 */
function behindPlainLines(bytes: Uint8Array, start: number): number {
  const end = bytes.lastIndexOf(LF) + 1;
  if (end <= start) return start;
  return fromLine.test(byteText(bytes.subarray(start, end))) ? start : end;
}

function filter(change: "quote" | "unquote"): LineFilter {
  /** At most `>From`: however long a run of `>` is, all of it but its last one can be handed on. */
  let held: Uint8Array = none;
  /** Whether a `>` of the line that `held` belongs to was handed on. */
  let quotesBefore = false;
  let inLine = false;
  let separators = 0;
  return {
    push(chunk) {
      const bytes = held.length > 0 ? joinBytes([held, chunk]) : chunk;
      held = none;
      let at = inLine ? bytes.indexOf(LF) + 1 : 0;
      if (inLine && at === 0) return bytes;
      inLine = false;
      if (!quotesBefore) at = behindPlainLines(bytes, at);
      let ready = bytes.length;
      const places: number[] = [];
      while (at < bytes.length) {
        const first = bytes[at];
        if (first === GT || first === FROM[0]) {
          const { kind, quotesEnd } = lineAt(bytes, at);
          const isQuoted = quotesBefore || quotesEnd > at;
          if (kind === "undecided") {
            ready = change === "unquote" && quotesEnd > at ? quotesEnd - 1 : quotesEnd;
            quotesBefore ||= ready > at;
            held = bytes.slice(ready);
            break;
          }
          if (kind === "from") {
            if (!isQuoted) separators++;
            if (change === "quote") places.push(quotesEnd);
            else if (isQuoted) places.push(quotesEnd - 1);
          }
        }
        quotesBefore = false;
        const lineEnd = bytes.indexOf(LF, at);
        inLine = lineEnd < 0;
        at = inLine ? bytes.length : lineEnd + 1;
      }
      return change === "quote"
        ? withByteBefore(bytes, ready, places, GT)
        : withoutByteAt(bytes, ready, places);
    },
    end() {
      const rest = held;
      held = none;
      return rest;
    },
    sawSeparator: () => separators > 0,
  };
}

export const quoter = (): LineFilter => filter("quote");
export const unquoter = (): LineFilter => filter("unquote");

function whole(line: LineFilter, bytes: Uint8Array): Uint8Array {
  const ready = line.push(bytes);
  const rest = line.end();
  return rest.length > 0 ? joinBytes([ready, rest]) : ready;
}

/** A line that begins with `From `, quoted or not. In a text of bytes it is found natively, and seldom there. */
const fromLine = /(?:^|\n)>*From /;

/** Lines of several depths are rare, and a search for one text takes a third of the time. */
function quotedText(text: string): string {
  const rest = text.includes("\n>")
    ? text.replace(/\n(?=>*From )/g, "\n>")
    : text.replaceAll("\nFrom ", "\n>From ");
  return /^>*From /.test(rest) ? `>${rest}` : rest;
}

function unquotedText(text: string): string {
  const rest = text.includes("\n>>")
    ? text.replace(/\n>(?=>*From )/g, "\n")
    : text.replaceAll("\n>From ", "\nFrom ");
  return /^>+From /.test(rest) ? rest.slice(1) : rest;
}

/**
 * The bytes of a message as they stand in an mbox file: itself, where no line has to change. `text` is its
 * `byteText`.
 */
export function quote(message: Uint8Array, text = byteText(message)): Uint8Array {
  if (!text.includes("From ") || !fromLine.test(text)) return message;
  return rewritten(message, text, quotedText) ?? whole(quoter(), message);
}

/** The bytes of a message as they were before `quote`. `text` is the `byteText` of what is stored. */
export function unquote(stored: Uint8Array, text = byteText(stored)): Uint8Array {
  if (!text.includes(">From ") || !fromLine.test(text)) return stored;
  return rewritten(stored, text, unquotedText) ?? whole(unquoter(), stored);
}

/** Whether a reader would begin a new message inside of this text of bytes. */
export const hasSeparator = (text: string): boolean =>
  text.startsWith("From ") || text.includes("\nFrom ");
