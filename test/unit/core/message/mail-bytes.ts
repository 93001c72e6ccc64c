import type { Charsets } from "../../../../src/core/message/charsets";

/** What every engine decodes, as the background hands it in. */
export const charsets: Charsets = {
  decode(charset, bytes) {
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      return null;
    }
  },
  utf8(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  },
};

/** A mail's bytes; characters up to U+00FF are one byte each. */
export const bytes = (...lines: string[]) =>
  new Uint8Array(Buffer.from(lines.join("\r\n"), "latin1"));

/** A text as its UTF-8 bytes, one character for each. */
export const utf8 = (text: string) => Buffer.from(text, "utf8").toString("latin1");
