import { joinBytes } from "./from-lines";
import { localPrefixLength } from "./stored-prefix";

const LF = 0x0a;
const CR = 0x0d;

/** A stream that makes every bare LF a CRLF. */
export function crlfStream(): (chunk: Uint8Array) => Uint8Array {
  let last = 0;
  const crlf = new Uint8Array([CR, LF]);
  return (chunk) => {
    const parts: Uint8Array[] = [];
    let copied = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      const before = at > 0 ? chunk[at - 1] : last;
      if (before === CR) continue;
      parts.push(chunk.subarray(copied, at), crlf);
      copied = at + 1;
    }
    last = chunk[chunk.length - 1] ?? last;
    parts.push(chunk.subarray(copied));
    return joinBytes(parts);
  };
}

/**
 * The bytes that `canon` is the hash of: CRLF line ends, without a leading run of Thunderbird's five lines.
 * The same mail fetched by POP on Linux and by IMAP is equal in this form. Answers the message itself where
 * nothing has to change.
 */
export function canonical(message: Uint8Array): Uint8Array {
  return crlfStream()(message.subarray(localPrefixLength(message).length));
}
