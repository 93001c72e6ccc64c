/** Rows of cells as CSV (RFC 4180), with CR LF between rows. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

// A cell that begins or ends with a space is quoted too: some programs take the space away.
const cell = (text: string): string =>
  /[",;\t\r\n]|^ | $/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;

const piece = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;

/** The rows of a CSV text; a mark for the byte order in front is not part of the first cell. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    piece.lastIndex = at;
    const found = piece.exec(text);
    if (!found) throw new Error("not CSV");
    row.push(found[1] === undefined ? (found[2] ?? "") : found[1].replace(/""/g, '"'));
    at = piece.lastIndex;
    if (text[at] === ",") {
      at++;
      // A comma at the very end has an empty cell behind it.
      if (at === text.length) row.push("");
      else continue;
    } else if (text[at] === "\r" || text[at] === "\n") {
      at += text.startsWith("\r\n", at) ? 2 : 1;
    } else if (at < text.length) throw new Error("not CSV");
    rows.push(row);
    row = [];
  }
  return rows;
}
