import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import {
  type Column,
  outlookColumns,
  outlookCsv,
  readTable,
  thunderbirdCsv,
} from "../../../../src/core/contacts/columns";
import { readCsv, writeCsv } from "../../../../src/core/contacts/csv";
import { guarded, unguarded } from "../../../../src/core/contacts/formula-cells";
import { oddTexts } from "./odd-texts";

const columns: Column[] = [
  { name: "Voornaam", field: "FirstName" },
  { name: "Aantekeningen", field: "Notes" },
  { name: "Mobiel nummer", field: "CellularNumber" },
];
const contacts = oddTexts.map((text, at) => ({
  FirstName: text,
  Notes: `${at}`,
  CellularNumber: "+31 6 1234",
}));

it("reads its rows back equal: commas, quotes, line breaks, other scripts, empty cells and rows", () => {
  const rows = [oddTexts, ["", ""], [""], ["a", "", ""], ["only"]];
  expect(readCsv(writeCsv(rows))).toEqual(rows);
});

it("reads both tables back equal", () => {
  expect(readTable(columns, thunderbirdCsv(columns, contacts), false)).toEqual(contacts);
  expect(readTable(outlookColumns, outlookCsv(contacts), true)).toEqual(contacts);
});

it("gives Thunderbird every cell as it stands, and a spreadsheet no formula", () => {
  const formula = [{ FirstName: '=HYPERLINK("x")', CellularNumber: "+31 6 12" }];
  const cells = (text: string) => readCsv(text)[1] ?? [];
  expect(cells(thunderbirdCsv(columns, formula))).toEqual(['=HYPERLINK("x")', "", "+31 6 12"]);
  const outlook = cells(outlookCsv(formula));
  expect(outlook.filter((cell) => cell !== "")).toEqual([`'=HYPERLINK("x")`, "+31 6 12"]);
});

it.each(["=1+1", "@sum", "-2+3", "+cmd|' /C calc'!A0", "\t=1", "\r=1", "\n=1", "'=1", "''=1"])(
  "guards %j and leads back to it",
  (text) => {
    expect(guarded(text)).toBe(`'${text}`);
    expect(unguarded(guarded(text))).toBe(text);
  },
);

it.each(["+31 6 12345678", "+31 (0)20-123", "'s Gravenhage", "'", "", "a=b", "2 - 1"])(
  "leaves %j alone",
  (text) => {
    expect(guarded(text)).toBe(text);
    expect(unguarded(text)).toBe(text);
  },
);

it("writes whole dates for Outlook, and no part of one", () => {
  const birth = (BirthDay: string) => ({ BirthYear: "1980", BirthMonth: "2", BirthDay });
  const [whole, part] = readTable(outlookColumns, outlookCsv([birth("9"), birth("")]), true);
  expect(whole).toEqual({ Birthday: "1980-02-09" });
  expect(part).toEqual({});
});

it("is read by Python's csv as it was meant", () => {
  const script =
    "import csv,io,json,sys;t=sys.stdin.buffer.read().decode('utf-8-sig');" +
    "print(json.dumps(list(csv.reader(io.StringIO(t,newline='')))))";
  const text = thunderbirdCsv(columns, contacts);
  const read = JSON.parse(execFileSync("python3", ["-c", script], { input: text }).toString());
  expect(read).toEqual([
    columns.map(({ name }) => name),
    ...contacts.map(({ FirstName, Notes, CellularNumber }) => [FirstName, Notes, CellularNumber]),
  ]);
});

it("holds ten thousand contacts", () => {
  const many = Array.from({ length: 10_000 }, (_, at) => ({
    FirstName: `${oddTexts[at % oddTexts.length]} ${at}`,
  }));
  expect(readTable(outlookColumns, outlookCsv(many), true)).toEqual(many);
  expect(readTable(columns, thunderbirdCsv(columns, many), false)).toEqual(many);
});
