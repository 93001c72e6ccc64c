import type { Row } from "../backup/entry";
import { stateOf } from "../backup/message-state";
import { asciiBytes } from "../mbox/byte-text";
import { joinBytes, unquote } from "../mbox/from-lines";
import { receivedDate } from "../mbox/received";
import { stateBlock } from "../mbox/state-block";
import type { MboxFormat } from "./finding";
import { type Unescaping, unescapingOf } from "./mbox-format";
import { type MboxMessage, mboxMessages } from "./mbox-messages";
import { type MboxWindow, mboxWindow, piecesOf, type ReadBytes } from "./mbox-window";
import { isDeleted } from "./message-header";

/** A message of an old file, as the repaired copy gets it. */
export interface RepairedMessage {
  /** Counts the file's messages from 1. */
  row: Row;
  uidl: string | null;
  /** Marked as deleted in the old file. */
  deleted: boolean;
  /** Bytes of it as they stand in the old file; without its escapes they may be a few less. */
  atMost: number;
  /** Its own bytes, in order: without Thunderbird's lines in front and without escapes. */
  pieces(): AsyncGenerator<Uint8Array>;
}

/**
 * What comes of each part of an old file. `message` goes into the copy. `line` is a line of the old file that is no
 * part of any message (a separator, a line of Thunderbird's store), and `rest` are bytes that belong to no message:
 * both are kept beside the copy.
 */
export type RepairedPart =
  | { t: "message"; message: RepairedMessage }
  | { t: "line"; offset: number; text: string }
  | { t: "rest"; offset: number; pieces(): AsyncGenerator<Uint8Array> };

/** Takes the escapes out of a piece that begins with a line. */
function unescaped(bytes: Uint8Array, text: string, how: Unescaping): Uint8Array {
  if (how === "none" || !text.includes(">From ")) return bytes;
  if (how === "every") return unquote(bytes, text);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { 0: before, index } of text.matchAll(/(?:^|\n)(?=>From )/g)) {
    parts.push(bytes.subarray(from, index + before.length));
    from = index + before.length + 1;
  }
  return joinBytes([...parts, bytes.subarray(from)]);
}

async function* ownPieces(
  window: MboxWindow,
  from: number,
  to: number,
  how: Unescaping,
): AsyncGenerator<Uint8Array> {
  for await (const piece of piecesOf(window, from, to)) {
    const bytes = await window.bytes(piece.from, piece.to);
    yield piece.atLine ? unescaped(bytes, piece.text, how) : bytes;
  }
}

async function* rawPieces(window: MboxWindow, from: number, to: number) {
  for await (const piece of piecesOf(window, from, to)) {
    yield await window.bytes(piece.from, piece.to);
  }
}

/** Lines in front of a message that are not its own: Thunderbird's, and the two behind them in our own files. */
async function linesInFront(window: MboxWindow, message: MboxMessage): Promise<string> {
  const { contentStart, contentEnd, header } = message;
  if (header.storeLines === 0) return "";
  const block = stateBlock(stateOf(header.flags, header.keywords.trim()));
  const most = Math.max(block.length, header.storeLines);
  const front = await window.text(contentStart, Math.min(contentStart + most, contentEnd));
  return front.startsWith(block) ? block : front.slice(0, header.storeLines);
}

/** An address where the header names none, from the separator. */
const senderOf = (message: MboxMessage): string =>
  message.header.from || (/^From (\S+@\S+)/.exec(message.separator?.text ?? "")?.[1] ?? "");

async function repaired(
  window: MboxWindow,
  message: MboxMessage,
  key: number,
  front: number,
  how: Unescaping,
): Promise<RepairedMessage> {
  const { contentStart, contentEnd, header } = message;
  const from = contentStart + front;
  const dateOnly = asciiBytes(`Date: ${header.date.replace(/[^\x20-\x7e]/g, "")}\n\n`);
  const date = receivedDate(dateOnly, 0);
  return {
    row: {
      key,
      size: contentEnd - from,
      serverSize: null,
      flags: header.flags,
      keywords: header.keywords.trim(),
      date: date.from === "date" ? date.at : 0,
      messageId: header.messageId,
      subject: header.subject,
      from: senderOf(message),
      partial: header.isPartial,
      body: true,
    },
    uidl: header.uidl,
    deleted: isDeleted(header),
    atMost: contentEnd - from,
    pieces: () => ownPieces(window, from, contentEnd, how),
  };
}

/**
 * Takes an mbox file apart for a copy in which every program finds the same messages. Every byte of the file is in
 * a message, a line or a rest, but empty lines between messages and the `>` of escapes. `format` is what
 * `examineMbox` told of the same file.
 */
export async function* repairMbox(
  read: ReadBytes,
  length: number,
  format: MboxFormat,
  windowBytes?: number,
): AsyncGenerator<RepairedPart> {
  const window = mboxWindow(read, length, windowBytes);
  const how = unescapingOf(format);
  let count = 0;
  for await (const part of mboxMessages(window)) {
    if (part.t === "leading") {
      const { from, to } = part;
      yield { t: "rest", offset: from, pieces: () => rawPieces(window, from, to) };
      continue;
    }
    const { message } = part;
    const { separator, quotedSeparator, contentStart } = message;
    if (separator) yield { t: "line", offset: separator.offset, text: separator.text };
    if (quotedSeparator) yield { t: "line", ...quotedSeparator };
    const front = await linesInFront(window, message);
    let offset = contentStart;
    for (const line of front.split("\n").slice(0, -1)) {
      yield { t: "line", offset, text: line.replace(/\r$/, "") };
      offset += line.length + 1;
    }
    count++;
    const own = await repaired(window, message, count, front.length, how);
    yield { t: "message", message: own };
  }
}
