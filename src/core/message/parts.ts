import type { Charsets } from "./charsets";
import { bodyStart, type Field, fieldValue, headerFields } from "./header-fields";
import { type Parted, partedField } from "./parameters";

/** A part of a message. Texts have one character for each byte. */
export interface Part {
  /** In lower case, e.g. `text/plain`. */
  type: string;
  content: Parted;
  disposition: Parted;
  encoding: string;
  fields: Field[];
  body: string;
  /** Empty where it is no multipart, or one that cannot be taken apart. */
  children: Part[];
}

/** Hostile mail nests and multiplies; what goes beyond is left together as it is. */
const mostDepth = 30;
const mostParts = 2000;
const longestBoundary = 1000;

const known = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/;

/** The pieces between the lines of a boundary (RFC 2046, 5.1); without what stands before and behind. */
export function pieces(body: string, boundary: string, most: number): string[] {
  const mark = `--${boundary}`;
  const found: string[] = [];
  let start = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    const isLineStart = at === 0 || body[at - 1] === "\n";
    const behind = at + mark.length;
    const isLast = body.startsWith("--", behind);
    // A longer boundary that begins in the same way is another one.
    const lineEnd = body.indexOf("\n", behind);
    const rest = body.slice(behind, Math.min(lineEnd < 0 ? body.length : lineEnd, behind + 200));
    if (!isLineStart || !(isLast || /^[ \t]*\r?$/.test(rest))) continue;
    // The line end before a boundary belongs to it.
    if (start >= 0) found.push(body.slice(start, Math.max(start, at)).replace(/\r?\n$/, ""));
    start = lineEnd < 0 ? body.length : lineEnd + 1;
    if (isLast || found.length >= most) return found;
  }
  // Cut off, or its last line was forgotten: what is there counts.
  if (start >= 0 && start < body.length) found.push(body.slice(start));
  return found;
}

/** Takes a message apart; `text` has one character for each byte. */
export function partsOf(text: string, charsets: Charsets): Part {
  let left = mostParts;
  function part(whole: string, depth: number, usual: string): Part {
    left--;
    const start = bodyStart(whole);
    const fields = headerFields(whole.slice(0, start));
    const body = whole.slice(start);
    const content = partedField(fieldValue(fields, "content-type"), charsets);
    const type = known.test(content.main) ? content.main : usual;
    const boundary = content.parameter("boundary") ?? "";
    const opens = type.startsWith("multipart/") && boundary !== "" && depth < mostDepth;
    const inner =
      opens && boundary.length <= longestBoundary ? pieces(body, boundary, Math.max(0, left)) : [];
    const usualInside = type === "multipart/digest" ? "message/rfc822" : "text/plain";
    return {
      type,
      content,
      disposition: partedField(fieldValue(fields, "content-disposition"), charsets),
      encoding: fieldValue(fields, "content-transfer-encoding"),
      fields,
      body,
      children: inner.flatMap((one) => (left > 0 ? [part(one, depth + 1, usualInside)] : [])),
    };
  }
  return part(text, 0, "text/plain");
}
