import type { MboxWindow } from "./mbox-window";

/**
 * What a line that begins with `From ` looks like. `dated`: it has a day, a time and a year, as separators have.
 * `bare`: nothing, a dash or an address and no date. `text`: words.
 */
export type FromKind = "dated" | "bare" | "text";

export interface FromLine {
  kind: FromKind;
  offset: number;
  /** Behind its line end. */
  end: number;
  text: string;
  /** It is a line of its own; else it stands behind a hole, where other programs see none. */
  atLine: boolean;
  /** An empty line, the beginning of the file or a run of NULs stands before it. */
  afterEmpty: boolean;
  /** What follows: this many lines of a header (two are not counted further), an empty line, or else text. */
  headers: number;
  emptyAfter: boolean;
  /** The next line is one that Thunderbird puts in front of a message. */
  mozillaAfter: boolean;
}

const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
const day = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?";
const date = new RegExp(
  `(?:^|\\s)${day}\\s+(?:${month}\\s+\\d{1,2}|\\d{1,2}\\s+${month}),?\\s+(?:\\d{4}\\s+)?\\d{1,2}:\\d{2}`,
);

/** The kind of a line's text, from its `From ` on and without its line end. */
export function kindOf(text: string): FromKind {
  if (date.test(text) && /\d{4}/.test(text)) return "dated";
  return /^From (?:-|\S+@\S+)?\s*$/.test(text) ? "bare" : "text";
}

const headerLine = /^[!-9;-~]{1,200}[ \t]*:/;

/** How many of the first two lines are lines of a header; a continued line counts with the one before. */
function headersIn(lines: readonly string[]): number {
  const [first = "", ...rest] = lines;
  if (!headerLine.test(first)) return 0;
  const next = rest.find((line) => !/^[ \t]/.test(line)) ?? "";
  return headerLine.test(next) ? 2 : 1;
}

const lookAhead = 2048;

/** The line at a place where `From ` stands, and what is around it. */
export async function fromLineAt(window: MboxWindow, offset: number): Promise<FromLine> {
  const around = await window.text(offset, offset + lookAhead);
  const lineEnd = around.indexOf("\n");
  const length = lineEnd < 0 ? around.length : lineEnd + 1;
  const text = around.slice(0, length).replace(/\r?\n$/, "");
  const before = await window.text(Math.max(0, offset - 4), offset);
  const lines = around
    .slice(length)
    .split("\n")
    .map((line) => line.replace(/\r$/, ""));
  const [first = ""] = lines;
  return {
    kind: kindOf(text),
    offset,
    end: offset + length,
    text,
    atLine: offset === 0 || before.endsWith("\n"),
    afterEmpty: offset === 0 || /(?:\n\r?\n|\0)$/.test(before) || /^\r?\n$/.test(before),
    headers: headersIn(/^>From /.test(first) ? lines.slice(1) : lines),
    emptyAfter: first === "",
    mozillaAfter: /^(?:X-Mozilla-Status|X-Account-Key):/.test(first),
  };
}

/**
 * Whether a message begins here. A date and a header are enough, as they are for mutt and Dovecot; without a date
 * there have to be an empty line before it and two lines of a header behind it, as Thunderbird wants them. A date
 * and then text is a sentence in a mail as well, so nothing begins there.
 */
export function isSeparator(line: FromLine): boolean {
  if (line.kind === "dated") return line.headers > 0 || (line.afterEmpty && line.emptyAfter);
  if (line.kind === "text") return line.offset === 0 && line.headers > 0;
  return line.offset === 0 || (line.headers > 1 && (line.afterEmpty || line.mozillaAfter));
}

/** So many NULs before a `From ` are a hole in the file, and what stood before the line is lost. */
const hole = "\0".repeat(16);
/** Of UTF-8, which some editors put in front of a file. */
const byteOrderMark = "\xef\xbb\xbf";

/** The next place at or behind `from` where a line begins with `From `, or where one stands behind a hole; -1 at the end. */
export async function nextFrom(window: MboxWindow, from: number): Promise<number> {
  for (let at = from; ; at++) {
    at = await window.find("From ", at);
    if (at <= 0) return at;
    const before = await window.text(Math.max(0, at - hole.length), at);
    if (before.endsWith("\n") || before === hole || before === byteOrderMark) return at;
  }
}
