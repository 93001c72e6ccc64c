/** One field of a header: its name in lower case, its value unfolded, one character for each byte. */
export interface Field {
  name: string;
  value: string;
}

/** Hostile mail may have more of everything; what lies behind these is not looked at. */
const mostHeader = 256 * 1024;
const mostFields = 2000;
const mostValue = 20_000;

const fieldStart = /^([!-9;-~]{1,200})[ \t]*:/;

/** Where the body begins in a part's text: behind the first empty line, else at its end. */
export function bodyStart(text: string): number {
  const first = /^\r?\n/.exec(text);
  if (first) return first[0].length;
  const end = /\n\r?\n/.exec(text);
  return end ? end.index + end[0].length : text.length;
}

/** The fields of a header block, a text with one character for each byte. Lines that are none are left out. */
export function headerFields(block: string): Field[] {
  const fields: Field[] = [];
  let last: Field | null = null;
  for (const line of block.slice(0, mostHeader).split(/\r?\n/)) {
    if (line.startsWith(" ") || line.startsWith("\t")) {
      if (last && last.value.length < mostValue) last.value += ` ${line.trim()}`;
      continue;
    }
    const name = fieldStart.exec(line);
    if (!name || fields.length >= mostFields) {
      last = null;
      continue;
    }
    const value = line.slice(name[0].length).trim();
    last = { name: (name[1] ?? "").toLowerCase(), value: value.slice(0, mostValue) };
    fields.push(last);
  }
  for (const field of fields) field.value = field.value.slice(0, mostValue).trim();
  return fields;
}

/** The first field of that name, in lower case; empty where there is none. */
export const fieldValue = (fields: readonly Field[], name: string): string =>
  fields.find((field) => field.name === name)?.value ?? "";
