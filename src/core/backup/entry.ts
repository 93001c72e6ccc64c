import { asciiBytes, byteText } from "../mbox/byte-text";
import { canonical } from "../mbox/canon";
import { quote } from "../mbox/from-lines";
import { type Received, receivedDate } from "../mbox/received";
import { separator } from "../mbox/separator";
import { stateBlock } from "../mbox/state-block";
import type { Hashing } from "./hashing";
import type { MessageLine } from "./index-line";
import { realMessageId } from "./known";
import { type MessageState, stateOf } from "./message-state";

const LF = 0x0a;
const longestText = 200;

/** What Thunderbird tells of a message: one row of a folder. */
export interface Row {
  key: number;
  /** Thunderbird's size in bytes: at first the server's, after a download what Thunderbird counted. */
  size: number;
  /** RFC822.SIZE, where it was seen before Thunderbird could replace it. */
  serverSize: number | null;
  /** nsMsgMessageFlags. */
  flags: number;
  keywords: string;
  /** Milliseconds since the epoch; 0 where there is none. */
  date: number;
  messageId: string;
  subject: string;
  from: string;
  partial: boolean;
  body: boolean;
}

/** How a folder's messages are numbered: by UID under a UIDVALIDITY, or by Thunderbird's own keys. */
export type Numbering = { kind: "uid"; uidValidity: number } | { kind: "key" };

/** The fields that name a message in its folder. */
export const numberFields = (numbering: Numbering, key: number) =>
  numbering.kind === "uid" ? { uid: key, uidValidity: numbering.uidValidity } : { key };

/** Cut for the index, where people read it; the whole text stands in the message. No character is torn. */
const shown = (text: string): string =>
  text.slice(0, longestText).replace(text.length > longestText ? /[\ud800-\udbff]$/ : "", "");

type Described = Omit<MessageLine, "n" | "volume" | "offset" | "sha256" | "canon">;

/** Everything about an index line but its place, its number and its hashes. */
export function describe(
  row: Row,
  numbering: Numbering,
  size: number,
  details: { received: Received; uidl: string | null; suspect: boolean; entry: EntryShape },
): Described {
  const state: MessageState = stateOf(row.flags, row.keywords);
  const { received } = details;
  const serverSize =
    row.serverSize !== null && row.serverSize !== size ? row.serverSize : undefined;
  return {
    t: "msg",
    ...details.entry,
    messageId: realMessageId(row.messageId),
    from: shown(row.from),
    subject: shown(row.subject),
    date: row.date > 0 ? row.date : null,
    received: received.at,
    receivedFrom: received.from,
    ...numberFields(numbering, row.key),
    ...(details.uidl === null ? {} : { uidl: details.uidl }),
    size,
    ...(numbering.kind === "key" && row.size !== size ? { rowSize: row.size } : {}),
    ...(serverSize === undefined ? {} : { serverSize }),
    ...(details.suspect ? { suspect: true as const } : {}),
    ...state,
  };
}

/** The lengths of an entry's parts. */
export interface EntryShape {
  separatorLength: number;
  blockLength: number;
  length: number;
  tailLength: number;
}

/**
 * Separator and state block as a line of the index says them, so that they too can be compared later. Both
 * are ASCII: the separator falls back to MAILER-DAEMON and tags that are not ASCII are left out.
 */
export function headOf(line: Pick<MessageLine, "from" | "received" | "flags" | "tags">) {
  const block = stateBlock(line);
  return { text: separator(line.from, line.received) + block, blockLength: block.length };
}

/** Separator and state block, as they stand before a message. */
export function entryHead(row: Row, received: number): { bytes: Uint8Array; blockLength: number } {
  const state = stateOf(row.flags, row.keywords);
  const { text, blockLength } = headOf({ from: shown(row.from), received, ...state });
  return { bytes: asciiBytes(text), blockLength };
}

/** The LFs that close an entry. */
export const entryTail = (lastByte: number | undefined): Uint8Array =>
  new Uint8Array(lastByte === LF || lastByte === undefined ? [LF] : [LF, LF]);

export interface Entry {
  /** Its bytes, in parts that stand behind one another. */
  parts: readonly Uint8Array[];
  line: Omit<MessageLine, "n" | "volume" | "offset">;
}

/** A message as an mbox entry with its index line; for messages that fit into memory. */
export async function makeEntry(
  row: Row,
  numbering: Numbering,
  message: Uint8Array,
  details: { runAt: number; uidl: string | null; suspect: boolean },
  hashing: Hashing,
): Promise<Entry> {
  const text = byteText(message);
  const received = receivedDate(message, details.runAt, text);
  const head = entryHead(row, received.at);
  const quoted = quote(message, text);
  const tail = entryTail(message.at(-1));
  const canonicalBytes = canonical(message, text);
  const [sha256, canon] = await Promise.all([
    hashing.whole(message),
    canonicalBytes === message ? undefined : hashing.whole(canonicalBytes),
  ]);
  const entry: EntryShape = {
    separatorLength: head.bytes.length - head.blockLength,
    blockLength: head.blockLength,
    length: head.bytes.length + quoted.length + tail.length,
    tailLength: tail.length,
  };
  const { uidl, suspect } = details;
  const described = describe(row, numbering, message.length, { received, uidl, suspect, entry });
  const line = { ...described, sha256, ...(canon === undefined ? {} : { canon }) };
  return { parts: [head.bytes, quoted, tail], line };
}
