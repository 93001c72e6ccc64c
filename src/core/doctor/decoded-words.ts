import { decodedValue } from "../message/encoded-words";
import { engineCharsets } from "../message/engine-charsets";

/** The characters that `byteText`, which is windows-1252, has for 0x80 to 0x9f. */
const shifted = new Map(
  Array.from({ length: 32 }, (_, i) => {
    const byte = 0x80 + i;
    return [engineCharsets.decode("latin1", Uint8Array.of(byte)), String.fromCharCode(byte)];
  }),
);

/** A header's field, as `byteText`, the way people read it (RFC 2047), for lists alone. Cut at 200 characters. */
export function decodedWords(field: string): string {
  const value = Array.from(field, (character) => shifted.get(character) ?? character).join("");
  return decodedValue(value, engineCharsets).slice(0, 200);
}
