const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** asctime of RFC 4155: 24 characters, UTC, the day of the month padded with a space. */
export function asctime(millisecondsSinceEpoch: number): string {
  const date = new Date(millisecondsSinceEpoch);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = String(date.getUTCDate()).padStart(2, " ");
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(":");
  // asctime has room for four digits only.
  const year = String(Math.min(Math.max(date.getUTCFullYear(), 1), 9999)).padStart(4, "0");
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${time} ${year}`;
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
