/** SHA-256 as lower-case hexadecimal text; made outside the core, which has no cryptography of its own. */
export interface Hashing {
  /** Of a whole message, away from this thread where that is possible. */
  whole(bytes: Uint8Array): Promise<string>;
  /** Of a text's UTF-8 bytes, whatever its length. */
  utf8(text: string): Promise<string>;
  /** Of a short text's UTF-8 bytes, at once: for names. */
  text(text: string): string;
  /** For each text the hash of the hash before it (its digits) and the text, in order. No text holds an LF. */
  chain(start: string, texts: readonly string[]): Promise<string[]>;
  /** Of bytes that come in pieces. */
  pieces(): { update(bytes: Uint8Array): Promise<void>; end(): Promise<string> };
}
