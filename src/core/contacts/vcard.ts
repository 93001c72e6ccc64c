/*
 * Belongs here: vCards as text, RFC 6350, as far as Thunderbird writes and others read them.
 * Does not belong here: what a property means (-> fields.ts), what makes a card a vCard 4 (-> vcard4.ts).
 */

/** One line of a vCard. The value stands as it is written, with its escapes. */
export interface Property {
  /** In capitals. */
  name: string;
  /** Names in capitals, each with its values. */
  params: [name: string, values: string[]][];
  value: string;
  group?: string;
}

/** The lines between BEGIN and END. */
export type Card = Property[];

const longestLine = 75;

/** RFC 6868: what a parameter cannot hold as it is. */
const fromParam: Record<string, string> = { "^n": "\n", "^^": "^", "^'": '"' };
const toParam: Record<string, string> = { "\n": "^n", "^": "^^", '"': "^'" };

const paramValue = (text: string): string =>
  text.replace(/^"(.*)"$/s, "$1").replace(/\^[n^']/g, (pair) => fromParam[pair] ?? pair);

const param = /;([^=;:"]+)(?:=((?:"[^"]*"|[^;:"])*))?/y;
const head = /^(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)(?=[;:])/;

function readProperty(line: string): Property | null {
  const start = head.exec(line);
  if (!start) return null;
  const params: Property["params"] = [];
  let at = start[0].length;
  for (;;) {
    param.lastIndex = at;
    const found = param.exec(line);
    if (!found) break;
    at = param.lastIndex;
    const [, name = "", values] = found;
    // vCard 2.1 writes `TEL;HOME:`.
    if (values === undefined) params.push(["TYPE", [name]]);
    else {
      const each = values.match(/"[^"]*"|[^,"]+/g) ?? [""];
      params.push([name.toUpperCase(), each.map(paramValue)]);
    }
  }
  if (line[at] !== ":") return null;
  const [, group, name = ""] = start;
  const value = line.slice(at + 1);
  return { ...(group ? { group } : {}), name: name.toUpperCase(), params, value };
}

/** A value that Thunderbird wrote with its line break; declared a text, it can be written in one line. */
function goOn(property: Property, line: string): void {
  const isText = paramValues(property, "VALUE").includes("text");
  const value = isText ? property.value : escaped(property.value);
  property.value = `${value}\\n${escaped(line)}`;
  if (!isText) property.params.push(["VALUE", ["TEXT"]]);
}

/**
 * The cards of a text, in their order. A line that is no property goes on with the value before it: Thunderbird
 * writes line breaks of its own fields as they are.
 */
export function readVCards(text: string): Card[] {
  const cards: Card[] = [];
  let card: Card | null = null;
  for (const line of text
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]/g, "")
    .split("\n")) {
    if (/^begin:vcard\s*$/i.test(line)) card = [];
    else if (/^end:vcard\s*$/i.test(line)) {
      if (card) cards.push(card);
      card = null;
    } else if (card && line !== "") {
      const property = readProperty(line);
      const last = card.at(-1);
      if (property) card.push(property);
      else if (last) goOn(last, line);
    }
  }
  return cards;
}

/** A line of at most 75 octets; what is longer goes on in lines that begin with a space. */
function folded(line: string): string {
  if (line.length <= longestLine && /^[ -~]*$/.test(line)) return line;
  const parts: string[] = [];
  if (/^[ -~]*$/.test(line)) {
    parts.push(line.slice(0, longestLine));
    for (let at = longestLine; at < line.length; at += longestLine - 1) {
      parts.push(line.slice(at, at + longestLine - 1));
    }
    return parts.join("\r\n ");
  }
  let part = "";
  let length = 0;
  for (const character of line) {
    const code = character.codePointAt(0) ?? 0;
    const octets = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (length + octets > longestLine) {
      parts.push(part);
      part = "";
      length = 1;
    }
    part += character;
    length += octets;
  }
  return [...parts, part].join("\r\n ");
}

function writeParam([name, values]: Property["params"][number]): string {
  const each = values.map((value) => {
    const safe = value
      .replace(/\r\n?/g, "\n")
      .replace(/[\n^"]/g, (character) => toParam[character] ?? "");
    return /[:;,]/.test(safe) ? `"${safe}"` : safe;
  });
  return `;${name}=${each.join(",")}`;
}

function writeProperty({ group, name, params, value }: Property): string {
  const before = group ? `${group}.` : "";
  return folded(`${before}${name}${params.map(writeParam).join("")}:${value}`);
}

/** A card as text, with the line ends that the standard asks for. */
export const writeVCard = (card: Card): string =>
  `BEGIN:VCARD\r\n${card.map(writeProperty).join("\r\n")}\r\nEND:VCARD\r\n`;

/** A text as the value of a property. */
export const escaped = (text: string): string =>
  text.replace(/[\\,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");

/** The text that a value stands for. */
export const unescaped = (value: string): string =>
  value.replace(/\\([\\,;Nn])/g, (_, what: string) => (/n/i.test(what) ? "\n" : what));

/** The parts of a value between separators that are not escaped, each still with its escapes. */
export function partsOf(value: string, separator: ";" | ","): string[] {
  const parts = [""];
  for (const [piece] of value.matchAll(/\\.|[^\\]/gs)) {
    if (piece === separator) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

/** The values of a parameter, in lower case. */
export const paramValues = ({ params }: Property, wanted: string): string[] =>
  params
    .filter(([name]) => name === wanted)
    .flatMap(([, values]) => values.map((value) => value.toLowerCase()));
