import { readCsv, writeCsv } from "./csv";
import type { Fields } from "./fields";
import { guarded, unguarded } from "./formula-cells";

/** One column: its name in the first row, and the field of a contact under it. */
export interface Column {
  name: string;
  field: string;
}

/** Columns by the English names under which Outlook's own import knows them. */
export const outlookColumns: readonly Column[] = [
  ["Title", "NamePrefix"],
  ["First Name", "FirstName"],
  ["Middle Name", "AdditionalNames"],
  ["Last Name", "LastName"],
  ["Suffix", "NameSuffix"],
  ["Nickname", "NickName"],
  ["Company", "Company"],
  ["Department", "Department"],
  ["Job Title", "JobTitle"],
  ["Business Street", "WorkAddress"],
  ["Business Street 2", "WorkAddress2"],
  ["Business Address PO Box", "WorkPOBox"],
  ["Business City", "WorkCity"],
  ["Business State", "WorkState"],
  ["Business Postal Code", "WorkZipCode"],
  ["Business Country/Region", "WorkCountry"],
  ["Home Street", "HomeAddress"],
  ["Home Street 2", "HomeAddress2"],
  ["Home Address PO Box", "HomePOBox"],
  ["Home City", "HomeCity"],
  ["Home State", "HomeState"],
  ["Home Postal Code", "HomeZipCode"],
  ["Home Country/Region", "HomeCountry"],
  ["Business Fax", "FaxNumber"],
  ["Business Phone", "WorkPhone"],
  ["Home Phone", "HomePhone"],
  ["Mobile Phone", "CellularNumber"],
  ["Pager", "PagerNumber"],
  ["Anniversary", "Anniversary"],
  ["Birthday", "Birthday"],
  ["E-mail Address", "PrimaryEmail"],
  ["E-mail Display Name", "DisplayName"],
  ["E-mail 2 Address", "SecondEmail"],
  ["Web Page", "WebPage1"],
  ["Personal Web Page", "WebPage2"],
  ["User 1", "Custom1"],
  ["User 2", "Custom2"],
  ["User 3", "Custom3"],
  ["User 4", "Custom4"],
  ["Notes", "Notes"],
].map(([name = "", field = ""]) => ({ name, field }));

/** Outlook has one column for a date, and takes whole dates only. */
function wholeDate(fields: Fields, before: string): string {
  const [year, month, day] = ["Year", "Month", "Day"].map((part) => fields[before + part] ?? "");
  if (!year || !month || !day) return "";
  return `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** With Outlook's dates among the fields. */
export const withDates = (fields: Fields): Fields => ({
  ...fields,
  Birthday: wholeDate(fields, "Birth"),
  Anniversary: wholeDate(fields, "Anniversary"),
});

/** A table of contacts, with a mark for the byte order in front so that every program takes it for UTF-8. */
const table = (columns: readonly Column[], rows: string[][]): string =>
  `\ufeff${writeCsv([columns.map(({ name }) => name), ...rows])}`;

const rowOf = (columns: readonly Column[], fields: Fields): string[] =>
  columns.map(({ field }) => fields[field] ?? "");

/** For Thunderbird's own import, which takes every cell as it stands. `columns` are Thunderbird's. */
export const thunderbirdCsv = (columns: readonly Column[], all: readonly Fields[]): string =>
  table(
    columns,
    all.map((fields) => rowOf(columns, fields)),
  );

/** For Outlook and spreadsheets: no cell becomes a formula. */
export const outlookCsv = (all: readonly Fields[]): string =>
  table(
    outlookColumns,
    all.map((fields) => rowOf(outlookColumns, withDates(fields)).map(guarded)),
  );

/** The contacts of a table, by the fields of its columns; empty cells are not in them. */
export function readTable(columns: readonly Column[], text: string, isGuarded: boolean): Fields[] {
  const [names = [], ...rows] = readCsv(text);
  const fields = names.map((name) => columns.find((column) => column.name === name)?.field ?? "");
  return rows.map((row) => {
    const cells = row.map((cell, at): [string, string] => [
      fields[at] ?? "",
      isGuarded ? unguarded(cell) : cell,
    ]);
    return Object.fromEntries(cells.filter(([field, text]) => field !== "" && text !== ""));
  });
}
