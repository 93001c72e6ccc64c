import { noteCrossed } from "./crossed-bytes";

/** The bytes of a view as a buffer of their own, which is what crosses to Thunderbird's main process. */
export function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  const isWhole = byteOffset === 0 && byteLength === buffer.byteLength;
  const own = isWhole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
  return noteCrossed(own as ArrayBuffer);
}
