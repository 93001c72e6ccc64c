import { addFinding, type Examination, type FindingKind } from "./finding";
import { type FormatSigns, formatOf, noSigns } from "./mbox-format";
import { type MboxMessage, mboxMessages, type Tally } from "./mbox-messages";
import { type MboxWindow, mboxWindow, type ReadBytes } from "./mbox-window";
import { type BodyFacts, bodyFacts } from "./message-body";
import { isDeleted } from "./message-header";

/** Told after each message; may throw to end the examination. */
export type Did = (messages: number, bytes: number) => void;

/** What is wrong with one message, with where it stands. */
function findingsOf(message: MboxMessage, body: BodyFacts): [FindingKind, Tally][] {
  const { header, separator, contentStart, contentEnd, quotedSeparator } = message;
  const here = (offset: number, is: boolean): Tally => ({ offset, count: is ? 1 : 0 });
  const start = separator?.offset ?? contentStart;
  const isSent = contentEnd > contentStart;
  return [
    ["no-separator", here(contentStart, separator === null)],
    ["bare-separator", here(start, separator !== null && separator.kind !== "dated")],
    ["no-empty-line", here(start, separator !== null && !separator.afterEmpty)],
    ["quoted-separator", here(quotedSeparator?.offset ?? 0, quotedSeparator !== null)],
    ["unescaped-from", message.unescaped],
    ["dated-from", message.dated],
    ["split", message.split],
    ["length-disagrees", message.disagrees],
    ["double-escape", body.doubled],
    ["space-escape", body.spaced],
    ["no-header", here(contentStart, isSent && !header.isHeader)],
    ["internal-data", here(contentStart, header.isInternal)],
    ["partial", here(contentStart, header.isPartial)],
    ["placeholder", body.placeholder],
    ["cut-multipart", here(contentEnd, body.lacksBoundary && !header.isPartial)],
    ["cut-base64", here(contentEnd, body.endsInBase64 && !header.isPartial)],
    ["nul-run", body.nulRuns],
    ["replaced-letters", body.replaced],
  ];
}

const countMore = (signs: FormatSigns, message: MboxMessage, body: BodyFacts): void => {
  signs.messages++;
  if (message.header.hasMozillaStatus) signs.withMozillaStatus++;
  if (message.byLength) signs.byLength++;
  const unescaped = message.unescaped.count + message.dated.count + message.disagrees.count;
  // Within a length nothing has to be escaped, and a line that is not says nothing of the others.
  if (message.byLength) signs.unescapedByLength += unescaped;
  else signs.unescaped += unescaped;
  signs.escapedOnce += body.escapedOnce.count;
  signs.escapedMore += body.escapedMore.count;
  signs.spaced += body.spaced.count;
};

/** The last byte that is not there: a file that ends within a line was cut, or its writer left the line end out. */
async function isUnended(window: MboxWindow, { contentEnd, contentStart }: MboxMessage) {
  const last = await window.text(window.length - 1, window.length);
  return contentEnd > contentStart && last !== "\n";
}

/**
 * Reads an mbox file from its first byte to its last and tells its format, how many messages it has and what is
 * wrong with it. What the file cannot tell is a finding of its own kind. Nothing is changed.
 */
export async function examineMbox(
  file: string,
  read: ReadBytes,
  length: number,
  did: Did = () => {},
  windowBytes?: number,
): Promise<Examination> {
  const window = mboxWindow(read, length, windowBytes);
  const signs = noSigns();
  const examination: Examination = {
    file,
    bytes: length,
    format: "empty",
    thunderbird: false,
    messages: 0,
    deleted: 0,
    counts: {},
    findings: [],
  };
  let last: MboxMessage | null = null;
  for await (const part of mboxMessages(window)) {
    if (part.t === "leading") {
      addFinding(examination, { kind: "leading-bytes", offset: part.from, subject: "", count: 1 });
      did(0, part.to - part.from);
      continue;
    }
    const { message } = part;
    const { header, contentStart, contentEnd } = message;
    const body = await bodyFacts(window, header, contentStart, contentEnd);
    countMore(signs, message, body);
    examination.messages++;
    if (isDeleted(header)) examination.deleted++;
    for (const [kind, { offset, count }] of findingsOf(message, body)) {
      if (count > 0) addFinding(examination, { kind, offset, subject: header.subject, count });
    }
    last = message;
    did(1, message.end - (message.separator?.offset ?? contentStart));
  }
  if (last && (await isUnended(window, last))) {
    const { subject } = last.header;
    addFinding(examination, { kind: "no-final-line-end", offset: length, subject, count: 1 });
  }
  examination.thunderbird = signs.withMozillaStatus * 2 > signs.messages;
  examination.format = formatOf(signs, length);
  return examination;
}
