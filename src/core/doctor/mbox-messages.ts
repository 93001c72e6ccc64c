import { type FromLine, fromLineAt, isSeparator, nextFrom } from "./from-line";
import type { MboxWindow } from "./mbox-window";
import { type MessageHeader, readHeader } from "./message-header";

/*
 * Belongs here: where each message of an mbox file begins and ends.
 * Does not belong here: what is wrong inside of it (-> message-body.ts).
 */

/** Places of one kind within a message: the first, and how many. */
export interface Tally {
  offset: number;
  count: number;
}

/** A message of an mbox file. Between `contentEnd` and `end` there is nothing but one empty line. */
export interface MboxMessage {
  /** Null where the file begins with a message that has no separator. */
  separator: FromLine | null;
  /** An escaped separator of an earlier file that stands in front of the header, as some exporters leave it. */
  quotedSeparator: { offset: number; text: string } | null;
  contentStart: number;
  contentEnd: number;
  end: number;
  header: MessageHeader;
  /** Its end was taken from Content-Length. */
  byLength: boolean;
  /** Lines in it that begin with `From ` and are no separators: words, and those with a date. */
  unescaped: Tally;
  dated: Tally;
  /** Separators within a part of this message: it is one message all the same. */
  split: Tally;
  /** Separators before the end that Content-Length tells. */
  disagrees: Tally;
}

export type MboxPart =
  | { t: "leading"; from: number; to: number }
  | { t: "message"; message: MboxMessage };

const count = (tally: Tally, offset: number): void => {
  if (tally.count === 0) tally.offset = offset;
  tally.count++;
};

const nothing = (): Tally => ({ offset: 0, count: 0 });

/** `>From - Mon Jun  2 10:00:00 2025` directly behind a separator, with its line end. */
const quotedSeparator = /^>+From (?:-|\S+@\S+|MAILER-DAEMON) [^\n]*\d{4}[^\n]*\n/;

async function begin(
  window: MboxWindow,
  separator: FromLine | null,
  from: number,
): Promise<MboxMessage> {
  const head = await window.text(from, from + 300);
  const text = separator && quotedSeparator.exec(head)?.[0];
  const contentStart = from + (text?.length ?? 0);
  return {
    separator,
    quotedSeparator: text ? { offset: from, text: text.replace(/\r?\n$/, "") } : null,
    contentStart,
    contentEnd: contentStart,
    end: contentStart,
    header: await readHeader(window, contentStart),
    byLength: false,
    unescaped: nothing(),
    dated: nothing(),
    split: nothing(),
    disagrees: nothing(),
  };
}

/** Where the body ends by Content-Length, if exactly there the file or the message ends; else null. */
async function endByLength(
  window: MboxWindow,
  { bodyStart, contentLength }: MessageHeader,
): Promise<number | null> {
  if (contentLength === null) return null;
  const end = bodyStart + contentLength;
  if (end > window.length) return null;
  const after = await window.text(end, end + 10);
  const empty = /^(?:\r?\n){0,2}/.exec(after)?.[0].length ?? 0;
  if (end + empty >= window.length) return end;
  const atLine = empty > 0 || end === bodyStart || (await window.text(end - 1, end)) === "\n";
  if (!atLine || !after.startsWith("From ", empty)) return null;
  return isSeparator(await fromLineAt(window, end + empty)) ? end : null;
}

/** So far a look back for the end of a multipart message goes, and a look ahead for the rest of one. */
const lookBack = 64 * 1024;
const lookAhead = 4 * 1024 * 1024;

/**
 * Whether the message goes on behind this separator: it is a multipart message, its last boundary is not there
 * yet, and its boundary comes again before another message declares one of that name.
 */
async function goesOn(window: MboxWindow, message: MboxMessage, line: FromLine): Promise<boolean> {
  const { boundary, bodyStart } = message.header;
  if (boundary === null || line.offset <= bodyStart) return false;
  const from = Math.max(bodyStart, line.offset - lookBack);
  const closing = `\n--${boundary}--`;
  if ((await window.find(closing, from - 1, line.offset)) >= 0) return false;
  const again = await window.find(boundary, line.end, line.end + lookAhead);
  return again >= 3 && (await window.text(again - 3, again)) === "\n--";
}

/** Ends a message before the next one: one empty line between them is neither's. */
async function finish(window: MboxWindow, message: MboxMessage, end: number): Promise<MboxMessage> {
  const { contentStart } = message;
  const last = await window.text(Math.max(contentStart, end - 4), end);
  const isOnlyLine = end - contentStart <= 2 && /^\r?\n$/.test(last);
  const empty = isOnlyLine ? last.length : (/\n(\r?\n)$/.exec(last)?.[1]?.length ?? 0);
  // By Content-Length too: a length that is short by a line end must not cost that line end.
  const contentEnd = end - empty;
  // A short message: what its header was read from went beyond its end.
  const header =
    message.header.bodyStart > contentEnd
      ? await readHeader(window, contentStart, contentEnd)
      : message.header;
  return { ...message, header, contentEnd, end };
}

/** Every message of a file, in order, and what stands before the first. Memory does not grow with the file. */
export async function* mboxMessages(window: MboxWindow): AsyncGenerator<MboxPart> {
  let current: MboxMessage | null = null;
  let pos = 0;
  for (;;) {
    const at = await nextFrom(window, pos);
    if (at !== 0 && pos === 0) {
      const start = await begin(window, null, 0);
      if (/^[!-9;-~]{1,200}[ \t]*:/.test(await window.text(0, 300))) current = start;
      else if (window.length > 0) {
        yield { t: "leading", from: 0, to: await firstSeparator(window, 0) };
      }
    }
    if (at < 0) break;
    const line = await fromLineAt(window, at);
    pos = at + 5;
    if (current && at < current.contentEnd) {
      const isSure = line.kind === "dated" && line.afterEmpty && line.headers > 1;
      if (isSure) count(current.disagrees, at);
      else if (line.atLine) count(line.kind === "dated" ? current.dated : current.unescaped, at);
      continue;
    }
    if (!isSeparator(line)) {
      if (current && line.atLine)
        count(line.kind === "dated" ? current.dated : current.unescaped, at);
      else if (!current && at === 0)
        yield { t: "leading", from: 0, to: await firstSeparator(window, pos) };
      continue;
    }
    if (current && !current.byLength && (await goesOn(window, current, line))) {
      count(current.split, at);
      continue;
    }
    if (current) yield { t: "message", message: await finish(window, current, at) };
    current = await begin(window, line, line.end);
    const byLength = await endByLength(window, current.header);
    if (byLength !== null) Object.assign(current, { contentEnd: byLength, byLength: true });
    pos = Math.max(line.end - 1, 1);
  }
  if (current) yield { t: "message", message: await finish(window, current, window.length) };
}

/** Where the first message begins, at or behind `from`; the file's end where there is none. */
async function firstSeparator(window: MboxWindow, from: number): Promise<number> {
  for (let at = from; ; at += 5) {
    at = await nextFrom(window, at);
    if (at < 0) return window.length;
    if (isSeparator(await fromLineAt(window, at))) return at;
  }
}
