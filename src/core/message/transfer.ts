import { bytesOf } from "./charsets";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const values = new Map([...alphabet].map((letter, value) => [letter.charCodeAt(0), value]));

/** Letters of base64 up to the first padding, without anything that is none. */
function letters(text: string): string {
  const clean = text.replace(/[^A-Za-z0-9+/=]+/g, "");
  const padding = clean.indexOf("=");
  return padding < 0 ? clean : clean.slice(0, padding);
}

/** Decodes base64 as far as it goes: what does not belong there is passed over, and a last lone letter too. */
export function fromBase64(text: string): Uint8Array {
  const clean = letters(text);
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let [held, bits, at] = [0, 0, 0];
  for (let i = 0; i < clean.length && at < bytes.length; i++) {
    held = ((held << 6) | (values.get(clean.charCodeAt(i)) ?? 0)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}

const hex = (text: string) =>
  text.replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );

/** Decodes quoted-printable (RFC 2045, 6.7); an `=` with no two digits behind it stays what it is. */
export const fromQuotedPrintable = (text: string): Uint8Array =>
  bytesOf(
    hex(
      text
        .split("\n")
        .map((line) => line.replace(/[ \t\r]+$/, ""))
        .join("\n")
        .replaceAll("=\n", "")
        .replace(/=$/, ""),
    ),
  );

/** The `Q` of RFC 2047: quoted-printable with `_` for a space. */
export const fromQ = (text: string): Uint8Array => bytesOf(hex(text.replaceAll("_", " ")));

/** A body as it was before it was encoded for the journey. An unknown encoding changes nothing. */
export function decodedBody(encoding: string, text: string): Uint8Array {
  const name = encoding.trim().toLowerCase();
  if (name === "base64") return fromBase64(text);
  return name === "quoted-printable" ? fromQuotedPrintable(text) : bytesOf(text);
}

/** How many bytes a body has once it is decoded, without decoding it. */
export function decodedSize(encoding: string, text: string): number {
  const name = encoding.trim().toLowerCase();
  if (name === "base64") return Math.floor((letters(text).length * 3) / 4);
  if (name !== "quoted-printable") return text.length;
  const soft = text.match(/=[ \t]*\r?\n/g)?.reduce((sum, end) => sum + end.length, 0) ?? 0;
  return text.length - soft - 2 * (text.match(/=[0-9A-Fa-f]{2}/g)?.length ?? 0);
}
