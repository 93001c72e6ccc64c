import type { MboxFormat } from "./finding";

/** What was counted in a file. */
export interface FormatSigns {
  messages: number;
  withMozillaStatus: number;
  /** Messages whose Content-Length is right. */
  byLength: number;
  unescapedByLength: number;
  unescaped: number;
  escapedOnce: number;
  escapedMore: number;
  spaced: number;
}

export const noSigns = (): FormatSigns => ({
  messages: 0,
  withMozillaStatus: 0,
  byLength: 0,
  unescapedByLength: 0,
  unescaped: 0,
  escapedOnce: 0,
  escapedMore: 0,
  spaced: 0,
});

/** What the lines of a file say about how they were written. */
export function formatOf(signs: FormatSigns, length: number): MboxFormat {
  const { messages, byLength, unescaped, unescapedByLength, escapedOnce, escapedMore } = signs;
  if (messages === 0) return length === 0 ? "empty" : "not-mbox";
  if (byLength * 2 > messages) return unescapedByLength > 0 ? "mboxcl2" : "mboxcl";
  const escaped = escapedOnce + escapedMore;
  if (unescaped > 0) return escaped > 0 ? "mixed" : "nothing";
  if (escapedMore > 0) return "mboxrd";
  if (escapedOnce > 0) return "mboxrd-or-mboxo";
  return signs.spaced > 0 ? "space" : "any";
}

/** Which `>` a repair takes away before a line that begins with `From `: it is put in front of each anew. */
export type Unescaping = "every" | "first" | "none";

/**
 * `mboxcl` escapes as mboxo does; where `From ` lines stand unescaped, nothing tells an escape from a sender's own
 * `>`, and no byte is taken.
 */
export function unescapingOf(format: MboxFormat): Unescaping {
  if (format === "mboxrd" || format === "mboxrd-or-mboxo") return "every";
  return format === "mboxcl" ? "first" : "none";
}
