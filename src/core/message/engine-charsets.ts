import type { Charsets } from "./charsets";

// Every engine brings it, though the language's own library does not name it (the Encoding Standard).
declare const TextDecoder: new (
  label: string,
  options?: { fatal: boolean },
) => { decode(bytes: Uint8Array): string };

const strict = new TextDecoder("utf-8", { fatal: true });

/** The engine's own decoders. */
export const engineCharsets: Charsets = {
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
