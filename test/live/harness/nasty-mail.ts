import { mail } from "./mail";

const day = 86_400_000;
let number = 0;
const next = () => Date.UTC(2025, 5, 1) + number++ * day;

const body = (text: string) => `${text.split("\n").join("\r\n")}\r\n`;
const made = (id: string, text: string, before = "") =>
  mail({ id, subject: id, date: next(), body: text, before });

const forwarded = body(
  [
    "Look what I got:",
    "",
    "From bea@bakkerij.example Mon Jun  2 10:00:00 2025",
    "From: bea@bakkerij.example",
    "Subject: inside",
    "To: ann@example.nl",
    "",
    "text of the forwarded mail",
  ].join("\n"),
);

/** 30 MB of base64 lines, the same each time. */
function bigAttachment(): string {
  const line = `${"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAx".repeat(1)}\r\n`;
  return line.repeat(Math.ceil((30 * 1024 * 1024) / line.length));
}

/** Messages that try to break an mbox file, or Thunderbird's own, each with a name. */
export const nastyMail: Record<string, Buffer> = {
  "from-lines": made("from-lines", body("From me\n>From you\n>>From them\n >From\nFrom\nFrom: x")),
  forwarded: made("forwarded", forwarded),
  "no-final-newline": made("no-final-newline", "the end comes without a line end"),
  "latin-1": made("latin-1", body("caf\u00e9 cr\u00e8me br\u00fbl\u00e9e \u00fe\u00ff")),
  "empty-body": made("empty-body", ""),
  "big-attachment": made("big-attachment", bigAttachment()),
  "no-message-id": mail({
    id: "",
    subject: "no message id",
    date: next(),
    body: body("nobody knows me"),
  }),
  "same-id-first": made("same-id", body("the first with this id")),
  "same-id-second": mail({
    id: "same-id",
    subject: "same-id",
    date: next(),
    body: body("the second"),
  }),
  "identical-1": mail({
    id: "twin",
    subject: "twin",
    date: Date.UTC(2025, 1, 1),
    body: body("twins"),
  }),
  "identical-2": mail({
    id: "twin",
    subject: "twin",
    date: Date.UTC(2025, 1, 1),
    body: body("twins"),
  }),
  "no-header": Buffer.from("just a line that is no header\r\nand one more\r\n"),
  "from-in-header": Buffer.from(
    "From: a@b.example\r\nFrom x inside the header block\r\nSubject: from-in-header\r\n" +
      "Message-ID: <from-in-header@test.example>\r\n\r\nbody\r\n",
  ),
  "thunderbird-lines": made(
    "thunderbird-lines",
    body("was dragged from POP to IMAP once"),
    `X-Account-Key: account1\r\nX-UIDL: 0123456789\r\nX-Mozilla-Keys: ${" ".repeat(80)}\r\n`,
  ),
  "status-0009": made(
    "status-0009",
    body("says of itself that it is expunged"),
    "X-Mozilla-Status: 0009\r\nX-Mozilla-Status2: 00000000\r\n",
  ),
  draft: made("draft", body("not sent yet"), "X-Mozilla-Draft-Info: internal/draft; vcard=0\r\n"),
  "double-cr": made("double-cr", "one\r\r\ntwo\r\n"),
  "null-byte": made("null-byte", "before\0after\r\n"),
  "long-line": made("long-line", body("x".repeat(1_000_000))),
  "only-newlines": made("only-newlines", "\r\n\r\n\r\n"),
  "ends-with-from": made("ends-with-from", "text\r\nFrom "),
  empty: Buffer.alloc(0),
};

/** Messages that Thunderbird's IMAP code changes before anybody can see them, and what is left of them. */
export const changedByThunderbird: Record<string, (server: string) => string> = {
  "double-cr": (server) => server.replaceAll("\r\r\n", "\r\n"),
};
