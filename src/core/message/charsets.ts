import { latin1 } from "../mbox/latin1";

/** Turns bytes into text; handed in, because the language itself has no decoder. */
export interface Charsets {
  /** Never throws: what is no character becomes U+FFFD. Null where the charset has no decoder. */
  decode(charset: string, bytes: Uint8Array): string | null;
  /** Null where the bytes are no valid UTF-8. */
  utf8(bytes: Uint8Array): string | null;
}

/** What mail that does not tell its charset is mostly written in, beside UTF-8; every byte is a character in it. */
const usual = "windows-1252";

const isAscii = (text: string) => !/\P{ASCII}/u.test(text);

/** The bytes of a text that has one character, up to U+00FF, for each byte. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Bytes of which nothing tells the charset, or one that has no decoder: UTF-8 where they are that. */
export const guessed = (bytes: Uint8Array, charsets: Charsets): string =>
  charsets.utf8(bytes) ?? charsets.decode(usual, bytes) ?? latin1(bytes);

/** Bytes in a charset as a mail names it; an empty name tells nothing. `us-ascii` with other bytes in it lies. */
export function textIn(charset: string, bytes: Uint8Array, charsets: Charsets): string {
  const name = charset.trim().toLowerCase();
  const tellsNothing = name === "" || name === "us-ascii" || name === "ascii";
  return (tellsNothing ? null : charsets.decode(name, bytes)) ?? guessed(bytes, charsets);
}

/** A text of bytes as it stands in a header: ASCII mostly, else of no told charset. */
export const rawText = (text: string, charsets: Charsets): string =>
  isAscii(text) ? text : guessed(bytesOf(text), charsets);
