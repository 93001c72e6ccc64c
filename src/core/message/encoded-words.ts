import { type Charsets, rawText, textIn } from "./charsets";
import { fromBase64, fromQ } from "./transfer";

/** RFC 2047, 2; a language may follow the charset (RFC 2231, 5). Spaces inside break the rule and are common. */
const word = /=\?([^?\s*]{1,80})(?:\*[^?\s]{0,80})?\?([bq])\?([^?]*)\?=/gi;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * A header's value as people read it. Words that follow one another in one charset are decoded together, because
 * many programs tear a character in two. `value` has one character for each byte.
 */
export function decodedValue(value: string, charsets: Charsets): string {
  let result = "";
  let at = 0;
  let run: { charset: string; parts: Uint8Array[] } | null = null;
  const flush = () => {
    if (run) result += textIn(run.charset, joined(run.parts), charsets);
    run = null;
  };
  for (const match of value.matchAll(word)) {
    const [whole, charset = "", kind = "", text = ""] = match;
    const between = value.slice(at, match.index);
    const follows = run !== null && /^\s*$/.test(between);
    if (!follows) {
      flush();
      result += rawText(between, charsets);
    }
    const bytes = kind.toLowerCase() === "b" ? fromBase64(text) : fromQ(text);
    const current = run as { charset: string; parts: Uint8Array[] } | null;
    if (current && current.charset === charset.toLowerCase()) {
      current.parts.push(bytes);
    } else {
      flush();
      run = { charset: charset.toLowerCase(), parts: [bytes] };
    }
    at = match.index + whole.length;
  }
  flush();
  return result + rawText(value.slice(at), charsets);
}
