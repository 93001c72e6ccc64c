import { expect, it } from "vitest";
import { recordAt } from "../../../../src/core/backup/record-at";
import { recordOf } from "./manifests";

it("finds a record by its path, also one that was added or renamed since", () => {
  const folders = ["a", "b"].map((path) => recordOf({ path }));
  const [a, b] = folders;
  expect([recordAt(folders, "a"), recordAt(folders, "b")]).toEqual([a, b]);
  expect(recordAt(folders, "c")).toBeUndefined();
  const c = recordOf({ path: "c" });
  folders.push(c);
  expect(recordAt(folders, "c")).toBe(c);
  Object.assign(a as object, { path: "d" });
  expect(recordAt(folders, "a")).toBeUndefined();
  expect(recordAt(folders, "d")).toBe(a);
  const next = recordOf({ path: "a" });
  folders.push(next);
  expect(recordAt(folders, "a")).toBe(next);
});

it("keeps the lists of two backups apart", () => {
  const [one, two] = [[recordOf({ path: "a" })], [recordOf({ path: "a" })]];
  expect(recordAt(one, "a")).toBe(one[0]);
  expect(recordAt(two, "a")).toBe(two[0]);
});
