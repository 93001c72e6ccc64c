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

function filter(change: "quote" | "unquote"): LineFilter {
  const oneQuote = new Uint8Array([GT]);
  let held: Uint8Array = none;
  let atLineStart = true;
  let separators = 0;
  return {
    push(chunk) {
      const bytes = held.length > 0 ? joinBytes([held, chunk]) : chunk;
      held = none;
      const parts: Uint8Array[] = [];
      let copied = 0;
      let at = atLineStart ? 0 : bytes.indexOf(LF) + 1;
      if (!atLineStart && at === 0) return bytes;
      atLineStart = true;
      while (at < bytes.length) {
        const first = bytes[at];
        if (first === GT || first === FROM[0]) {
          const { kind, quotesEnd } = lineAt(bytes, at);
          if (kind === "undecided") break;
          if (kind === "from" && quotesEnd === at) separators++;
          if (kind === "from" && change === "quote") {
            parts.push(bytes.subarray(copied, at), oneQuote);
            copied = at;
          } else if (kind === "from" && quotesEnd > at) {
            parts.push(bytes.subarray(copied, at));
            copied = at + 1;
          }
        }
        const lineEnd = bytes.indexOf(LF, at);
        if (lineEnd < 0) {
          atLineStart = false;
          at = bytes.length;
        } else {
          at = lineEnd + 1;
        }
      }
      held = bytes.slice(at);
      parts.push(bytes.subarray(copied, at));
      return joinBytes(parts);
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

/** The bytes of a message as they stand in an mbox file. */
export const quote = (message: Uint8Array): Uint8Array => whole(quoter(), message);

/** The bytes of a message as they were before `quote`. */
export const unquote = (stored: Uint8Array): Uint8Array => whole(unquoter(), stored);
