// Every engine brings these two, though the language's own library does not name them (the Encoding Standard).
declare const TextDecoder: new (
  label: string,
  options?: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

// `latin1` is another name of windows-1252: ASCII stays what it is, and no other byte becomes ASCII.
const byByte = new TextDecoder("latin1");
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Bytes as text with one character for each byte, to be searched for ASCII: searching a text is native, and a
 * loop over bytes takes a hundred times as long where a system has switched off Thunderbird's compiler.
 */
export const byteText = (bytes: Uint8Array): string => byByte.decode(bytes);

/** The bytes of a text of ASCII. */
export const asciiBytes = (text: string): Uint8Array => encoder.encode(text);

/**
 * Bytes with their text changed, where that can be exact: ASCII and valid UTF-8 become the same bytes again.
 * Null where the bytes are neither. `text` is their `byteText`.
 */
export function rewritten(
  bytes: Uint8Array,
  text: string,
  change: (text: string) => string,
): Uint8Array | null {
  const changed = change(text);
  const encoded = encoder.encode(changed);
  // Only ASCII takes one byte for each character.
  if (encoded.length === changed.length) return encoded;
  try {
    return encoder.encode(change(utf8.decode(bytes)));
  } catch {
    return null;
  }
}
