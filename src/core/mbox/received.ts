import { byteText } from "./byte-text";

/** Where the date of an index line comes from. */
export type ReceivedFrom = "received" | "date" | "run";

/** More than this of a header block is not looked at. */
const mostHeader = 16_384;

/** The header block of a message's `byteText`, without its empty line. */
function headerOf(text: string): string {
  const end = /^\r?\n/.test(text) ? 0 : text.search(/\n\r?\n/);
  return text.slice(0, end < 0 ? mostHeader : Math.min(end, mostHeader));
}

/** The first field of that name (ASCII letters and `-`), unfolded; null where there is none. */
function fieldIn(header: string, name: string): string | null {
  const field = new RegExp(`(?:^|\\n)${name}:([^\\n]*(?:\\n[ \\t][^\\n]*)*)`, "i").exec(
    header,
  )?.[1];
  return field?.replace(/\r?\n[ \t]+/g, " ").trim() ?? null;
}

export interface Received {
  /** Milliseconds since the epoch. */
  at: number;
  from: ReceivedFrom;
}

/** The first field of that name in a header block, unfolded; null where there is none. */
export const headerField = (message: Uint8Array, name: string): string | null =>
  fieldIn(headerOf(byteText(message.subarray(0, 2 * mostHeader))), name);

/** Comments that hold further ones are rarely deeper than this. */
const usualDepth = 4;

/** Without comments in brackets, which may hold further ones (RFC 5322, 3.2.2). */
function withoutComments(field: string): string {
  let rest = field;
  for (let depth = 0; depth < usualDepth && rest.includes("("); depth++) {
    rest = rest.replace(/\([^()]*\)/g, "");
  }
  return (/[()]/.test(rest) ? withoutDeepComments(rest) : rest).trim();
}

function withoutDeepComments(field: string): string {
  let result = "";
  let depth = 0;
  for (const character of field) {
    if (character === "(") depth++;
    else if (character === ")") depth = Math.max(0, depth - 1);
    else if (depth === 0) result += character;
  }
  return result;
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const mailDate =
  /^(?:[a-z]{2,9}\.?,?\s*)?(\d{1,2})\s*[\s-]([a-z]{3})[a-z]*\.?[\s-]\s*(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([+-]\d{4}|[a-z]*)/i;
/** Hours of the zones that RFC 5322 names (4.3); every other name tells nothing and counts as UTC. */
const zones: Record<string, number> = {
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
};

function zoneMinutes(zone: string): number {
  const numeric = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (!numeric) return (zones[zone.toLowerCase()] ?? 0) * 60;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return numeric[1] === "-" ? -minutes : minutes;
}

/** RFC 5322, 4.3: two and three digits of a year are those of old programs. */
const fullYear = (digits: string) => {
  const year = Number(digits);
  if (digits.length >= 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
};

/**
 * A date of RFC 5322, in milliseconds. `Date.parse` will not do: it takes a date without a zone for one of
 * this computer's zone, and what else it understands differs from engine to engine.
 */
function parsed(field: string | null): number | null {
  const parts = mailDate.exec(withoutComments(field ?? ""));
  if (!parts) return null;
  const [, day = "", monthName = "", year = "", hour = "", minute = "", second = "0", zone = ""] =
    parts;
  const month = months.indexOf(monthName.toLowerCase());
  const [d, h, m, s] = [day, hour, minute, second].map(Number) as [number, number, number, number];
  if (month < 0 || d < 1 || d > 31 || h > 24 || m > 59 || s > 60) return null;
  return Date.UTC(fullYear(year), month, d, h, m, s) - zoneMinutes(zone) * 60_000;
}

/**
 * When a message arrived. Thunderbird never learns the server's INTERNALDATE, so this is the date of the
 * first Received field, else the Date field, else `runAt`. Milliseconds since the epoch.
 */
export function receivedDate(
  message: Uint8Array,
  runAt: number,
  text = byteText(message.subarray(0, 2 * mostHeader)),
): Received {
  const header = headerOf(text);
  const received = withoutComments(fieldIn(header, "Received") ?? "");
  const stamp = parsed(received.slice(received.lastIndexOf(";") + 1));
  if (stamp !== null) return { at: stamp, from: "received" };
  const date = parsed(fieldIn(header, "Date"));
  return date === null ? { at: runAt, from: "run" } : { at: date, from: "date" };
}
