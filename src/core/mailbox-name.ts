const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/** One base64 run of modified UTF-7 as UTF-16 text; null where it is malformed. */
function decodeRun(run: string): string | null {
  let [bits, count, text] = [0, 0, ""];
  for (const character of run) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0x3fffff;
    count += 6;
    if (count >= 16) {
      count -= 16;
      text += String.fromCharCode((bits >> count) & 0xffff);
    }
  }
  // What is left fills up the last character with zeros; more than that is half a character.
  return count < 6 && (bits & ((1 << count) - 1)) === 0 ? text : null;
}

/** A mailbox name for people, from modified UTF-7 (RFC 3501, 5.1.3). A malformed name is shown as it is. */
export function readableMailboxName(name: string): string {
  let broken = false;
  const text = name.replace(/&([^-]*)-/g, (_whole, run: string) => {
    if (run === "") return "&";
    const decoded = decodeRun(run);
    if (decoded === null) broken = true;
    return decoded ?? "";
  });
  return broken ? name : text;
}

/**
 * Whether Thunderbird would ask a server for another name than this one: in its own addresses of folders `>` ends
 * a name, and a percent sign with two hexadecimal digits is read as a character (nsImapUrl.cpp).
 */
export const isMisread = (path: string): boolean => /[>]|%[0-9a-f]{2}/i.test(path);
