import { withByteBefore } from "./from-lines";
import { localPrefixLength } from "./stored-prefix";

const LF = 0x0a;
const CR = 0x0d;

/** A stream that makes every bare LF a CRLF. */
export function crlfStream(): (chunk: Uint8Array) => Uint8Array {
  let last = 0;
  return (chunk) => {
    const bare: number[] = [];
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      if ((at > 0 ? chunk[at - 1] : last) !== CR) bare.push(at);
    }
    last = chunk.at(-1) ?? last;
    return withByteBefore(chunk, chunk.length, bare, CR);
  };
}

/**
 * The bytes that `canon` is the hash of: CRLF line ends, without a leading run of Thunderbird's five lines.
 * The same mail fetched by POP on Linux and by IMAP is equal in this form. Answers the message itself where
 * nothing has to change.
 */
export function canonical(message: Uint8Array): Uint8Array {
  const { length } = localPrefixLength(message);
  const result = crlfStream()(message.subarray(length));
  return length === 0 && result.length === message.length ? message : result;
}
