import { createHash } from "node:crypto";
import type { Hashing } from "../../../../src/core/backup/hashing";

const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest("hex");

/** Real SHA-256: a hash that was made up would prove nothing of the format. */
export const hashing: Hashing = {
  whole: async (bytes) => sha256(bytes),
  utf8: async (text) => sha256(text),
  text: sha256,
  chain: async (start, texts) => {
    let last = start;
    return texts.map((text) => {
      last = sha256(last + text);
      return last;
    });
  },
  pieces() {
    const hash = createHash("sha256");
    return {
      update: async (bytes) => void hash.update(bytes),
      end: async () => hash.digest("hex"),
    };
  },
};
