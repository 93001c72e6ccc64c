import { expect, it } from "vitest";
import type { FolderRecord } from "../../../../src/core/backup/manifest";
import { placeFolders, safeName } from "../../../../src/core/restore/folder-names";

let count = 0;
const record = (path: string, delimiter = "/"): FolderRecord =>
  ({ id: `f${count++}`, path, delimiter, name: path }) as FolderRecord;

const names = (records: FolderRecord[], isImap = true) =>
  placeFolders(records, isImap).map((one) => one.names.join("|"));

it("keeps the tree, with names as people read them", () => {
  const tree = [
    record("INBOX.Work.Caf&AOk-", "."),
    record("INBOX", "."),
    record("INBOX.Work", "."),
  ];
  expect(names(tree)).toEqual(["INBOX", "INBOX|Work", "INBOX|Work|Caf\u00e9"]);
});

it("makes the levels of a folder whose parents hold no mail", () => {
  expect(names([record("Archive/2024")])).toEqual(["Archive|2024"]);
});

it("gives two names to folders that look alike, and to two that had one path", () => {
  expect(names([record("a*"), record("A?"), record("a*")])).toEqual(["a_", "A_ (2)", "a_ (3)"]);
});

it("puts folders below the one that had their parent's path first", () => {
  expect(names([record("Old"), record("Old"), record("Old/In")])).toEqual([
    "Old",
    "Old (2)",
    "Old|In",
  ]);
});

it("takes percent signs for characters where the path is Thunderbird's own", () => {
  expect(names([record("Caf%C3%A9")], false)).toEqual(["Caf\u00e9"]);
});

it("makes a name that every store takes as one level", () => {
  expect(safeName(" a/b\\c.d:e\u0001 ")).toBe("a_b_c_d_e_");
  expect(safeName("..")).toBe("__");
  expect(safeName("   ")).toBe("_");
  expect(safeName("x".repeat(200))).toHaveLength(60);
});
