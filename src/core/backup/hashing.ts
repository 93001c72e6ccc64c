/** SHA-256 as lower-case hexadecimal text; made outside the core, which has no cryptography of its own. */
export interface Hashing {
  /** Of a whole message, away from this thread where that is possible. */
  whole(bytes: Uint8Array): Promise<string>;
  /** Of a short text's UTF-8 bytes. */
  text(text: string): string;
  /** Of bytes that come in pieces. */
  pieces(): { update(bytes: Uint8Array): void; end(): string };
}
