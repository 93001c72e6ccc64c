import type { Charsets } from "../../core/message/charsets";

const strict = new TextDecoder("utf-8", { fatal: true });

/** The engine's own decoders. */
export const charsets: Charsets = {
  decode(charset, bytes) {
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      // A name that no decoder has.
      return null;
    }
  },
  utf8(bytes) {
    try {
      return strict.decode(bytes);
    } catch {
      return null;
    }
  },
};
