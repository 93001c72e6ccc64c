/*
 * Belongs here: the texts of a header as people read them (RFC 2047), for lists alone.
 * Does not belong here: anything that changes a message.
 */

declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function base64Bytes(text: string): number[] {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const character of text) {
    const value = digits.indexOf(character);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}

const quotedBytes = (text: string): number[] =>
  Array.from(
    text
      .replaceAll("_", " ")
      .replace(/=([0-9a-f]{2})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    (character) => character.charCodeAt(0) & 0xff,
  );

function decoded(bytes: readonly number[], charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(Uint8Array.from(bytes));
  } catch {
    // A character set that no program knows.
    return null;
  }
}

/** The bytes of a `byteText`: windows-1252, in which 0x80 to 0x9f are letters of their own. */
const shifted = new Map(
  Array.from({ length: 32 }, (_, i) => [
    new TextDecoder("latin1").decode(Uint8Array.of(0x80 + i)),
    0x80 + i,
  ]),
);
const bytesOf = (text: string): number[] =>
  Array.from(text, (character) => shifted.get(character) ?? character.charCodeAt(0) & 0xff);

/** A header's text with its encoded words decoded; raw bytes are taken for UTF-8. Cut at 200 characters. */
export function decodedWords(field: string): string {
  const raw = /[^\0-\x7f]/.test(field) ? (decoded(bytesOf(field), "utf-8") ?? field) : field;
  return raw
    .replace(/(=\?[^?\s]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, "$1")
    .replace(/=\?([^?*\s]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi, (all, charset, kind, text) => {
      const bytes = kind.toLowerCase() === "b" ? base64Bytes(text) : quotedBytes(text);
      return decoded(bytes, charset) ?? all;
    })
    .slice(0, 200);
}
