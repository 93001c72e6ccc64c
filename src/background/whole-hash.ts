/** SHA-256, made natively, as hexadecimal digits. */
export async function wholeHash(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return (new Uint8Array(digest) as HexBytes).toHex();
}

/** Both versions have it; TypeScript's library does not know it yet. */
type HexBytes = Uint8Array & { toHex(): string };
