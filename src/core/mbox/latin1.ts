const step = 4096;

/** Bytes as text, one character each; in steps, because a call takes only so many arguments. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += step) {
    // Spreading would walk through an iterator, a hundred times slower where the compiler is switched off.
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + step) as unknown as number[]);
  }
  return text;
}
