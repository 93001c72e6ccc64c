import { byteText, rewritten } from "./byte-text";
import { withByteBefore } from "./from-lines";
import { localPrefixLength } from "./stored-prefix";

const LF = 0x0a;
const CR = 0x0d;

/** A stream that makes every bare LF a CRLF. Answers the chunk itself where nothing has to change. */
export function crlfStream(): (chunk: Uint8Array) => Uint8Array {
  let last = 0;
  return (chunk) => {
    const beginsBare = chunk[0] === LF && last !== CR;
    if (!beginsBare && !/[^\r]\n/.test(byteText(chunk))) {
      last = chunk.at(-1) ?? last;
      return chunk;
    }
    const bare: number[] = [];
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      if ((at > 0 ? chunk[at - 1] : last) !== CR) bare.push(at);
    }
    last = chunk.at(-1) ?? last;
    return withByteBefore(chunk, chunk.length, bare, CR);
  };
}

const bareLineEnd = /(?<!\r)\n/;

/** Every bare LF made CRLF; the message itself where there is none. */
function withCrlf(message: Uint8Array, text: string): Uint8Array {
  if (!bareLineEnd.test(text)) return message;
  const changed = rewritten(message, text, (exact) => exact.replace(/(?<!\r)\n/g, "\r\n"));
  return changed ?? crlfStream()(message);
}

/**
 * The bytes that `canon` is the hash of: CRLF line ends, without a leading run of Thunderbird's five lines.
 * The same mail fetched by POP on Linux and by IMAP is equal in this form. Answers the message itself where
 * nothing has to change. `text` is its `byteText`.
 */
export function canonical(message: Uint8Array, text = byteText(message)): Uint8Array {
  const { length } = localPrefixLength(message);
  if (length === 0) return withCrlf(message, text);
  return withCrlf(message.subarray(length), text.slice(length));
}
