import { describe, expect, it } from "vitest";
import { leavesOut, nothingLeftOut } from "../../../../src/core/backup/left-out";

const folder = (path: string, role: string | null = null) => ({ path, delimiter: "/", role });
const known = [
  folder("INBOX", "inbox"),
  folder("Trash", "trash"),
  folder("Trash/Old"),
  folder("Trashy"),
  folder("Junk", "junk"),
];
const kept = (choice: object, account = "a1") => {
  const leaves = leavesOut({ ...nothingLeftOut, ...choice }, account, known);
  return known.map(({ path }) => path).filter((path) => !leaves(path));
};

describe("what is left out of a backup", () => {
  it("is nothing, unless somebody chose to", () => {
    expect(kept({})).toHaveLength(known.length);
  });

  it("is Trash with the folders inside it, and not one whose name only begins like it", () => {
    expect(kept({ trash: true })).toEqual(["INBOX", "Trashy", "Junk"]);
  });

  it("is Junk by a choice of its own", () => {
    expect(kept({ junk: true })).toEqual(["INBOX", "Trash", "Trash/Old", "Trashy"]);
  });

  it("is a single folder of one account, without those inside it", () => {
    const folders = [{ account: "a1", path: "Trash" }];
    expect(kept({ folders })).toEqual(["INBOX", "Trash/Old", "Trashy", "Junk"]);
    expect(kept({ folders }, "a2")).toHaveLength(known.length);
  });

  it("leaves mail in a store without folders inside folders alone", () => {
    const flat = [{ path: "Trash", delimiter: "", role: "trash" }];
    const leaves = leavesOut({ ...nothingLeftOut, trash: true }, "a1", flat);
    expect([leaves("Trash"), leaves("Trashy")]).toEqual([true, false]);
  });
});
