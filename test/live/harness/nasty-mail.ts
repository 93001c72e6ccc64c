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

/** 61 MB of base64 lines, the same each time. */
function bigAttachment(): string {
  const line = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAx\r\n";
  return line.repeat(Math.ceil((61 * 1024 * 1024) / line.length));
}

/** A message of which only the header block matters. */
const withHeader = (id: string, lines: string, end = "\r\n\r\nbody\r\n") =>
  Buffer.from(
    `From: a@b.example\r\nSubject: ${id}\r\nMessage-ID: <${id}@test.example>\r\n${lines}${end}`,
    "latin1",
  );

const everyByte = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 167 + (i >> 8)) & 255));

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
  "empty-line": Buffer.from("\r\n"),
  "one-byte": Buffer.from("x"),
  "only-from": Buffer.from("From "),
  "separators-only": Buffer.from(
    "From - Mon Jun  2 10:00:00 2025\r\n\r\nFrom a@b.example Mon Jun  2 10:00:00 2025\r\n",
  ),
  "every-byte": made("every-byte", everyByte.toString("latin1")),
  "bare-lf": Buffer.from(
    made("bare-lf", "one\nFrom two\n\n>From three\n").toString("latin1").replaceAll("\r", ""),
    "latin1",
  ),
  "bare-cr": Buffer.from(
    made("bare-cr", "one\rFrom two\r").toString("latin1").replaceAll("\n", ""),
    "latin1",
  ),
  "long-header": withHeader("long-header", `X-Long: ${"y".repeat(1_000_000)}`),
  "many-headers": withHeader(
    "many-headers",
    Array.from({ length: 10_000 }, (_, i) => `X-Number-${i}: ${i}`).join("\r\n"),
  ),
  "eight-bit-header": withHeader("eight-bit-header", "X-\xe9\xff: \xfe\xff caf\xe9"),
  "nul-in-header": withHeader("nul-in-header", "X-Nul: a\0b"),
  "no-colon": withHeader("no-colon", "this line is no header\r\n: neither is this\r\nTo: c"),
  "folded-nothing": withHeader("folded-nothing", "X-Folded:\r\n \r\n\t\r\n x"),
  "header-without-end": withHeader("header-without-end", "To: c", ""),
  "multipart-without-end": withHeader(
    "multipart-without-end",
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"',
    "\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nFrom here on nothing",
  ),
  "content-length": withHeader("content-length", "Content-Length: 100000\r\nLines: 1\r\nStatus: D"),
  "from-1970": mail({ id: "1970", subject: "1970", date: 0, body: body("old") }),
  "from-1969": mail({ id: "1969", subject: "1969", date: -86_400_000, body: body("older") }),
  "from-2099": mail({
    id: "2099",
    subject: "2099",
    date: Date.UTC(2099, 11, 31, 23, 59, 59),
    body: body("not written yet"),
  }),
  "no-date": withHeader("no-date", "Date: the day before yesterday"),
  "year-10000": withHeader("year-10000", "Date: Fri, 31 Dec 99999 23:59:59 +9999"),
};

/** Messages that Thunderbird's IMAP code changes before anybody can see them, and what is left of them. */
export const changedByThunderbird: Record<string, (server: string) => string> = {
  "double-cr": (server) => server.replaceAll("\r\r\n", "\r\n"),
  // It ends the only line, and then takes the CR and its own CRLF for a CRCRLF.
  "bare-cr": (server) => `${server}\n`,
};
