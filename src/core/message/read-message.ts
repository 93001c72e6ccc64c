import { latin1 } from "../mbox/latin1";
import { type Charsets, textIn } from "./charsets";
import { decodedValue } from "./encoded-words";
import { bodyStart, type Field, fieldValue, headerFields } from "./header-fields";
import { htmlText } from "./html-text";
import { type Part, partsOf } from "./parts";
import { decodedBody, decodedSize } from "./transfer";

export interface Attachment {
  /** Empty where the message gives it none. */
  name: string;
  /** As the message tells it, e.g. `application/pdf`. */
  type: string;
  /** Bytes once it is decoded. */
  bytes: number;
}

/** A message as a person reads it: plain text and names, nothing of it is markup. */
export interface ReadMessage {
  /** Decoded; empty where there is none. */
  from: string;
  to: string;
  cc: string;
  subject: string;
  /** As the sender's program wrote it. */
  date: string;
  /** Empty where the message has no text part. */
  text: string;
  /** The text was made from HTML. */
  fromHtml: boolean;
  /** Only the beginning of the text is here. */
  textCut: boolean;
  attachments: Attachment[];
}

/** Encoded characters of one text part that are looked at. */
const mostEncoded = 4 * 1024 * 1024;
/** So much text is handed to a page. */
const mostText = 1_000_000;
const mostAttachments = 500;
const longestValue = 2000;

/** A text for one line of a page: no control characters, nothing that turns its direction. */
const line = (text: string): string => {
  const plain = text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return plain.length > longestValue ? `${plain.slice(0, longestValue)}…` : plain;
};

/** A text of several lines: as it is, but for control characters that no text needs. */
const plainText = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(/(?![\t\n])\p{Cc}/gu, "");

interface Told {
  text: string;
  fromHtml: boolean;
  cut: boolean;
}

function toldBy(part: Part, charsets: Charsets): Told {
  const cut = part.body.length > mostEncoded;
  const bytes = decodedBody(part.encoding, cut ? part.body.slice(0, mostEncoded) : part.body);
  const decoded = textIn(part.content.parameter("charset") ?? "", bytes, charsets);
  const fromHtml = part.type === "text/html";
  return { text: plainText(fromHtml ? htmlText(decoded) : decoded), fromHtml, cut };
}

const isAttached = ({ disposition }: Part) => disposition.main === "attachment";
const isText = (part: Part) =>
  (part.type === "text/plain" || part.type === "text/html") && !isAttached(part);

function nameOf(part: Part, charsets: Charsets): string {
  const given = part.disposition.parameter("filename") ?? part.content.parameter("name") ?? "";
  if (given !== "" || part.type !== "message/rfc822") return line(given);
  const inner = headerFields(part.body.slice(0, bodyStart(part.body)));
  return line(decodedValue(fieldValue(inner, "subject"), charsets));
}

const leaves = (part: Part): Part[] =>
  part.children.length === 0 ? [part] : part.children.flatMap(leaves);

/** The texts that a reader sees: of alternatives the plain one that says something, else the HTML one. */
function texts(part: Part, charsets: Charsets): Told[] {
  if (part.children.length === 0) return isText(part) ? [toldBy(part, charsets)] : [];
  if (part.type !== "multipart/alternative") {
    return part.children.flatMap((child) => texts(child, charsets));
  }
  const ways = part.children.map((child) => texts(child, charsets));
  const says = (way: Told[]) => way.some(({ text }) => text.trim() !== "");
  const isPlain = (way: Told[]) => way.every(({ fromHtml }) => !fromHtml);
  return ways.find((way) => says(way) && isPlain(way)) ?? ways.findLast(says) ?? [];
}

/** Whether a part is more than the text that is shown. */
const isAttachment = (part: Part) =>
  !isText(part) || part.disposition.parameter("filename") !== null;

const asLine = (fields: readonly Field[], name: string, charsets: Charsets) =>
  line(decodedValue(fieldValue(fields, name), charsets));

/**
 * Reads a message for a person. Whatever is wrong with it, it ends soon and throws nothing: limits hold for
 * depth, parts, header and text, and each byte is looked at a fixed number of times.
 */
export function readMessage(message: Uint8Array, charsets: Charsets): ReadMessage {
  const whole = partsOf(latin1(message), charsets);
  const told = texts(whole, charsets);
  const text = told
    .map((one) => one.text.replace(/\n+$/, ""))
    .filter((one) => one.trim() !== "")
    .join("\n\n");
  const attached = leaves(whole).filter(isAttachment).slice(0, mostAttachments);
  return {
    from: asLine(whole.fields, "from", charsets),
    to: asLine(whole.fields, "to", charsets),
    cc: asLine(whole.fields, "cc", charsets),
    subject: asLine(whole.fields, "subject", charsets),
    date: asLine(whole.fields, "date", charsets),
    text: text.slice(0, mostText),
    fromHtml: told.some((one) => one.fromHtml),
    textCut: told.some((one) => one.cut) || text.length > mostText,
    attachments: attached.map((part) => ({
      name: nameOf(part, charsets),
      type: line(part.type),
      bytes: decodedSize(part.encoding, part.body),
    })),
  };
}
