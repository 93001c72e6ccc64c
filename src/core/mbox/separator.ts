const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * asctime of RFC 4155: 24 characters, UTC, the day of the month padded with a space. It has room for four
 * digits of the year, and Dovecot takes a line with a date before 1970 for text (a time of -1 is its error).
 */
export function asctime(millisecondsSinceEpoch: number): string {
  const time = Number.isNaN(millisecondsSinceEpoch) ? earliest : millisecondsSinceEpoch;
  const date = new Date(Math.min(Math.max(time, earliest), latest));
  // `Sat, 01 Aug 2026 12:00:00 GMT`, made natively.
  const [name = "", day = "", month, year, clock] = date.toUTCString().split(" ");
  return `${name.slice(0, 3)} ${month} ${day.replace(/^0/, " ")} ${clock} ${year}`;
}

/**
 * The line that begins a message, with its LF: `From <address> <asctime, UTC>`. A sender that is no plain
 * ASCII address would break other readers, so it becomes MAILER-DAEMON.
 */
export function separator(sender: string, received: number): string {
  const address = /<([^<>]*)>\s*$/.exec(sender)?.[1] ?? sender.trim();
  const safe = /^[\x21-\x7e]{1,200}$/.test(address) && address.includes("@");
  return `From ${safe ? address : "MAILER-DAEMON"} ${asctime(received)}\n`;
}
