import { localPrefixLength } from "../mbox/stored-prefix";
import { decodedWords } from "./decoded-words";
import type { MboxWindow } from "./mbox-window";

/** What the header of a message in an mbox file says. */
export interface MessageHeader {
  /** Where the body begins; the end of what was looked at where no empty line was found. */
  bodyStart: number;
  /** It has at least one line that looks like one of a header. */
  isHeader: boolean;
  /** Bytes in front that Thunderbird's store put there. */
  storeLines: number;
  uidl: string | null;
  subject: string;
  from: string;
  messageId: string;
  date: string;
  contentLength: number | null;
  /** Of a multipart message. */
  boundary: string | null;
  isBase64: boolean;
  /** nsMsgMessageFlags, of X-Mozilla-Status and -Status2, else of Status and X-Status. */
  flags: number;
  keywords: string;
  hasMozillaStatus: boolean;
  isExpunged: boolean;
  isPartial: boolean;
  /** The folder data that c-client and Dovecot keep as a first message. */
  isInternal: boolean;
}

const most = 64 * 1024;

/** Bits of X-Mozilla-Status, and of our flag word for what Status and X-Status say. */
const expunged = 0x0008;
const partial = 0x0400;
const imapDeleted = 0x0020_0000;

function fieldsOf(header: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of header.replace(/\r?\n[ \t]+/g, " ").split("\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    // The first one counts: what Thunderbird's store put in front stands before anything of the message's own.
    if (name !== "" && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** The flag word that the lines of mutt, Dovecot and others mean. */
function flagsOfStatus(status: string, others: string): number {
  return (
    (status.includes("R") ? 0x0001 : 0) |
    (others.includes("A") ? 0x0002 : 0) |
    (others.includes("F") ? 0x0004 : 0) |
    (others.includes("D") ? imapDeleted : 0)
  );
}

const hexadecimal = (text: string | undefined): number | null =>
  text !== undefined && /^[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : null;

/** A parameter of a structured field, as senders write them. */
const parameter = (field: string, name: string): string | null => {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, "i").exec(field);
  return found?.[1] ?? found?.[2] ?? null;
};

/** Reads the header that begins at `from`, of a message that ends before `to`. */
export async function readHeader(
  window: MboxWindow,
  from: number,
  to = window.length,
): Promise<MessageHeader> {
  const around = await window.text(from, Math.min(from + most, to));
  const isEmpty = /^(?:\r?\n|From )/.test(around);
  const ends = [isEmpty ? 0 : around.search(/\n\r?\n/) + 1, around.indexOf("\nFrom ") + 1];
  const found = isEmpty ? 0 : Math.min(...ends.filter((end) => end > 0), around.length);
  const text = around.slice(0, found);
  const after = /^\r?\n/.exec(around.slice(found, found + 2))?.[0].length ?? 0;
  const fields = fieldsOf(text);
  const field = (name: string) => fields.get(name) ?? "";
  const prefix = localPrefixLength(await window.bytes(from, Math.min(from + 8192, to)));
  const status = hexadecimal(fields.get("x-mozilla-status"));
  const status2 = hexadecimal(fields.get("x-mozilla-status2")) ?? 0;
  const type = field("content-type");
  const length = field("content-length");
  return {
    bodyStart: from + found + after,
    isHeader: /^[!-9;-~]{1,200}[ \t]*:/m.test(text),
    storeLines: prefix.length,
    uidl: prefix.uidl,
    subject: decodedWords(field("subject")),
    from: decodedWords(field("from")),
    messageId: /<([^<>]*)>/.exec(field("message-id"))?.[1] ?? "",
    date: field("date"),
    contentLength: /^\d{1,15}$/.test(length) ? Number(length) : null,
    boundary: /^multipart\//i.test(type) ? parameter(type, "boundary") : null,
    isBase64:
      !/^(multipart|message)\//i.test(type) && /^base64$/i.test(field("content-transfer-encoding")),
    flags:
      status === null
        ? flagsOfStatus(field("status"), field("x-status"))
        : ((status2 & 0xffff_0000) | status) >>> 0,
    keywords: status === null ? "" : field("x-mozilla-keys"),
    hasMozillaStatus: status !== null,
    isExpunged: status !== null && (status & expunged) !== 0,
    isPartial: status !== null && (status & partial) !== 0,
    isInternal: fields.has("x-imap") || /FOLDER INTERNAL DATA/.test(field("subject")),
  };
}

/** Marked as deleted, by any program. */
export const isDeleted = (header: MessageHeader): boolean =>
  header.isExpunged || (header.flags & imapDeleted) !== 0;
