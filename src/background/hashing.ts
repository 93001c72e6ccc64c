import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Hashing } from "../core/backup/hashing";
import { hashChain, hashPieces } from "../thunderbird/backup-disk";
import { wholeHash } from "./whole-hash";

/**
 * Native SHA-256 wherever more than a name is hashed: where a system has switched off Thunderbird's JavaScript
 * compiler, as Debian has, JavaScript's own makes 1.5 MB a second.
 */
export const hashing: Hashing = {
  whole: wholeHash,
  utf8: (text) => wholeHash(new TextEncoder().encode(text)),
  text: (text) => bytesToHex(sha256(utf8ToBytes(text))),
  chain: hashChain,
  pieces: hashPieces,
};
