/**
 * What can be wrong with an mbox file, and what a repair makes of it. `form`: how the messages are put into the
 * file, which a repaired copy puts right. `content`: bytes of a message are lost or destroyed, and nobody can bring
 * them back from this file. `unsure`: the file alone cannot decide it; a repair changes nothing there.
 */
export const findingKinds = {
  "unescaped-from": "form",
  split: "form",
  "bare-separator": "form",
  "no-empty-line": "form",
  "quoted-separator": "form",
  "no-separator": "form",
  "leading-bytes": "form",
  "no-final-line-end": "form",
  "dated-from": "unsure",
  "double-escape": "unsure",
  "space-escape": "unsure",
  "length-disagrees": "unsure",
  "no-header": "unsure",
  "cut-multipart": "content",
  "cut-base64": "content",
  "nul-run": "content",
  "replaced-letters": "content",
  placeholder: "content",
  partial: "content",
  "internal-data": "unsure",
} as const;

export type FindingKind = keyof typeof findingKinds;
export type FindingClass = "form" | "content" | "unsure";

export interface Finding {
  kind: FindingKind;
  /** Where it stands in the file, in bytes. */
  offset: number;
  /** The message's, decoded; empty where it has none or where it is no message. */
  subject: string;
  /** How often in this message: lines, runs, letters. */
  count: number;
}

/**
 * How lines that begin with `From ` are kept apart from separators. `mboxrd-or-mboxo`: no line tells the two apart.
 * `nothing`: not at all. `mixed`: some are escaped and some are not. `any`: no message has such a line, so all
 * formats are the same. `not-mbox`: no separator was found and no header.
 */
export type MboxFormat =
  | "mboxrd"
  | "mboxrd-or-mboxo"
  | "mboxcl"
  | "mboxcl2"
  | "space"
  | "nothing"
  | "mixed"
  | "any"
  | "empty"
  | "not-mbox";

/** What one file is and what is wrong with it. */
export interface Examination {
  /** Relative to what was opened. */
  file: string;
  bytes: number;
  format: MboxFormat;
  /** Thunderbird's own store: most of its messages begin with Thunderbird's state lines. */
  thunderbird: boolean;
  /** With those that are marked as deleted. */
  messages: number;
  /** Of these: marked as deleted, and only not yet cleaned out of the file. */
  deleted: number;
  /** Of all findings: how many of each kind. */
  counts: Partial<Record<FindingKind, number>>;
  /** The first of them. */
  findings: Finding[];
}

const mostListed = 200;

/** Takes a finding into an examination; the list is cut, the counts are not. */
export function addFinding(examination: Examination, finding: Finding): void {
  const { counts, findings } = examination;
  counts[finding.kind] = (counts[finding.kind] ?? 0) + 1;
  if (findings.length < mostListed) findings.push(finding);
}

/** How many findings there are of a class. */
export const countOf = ({ counts }: Pick<Examination, "counts">, wanted: FindingClass): number =>
  (Object.entries(counts) as [FindingKind, number][])
    .filter(([kind]) => findingKinds[kind] === wanted)
    .reduce((sum, [, count]) => sum + count, 0);

/** Whether every program would find the same messages in the file. What is in them may be destroyed all the same. */
export const isWellFormed = (examination: Pick<Examination, "counts">): boolean =>
  countOf(examination, "form") === 0;
