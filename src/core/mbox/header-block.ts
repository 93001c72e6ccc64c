const LF = 0x0a;
const CR = 0x0d;

/** Where the header block ends: behind its empty line, or -1 where there is none. */
export function headerEnd(bytes: Uint8Array): number {
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf(LF, at);
    if (lineEnd < 0) return -1;
    if (lineEnd === at || (lineEnd === at + 1 && bytes[at] === CR)) return lineEnd + 1;
    at = lineEnd + 1;
  }
}

/**
 * The header block of a message, with its empty line; all of these bytes where it does not end in them, for then
 * they are all header.
 */
export function headerOrAll(bytes: Uint8Array): Uint8Array {
  const end = headerEnd(bytes);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
