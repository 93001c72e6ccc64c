import type { Tally } from "./mbox-messages";
import { type MboxWindow, piecesOf } from "./mbox-window";
import type { MessageHeader } from "./message-header";

/** What stands in a message that tells of the file's format, or of bytes that are lost. */
export interface BodyFacts {
  /** Lines that begin with one `>` and `From `, and with more of them. */
  escapedOnce: Tally;
  escapedMore: Tally;
  /** Of the latter: those with no other line of a quotation beside them. */
  doubled: Tally;
  /** Lines that begin with a space and `From `. */
  spaced: Tally;
  /** Runs of at least sixteen NULs. */
  nulRuns: Tally;
  /** Replacement characters of UTF-8: a letter stood there once. */
  replaced: Tally;
  placeholder: Tally;
  /** It declares a boundary, and its last one is not there. */
  lacksBoundary: boolean;
  /** All of its body is base64, and it ends within a group of four. */
  endsInBase64: boolean;
}

const tally = (): Tally => ({ offset: 0, count: 0 });

function take(found: Tally, offset: number): void {
  if (found.count === 0) found.offset = offset;
  found.count++;
}

function takeAll(found: Tally, text: string, wanted: RegExp, start: number): void {
  for (const match of text.matchAll(wanted)) take(found, start + match.index);
}

/**
 * What other programs write in the place of a mail, or of a part of one: ImportExportTools NG's note of an error,
 * and Thunderbird's own for a part that was never fetched.
 */
const placeholders = ["This body part will be downloaded on demand."];
const placeholderSubject = /^MsgError::/;
const replacement = "\xef\xbf\xbd";

/** Looks at the `From ` lines of a piece that begins with a line. `start` is where the piece begins. */
function takeFromLines(facts: BodyFacts, text: string, start: number): void {
  if (!text.includes("From ")) return;
  const before = `\n${text}`;
  takeAll(facts.spaced, before, /\n From /g, start);
  for (const match of before.matchAll(/\n(>+)From /g)) {
    const [whole, quotes = ""] = match;
    const offset = start + match.index;
    if (quotes.length === 1) take(facts.escapedOnce, offset);
    else {
      take(facts.escapedMore, offset);
      const lineBefore = before.slice(before.lastIndexOf("\n", match.index - 1) + 1, match.index);
      const lineEnd = before.indexOf("\n", match.index + whole.length);
      const isQuotation = lineBefore.startsWith(">") || before[lineEnd + 1] === ">";
      if (!isQuotation) take(facts.doubled, offset);
    }
  }
}

/** Reads a message once, from `from` to `to`, piece by piece. */
export async function bodyFacts(
  window: MboxWindow,
  header: MessageHeader,
  from: number,
  to: number,
): Promise<BodyFacts> {
  const facts: BodyFacts = {
    escapedOnce: tally(),
    escapedMore: tally(),
    doubled: tally(),
    spaced: tally(),
    nulRuns: tally(),
    replaced: tally(),
    placeholder: tally(),
    lacksBoundary: false,
    endsInBase64: false,
  };
  if (placeholderSubject.test(header.subject)) take(facts.placeholder, from);
  const closing = header.boundary === null ? null : `\n--${header.boundary}--`;
  let closed = false;
  let base64 = 0;
  let isBase64 = header.isBase64;
  /** The end of the piece before, for what stands across the two. */
  let last = "\n";
  for await (const { from: start, text, atLine, to: end } of piecesOf(window, from, to)) {
    if (text.includes("\0")) {
      for (const match of text.matchAll(/\0{16,}/g)) {
        const isSame = match.index === 0 && last.endsWith("\0");
        if (!isSame) take(facts.nulRuns, start + match.index);
      }
    }
    if (text.includes(replacement)) takeAll(facts.replaced, text, /\xef\xbf\xbd/g, start);
    for (const wanted of placeholders) {
      const at = text.indexOf(wanted);
      if (at >= 0) take(facts.placeholder, start + at);
    }
    if (atLine) takeFromLines(facts, text, start);
    if (closing !== null && !closed) closed = (last + text).includes(closing);
    if (isBase64 && end > header.bodyStart) {
      const body = text.slice(Math.max(0, header.bodyStart - start)).replace(/[ \t\r\n]+/g, "");
      isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(body);
      base64 += body.length;
    }
    last = text.slice(-300);
  }
  facts.lacksBoundary = closing !== null && !closed;
  facts.endsInBase64 = isBase64 && base64 % 4 !== 0;
  return facts;
}
