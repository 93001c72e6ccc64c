import { byteText } from "../mbox/byte-text";
import { joinBytes } from "../mbox/from-lines";
import type { BackupReader } from "./verify-reading";

const LF = 0x0a;
const piece = 4 * 1024 * 1024;
const linesAtOnce = 2000;
/** A line that is longer than this is none of ours; what follows counts as its own. */
const longestLine = 1024 * 1024;

/**
 * A line's bytes as text. Bytes that are no UTF-8 become one character each: such a text has another hash than
 * the line had, so it cannot pass for it.
 */
const lineText = (bytes: Uint8Array, reader: BackupReader) => reader.text(bytes) ?? byteText(bytes);

function linesIn(bytes: Uint8Array, reader: BackupReader): string[] {
  const text = reader.text(bytes);
  if (text !== null) return text.split("\n");
  const lines: string[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf(LF, at);
    lines.push(lineText(bytes.subarray(at, end < 0 ? bytes.length : end), reader));
    if (end < 0) return lines;
    at = end + 1;
  }
}

/**
 * The lines of an index between two offsets, without their LF and some at a time. What stands behind the last
 * LF comes last, as `rest`.
 */
export async function* indexTexts(
  reader: BackupReader,
  file: string,
  from: number,
  to: number,
  did: (bytes: number) => void,
): AsyncGenerator<{ texts: string[]; rest?: Uint8Array }> {
  let carried: Uint8Array = new Uint8Array(0);
  for (let at = from; at < to; ) {
    const bytes = await reader.read(file, at, Math.min(piece, to - at));
    if (bytes.length === 0) break;
    at += bytes.length;
    did(bytes.length);
    const whole = joinBytes([carried, bytes]);
    const end = whole.lastIndexOf(LF);
    const ready = end < 0 && whole.length < longestLine ? 0 : end < 0 ? whole.length : end + 1;
    carried = whole.subarray(ready);
    if (ready === 0) continue;
    const lines = linesIn(whole.subarray(0, end < 0 ? ready : end), reader);
    for (let i = 0; i < lines.length; i += linesAtOnce) {
      yield { texts: lines.slice(i, i + linesAtOnce) };
    }
  }
  yield { texts: [], rest: carried };
}
