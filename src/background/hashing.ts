import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Hashing } from "../core/backup/hashing";

/** Below this many bytes the way to the browser's own SHA-256 and back costs more than it saves. */
const smallBytes = 2048;

export const hashing: Hashing = {
  async whole(bytes) {
    if (bytes.length < smallBytes) return bytesToHex(sha256(bytes));
    const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
    return bytesToHex(new Uint8Array(digest));
  },
  text: (text) => bytesToHex(sha256(utf8ToBytes(text))),
  pieces() {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), end: () => bytesToHex(hash.digest()) };
  },
};
