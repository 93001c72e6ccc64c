/** Messages made for tests and the demonstration: plain, repeatable, with CRLF as IMAP servers keep them. */

export interface MailParts {
  id: string;
  from?: string;
  to?: string;
  subject: string;
  /** Milliseconds since the epoch. */
  date: number;
  body: string;
  /** Header lines in front of all others, with their line ends. */
  before?: string;
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A date as RFC 5322 wants it, UTC. */
export function mailDate(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(":");
  const day = `${days[date.getUTCDay()]}, ${two(date.getUTCDate())} ${months[date.getUTCMonth()]}`;
  return `${day} ${date.getUTCFullYear()} ${clock} +0000`;
}

/** The bytes of a message; the body's characters are taken as Latin-1, so that 8-bit mail can be made. */
export function mail(parts: MailParts): Buffer {
  const { id, from = "Bea Bakker <bea@bakkerij.example>", to = "ann@example.nl" } = parts;
  const received = `Received: from mx.example.nl (mx.example.nl [192.0.2.1])\r\n\tby mail.example.nl; ${mailDate(parts.date + 2000)}\r\n`;
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${parts.subject}`,
    `Date: ${mailDate(parts.date)}`,
    ...(id === "" ? [] : [`Message-ID: <${id}@test.example>`]),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=iso-8859-1",
    "Content-Transfer-Encoding: 8bit",
  ].join("\r\n");
  return Buffer.from(`${parts.before ?? ""}${received}${head}\r\n\r\n${parts.body}`, "latin1");
}

const sentences = [
  "The flour comes on Thursday this week.",
  "Could you look at the invoice of last month once more?",
  "From now on the shop is open until six.",
  "We found your umbrella.",
  "The photographs of the summer party are attached.",
  "See you on Sunday.",
];

/** An ordinary message: the same number always gives the same bytes. */
export function ordinaryMail(
  prefix: string,
  number: number,
  bodyLines = 4 + (number % 23),
): Buffer {
  const lines = Array.from(
    { length: bodyLines },
    (_, i) => sentences[(number * 7 + i * 3) % sentences.length] ?? "",
  );
  return mail({
    id: `${prefix}-${number}`,
    subject: `${prefix} ${number}: ${sentences[number % sentences.length]}`,
    date: Date.UTC(2024, 0, 1) + number * 3_600_000,
    body: `${lines.join("\r\n")}\r\n`,
  });
}
