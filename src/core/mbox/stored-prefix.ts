import { joinBytes, unquote } from "./from-lines";
import { headerEnd, headerOrAll } from "./header-block";
import { latin1 } from "./latin1";

const LF = 0x0a;
const CR = 0x0d;

/** The message as the server or the sender made it, and how far we can vouch for that. */
export interface Unwrapped {
  message: Uint8Array;
  /** True where nothing fits the expected size: Thunderbird's copy may be damaged, or its size may be. */
  suspect: boolean;
}

interface Line {
  text: string;
  end: number;
}

/** The lines at the head of a message, at most `most` of them, without their line ends. */
function headLines(bytes: Uint8Array, most: number): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (lines.length < most && at < bytes.length) {
    const lineEnd = bytes.indexOf(LF, at);
    if (lineEnd < 0 || lineEnd - at > 1000) break;
    const textEnd = bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    lines.push({ text: latin1(bytes.subarray(at, textEnd)), end: lineEnd + 1 });
    at = lineEnd + 1;
  }
  return lines;
}

const imapPrefix = [
  /^X-Mozilla-Status: [0-9a-f]{4}$/i,
  /^X-Mozilla-Status2: [0-9a-f]{8}$/i,
  /^X-Mozilla-Keys:/i,
];

/** Lengths of the head that Thunderbird may have put before an IMAP message: none, two lines or three. */
export function imapPrefixLengths(head: Uint8Array): number[] {
  const lines = headLines(head, 3);
  const fitting = imapPrefix.map((pattern, i) => pattern.test(lines[i]?.text ?? ""));
  if (!fitting[0] || !fitting[1]) return [0];
  const two = lines[1]?.end ?? 0;
  // After a compaction Thunderbird's own keys line stands behind the two (MboxCompactor.cpp).
  return fitting[2] ? [two, lines[2]?.end ?? 0, 0] : [two, 0];
}

/** The line end that Thunderbird may have put behind a message: the last CRLF, or a last LF without a CR. */
function lastLineEnd(message: Uint8Array): number {
  if (message.at(-1) !== LF) return 0;
  return message.at(-2) === CR ? 2 : 1;
}

/**
 * What Thunderbird's mbox store is known to do to a message and not to undo: it quotes a `From ` line in
 * the header block (its reader unquotes bodies only, MboxMsgInputStream.cpp), and it adds a line end to a
 * message that has no empty line, after it has ended that message's last line. Each is taken back only where
 * the size then fits exactly.
 */
function takenBack(message: Uint8Array, size: number): Uint8Array | null {
  const header = headerOrAll(message);
  const body = message.subarray(header.length);
  const unquoted = joinBytes([unquote(header), body]);
  if (unquoted.length === size) return unquoted;
  const ended = [unquoted, message].map((candidate) => {
    const cut = lastLineEnd(candidate);
    return { cut, bytes: candidate.subarray(0, candidate.length - cut) };
  });
  const once = ended.find(({ cut, bytes }) => cut > 0 && bytes.length === size);
  if (once) return once.bytes;
  // One was for the last line, which had none, and one for the empty line.
  for (const { cut, bytes } of ended) {
    const twice = bytes.subarray(0, -2);
    const both = cut === 2 && lastLineEnd(bytes) === 2;
    if (both && twice.length === size && headerEnd(twice) < 0) return twice;
  }
  return null;
}

/**
 * Takes away what Thunderbird put in front of an IMAP message in its own store. `sizes` are the sizes the
 * message may have, the most trusted first: what the server said, then what Thunderbird keeps.
 */
export function unwrapImap(stored: Uint8Array, sizes: readonly number[]): Unwrapped {
  const candidates = imapPrefixLengths(stored).map((length) => stored.subarray(length));
  for (const size of sizes) {
    const exact = candidates.find((message) => message.length === size);
    if (exact) return { message: exact, suspect: false };
    for (const message of candidates) {
      const mended = takenBack(message, size);
      if (mended) return { message: mended, suspect: false };
    }
  }
  return { message: candidates[0] ?? stored, suspect: true };
}

/** How to take a stored message that is not whole in memory out of its wrapping. */
export interface UnwrapPlan {
  /** Bytes in front that are Thunderbird's. */
  prefix: number;
  /** The header block is to be unquoted. */
  unquoteHeader: boolean;
  /** Bytes at the end that Thunderbird added, if they are a line end. */
  cut: 0 | 1 | 2;
  suspect: boolean;
}

/**
 * The same as `unwrapImap` for a message that comes in pieces: `head` is its first piece, with the whole
 * header block, and `storedSize` the length of all.
 */
export function planUnwrap(
  head: Uint8Array,
  storedSize: number,
  sizes: readonly number[],
): UnwrapPlan {
  const prefixes = imapPrefixLengths(head);
  const shapes = prefixes.flatMap((prefix) => {
    const header = headerOrAll(head.subarray(prefix));
    const quotes = header.length - unquote(header).length;
    const plain = { prefix, unquoteHeader: false, length: storedSize - prefix };
    const unquoted = { prefix, unquoteHeader: true, length: plain.length - quotes };
    return quotes > 0 ? [plain, unquoted] : [plain];
  });
  for (const size of sizes) {
    // A quote or two in the header block are as many bytes as a line end: what fits exactly comes first.
    for (const cut of [0, 1, 2] as const) {
      const found = shapes.find(({ length }) => length - cut === size);
      if (found) {
        const { prefix, unquoteHeader } = found;
        return { prefix, unquoteHeader, cut, suspect: false };
      }
    }
  }
  return { prefix: prefixes[0] ?? 0, unquoteHeader: false, cut: 0, suspect: true };
}

const localPrefix = [
  /^X-Account-Key:/i,
  /^X-UIDL:/i,
  /^X-Mozilla-Status:/i,
  /^X-Mozilla-Status2:/i,
  /^X-Mozilla-Keys:/i,
];

/**
 * The length of a leading run of exactly Thunderbird's five lines, each at most once and in its order, and
 * the UIDL among them. POP and local mail carry them in front of the message (Pop3Client, nsMsgLocalStoreUtils).
 */
export function localPrefixLength(head: Uint8Array): { length: number; uidl: string | null } {
  // Every one of the five begins with an X, as hardly any other message does.
  if (head[0] !== 0x58 && head[0] !== 0x78) return { length: 0, uidl: null };
  let [length, next] = [0, 0];
  let uidl: string | null = null;
  for (const line of headLines(head, localPrefix.length)) {
    const found = localPrefix.findIndex((pattern, i) => i >= next && pattern.test(line.text));
    if (found < 0) break;
    if (found === 1) uidl = line.text.slice("X-UIDL:".length).trim();
    [length, next] = [line.end, found + 1];
  }
  return { length, uidl };
}
