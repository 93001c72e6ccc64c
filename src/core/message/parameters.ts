import { bytesOf, type Charsets, guessed, textIn } from "./charsets";
import { decodedValue } from "./encoded-words";

/** A field such as Content-Type: what stands before the first `;`, in lower case, and its parameters. */
export interface Parted {
  main: string;
  /** The value of a parameter as people read it; null where it is not there. */
  parameter(name: string): string | null;
}

const mostValue = 8000;
const mostPieces = 200;
const parameter = /;\s*([^\s=;"]{1,100})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;

const unquoted = (value: string) =>
  value.startsWith('"') && value.length > 1 && value.endsWith('"')
    ? value.slice(1, -1).replace(/\\(.)/g, "$1")
    : value.replace(/^"/, "").trim();

const percentDecoded = (value: string) =>
  value.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );

/** Pieces of one parameter (RFC 2231): `name*0*`, `name*1` ... or a single `name*`. */
interface Piece {
  order: number;
  encoded: boolean;
  value: string;
}

function assembled(pieces: Piece[], charsets: Charsets): string {
  const sorted = pieces.toSorted((a, b) => a.order - b.order);
  let charset = "";
  const text = sorted
    .map(({ encoded, value }, i) => {
      if (!encoded) return value;
      const told = i === 0 ? /^([^']*)'[^']*'/.exec(value) : null;
      charset = told?.[1] ?? charset;
      return percentDecoded(told ? value.slice(told[0].length) : value);
    })
    .join("");
  return textIn(charset, bytesOf(text), charsets);
}

/** Takes a field's value apart. Names of parameters do not know case; of two with one name the first counts. */
export function partedField(value: string, charsets: Charsets): Parted {
  const field = value.slice(0, mostValue);
  const plain = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  let count = 0;
  for (const [, key = "", given = ""] of field.matchAll(parameter)) {
    if (++count > mostPieces) break;
    const name = key.toLowerCase();
    const extended = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(name);
    if (!extended) {
      if (!plain.has(name)) plain.set(name, unquoted(given));
      continue;
    }
    const [, stem = "", order, star] = extended;
    const piece = {
      order: Number(order ?? 0),
      encoded: order === undefined || star === "*",
      value: unquoted(given),
    };
    pieces.set(stem, [...(pieces.get(stem) ?? []), piece]);
  }
  const end = field.indexOf(";");
  return {
    main: (end < 0 ? field : field.slice(0, end)).trim().toLowerCase(),
    parameter(name) {
      const parts = pieces.get(name);
      if (parts) return assembled(parts, charsets);
      const simple = plain.get(name);
      if (simple === undefined) return null;
      // The rule forbids encoded words here, and half of the world writes them.
      return simple.includes("=?")
        ? decodedValue(simple, charsets)
        : guessed(bytesOf(simple), charsets);
    },
  };
}
