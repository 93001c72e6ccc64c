import type { ReceivedFrom } from "../mbox/received";
import type { Hashing } from "./hashing";
import type { MessageState } from "./message-state";

/** docs/backup-format.md is the reference for every field. */
export interface MessageLine extends MessageState {
  t: "msg";
  /** Counts the messages of a folder from 1; `flags`, `gone` and `ref` lines name it. */
  n: number;
  volume: string;
  /** Where the separator line begins in the volume. */
  offset: number;
  /** Bytes of the separator line, with its LF. */
  separatorLength: number;
  /** Bytes of our own state block, which stands behind the separator. */
  blockLength: number;
  /** Bytes of the whole entry: separator, block, quoted message, closing line ends. The next entry follows. */
  length: number;
  /** Closing LFs that are not the message's: 1, or 2 where the message has no final line end. */
  tailLength: number;
  /** SHA-256 of the message's own bytes, unquoted and without the block. */
  sha256: string;
  /** SHA-256 of the canonical form, for recognition; left out where it equals sha256. */
  canon?: string;
  messageId: string;
  from: string;
  subject: string;
  /** The Date header as Thunderbird reads it, in milliseconds since the epoch; null where there is none. */
  date: number | null;
  /** Milliseconds since the epoch. */
  received: number;
  receivedFrom: ReceivedFrom;
  /** On IMAP, both. */
  uid?: number;
  uidValidity?: number;
  /** On POP. */
  uidl?: string;
  /** Thunderbird's key, for POP and Local Folders: a hint for the next run. */
  key?: number;
  /** Bytes of the message itself. */
  size: number;
  /** With `key`: Thunderbird's size of it, where its own lines in front count too. */
  rowSize?: number;
  /** RFC822.SIZE as the server told it, where that is known and is not `size`. */
  serverSize?: number;
  /** True where Thunderbird's copy had not the size that Thunderbird expects, also after a second fetch. */
  suspect?: true;
}

export interface FlagsLine extends MessageState {
  t: "flags";
  n: number;
  /** The id of the folder that holds message `n`; left out where it is this one. */
  folder?: string;
  at: number;
}

export interface GoneLine {
  t: "gone";
  n: number;
  /** The id of the folder that holds message `n`; left out where it is this one. */
  folder?: string;
  /** When a run saw that the message is no longer there, in milliseconds since the epoch. */
  at: number;
}

/** The message `of` is (again) here, under this UID or key; no bytes were written. */
export interface RefLine extends MessageState {
  t: "ref";
  of: number;
  /** The id of the folder that holds message `of`; left out where it is this one. */
  folder?: string;
  at: number;
  uid?: number;
  uidValidity?: number;
  key?: number;
  size: number;
  /** With `folder` only, as in the line that wrote the bytes: recognition needs no other folder's index. */
  messageId?: string;
  serverSize?: number;
  suspect?: true;
}

export type IndexLine = MessageLine | FlagsLine | GoneLine | RefLine;

const chainField = ',"chain":"';
const chainLength = chainField.length + 64 + 2;

/** The chain value before a folder's first line: foreign lines do not fit behind it. */
export const chainStart = (hashing: Hashing, accountUid: string, folderId: string): string =>
  hashing.text(`postwacht index 1\n${accountUid}\n${folderId}\n`);

/**
 * The lines' texts with their chain values: each is the SHA-256 of the value before, and of the line's text
 * without the chain field. Every text ends with LF.
 */
export async function writeLines(
  lines: readonly IndexLine[],
  chain: string,
  hashing: Hashing,
): Promise<{ texts: string[]; chain: string }> {
  const bare = lines.map((line) => JSON.stringify(line));
  const values = await hashing.chain(chain, bare);
  const texts = bare.map((text, i) => `${text.slice(0, -1)}${chainField}${values[i]}"}\n`);
  return { texts, chain: values.at(-1) ?? chain };
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isTexts = (value: unknown) =>
  Array.isArray(value) && value.every((text) => typeof text === "string");

const isPlace = (folder: unknown) => folder === undefined || typeof folder === "string";

/** Whether the fields that are reckoned with are there: a chain is no proof of who wrote a line. */
export function isSound(line: IndexLine): boolean {
  if (line.t === "gone") return isCount(line.n) && isPlace(line.folder);
  const isStated = line.t === "flags" || line.t === "ref";
  if (isStated && !(isTexts(line.flags) && isTexts(line.tags) && isPlace(line.folder)))
    return false;
  if (line.t === "flags") return isCount(line.n);
  if (line.t === "ref") return isCount(line.of) && isCount(line.size);
  // A kind that a later version knows.
  if (line.t !== "msg") return typeof (line as { t: unknown }).t === "string";
  return (
    isCount(line.n) &&
    isCount(line.offset) &&
    isCount(line.separatorLength) &&
    isCount(line.blockLength) &&
    isCount(line.length) &&
    isCount(line.tailLength) &&
    isCount(line.size) &&
    typeof line.volume === "string" &&
    typeof line.sha256 === "string" &&
    typeof line.messageId === "string" &&
    typeof line.from === "string" &&
    isTexts(line.flags) &&
    isTexts(line.tags)
  );
}

/** A line's text without its chain field, and the chain value that it claims, right or wrong. */
function parted(text: string): { bare: string; claimed: string } | null {
  const at = text.length - chainLength;
  if (at <= 0 || !text.startsWith(chainField, at) || !text.endsWith('"}')) return null;
  return { bare: `${text.slice(0, at)}}`, claimed: text.slice(-66, -2) };
}

function parsed(bare: string): IndexLine | null {
  try {
    const line = JSON.parse(bare) as IndexLine;
    return isSound(line) ? line : null;
  } catch {
    return null;
  }
}

/** Reads lines' texts (without LF) that follow one another; answers those from the first on that fit. */
export async function readLines(
  texts: readonly string[],
  chain: string,
  hashing: Hashing,
): Promise<{ line: IndexLine; chain: string }[]> {
  const all = texts.map(parted);
  const bad = all.indexOf(null);
  const parts = (bad < 0 ? all : all.slice(0, bad)).filter((part) => part !== null);
  const values = await hashing.chain(
    chain,
    parts.map(({ bare }) => bare),
  );
  const read: { line: IndexLine; chain: string }[] = [];
  for (const [i, { bare, claimed }] of parts.entries()) {
    const line = values[i] === claimed ? parsed(bare) : null;
    if (!line) break;
    read.push({ line, chain: claimed });
  }
  return read;
}

/** Reads a line's text (without LF); null where it is not a line or does not fit behind `chain`. */
export async function readLine(
  text: string,
  chain: string,
  hashing: Hashing,
): Promise<{ line: IndexLine; chain: string } | null> {
  const part = parted(text);
  if (!part || (await hashing.utf8(chain + part.bare)) !== part.claimed) return null;
  const line = parsed(part.bare);
  return line && { line, chain: part.claimed };
}
