import { expect, it } from "vitest";
import { openAhead } from "../../../../src/background/backup/open-ahead";
import type { FolderSource } from "../../../../src/core/backup/account-source";

const folders = ["A", "B", "C", "D"].map((uri) => ({ uri })) as FolderSource[];
const [a, b, c, d] = folders as [FolderSource, FolderSource, FolderSource, FolderSource];

function opener(alone: string[] = [], failing: string[] = []) {
  const begun: string[] = [];
  const open = openAhead(
    folders,
    async ({ uri }) => {
      begun.push(uri);
      if (failing.includes(uri)) throw new Error(uri);
      return { before: { messages: 1, uidNext: 2 }, sure: true };
    },
    ({ uri }) => alone.includes(uri),
  );
  return { begun, open };
}

it("opens one folder ahead, and each of them once", async () => {
  const { begun, open } = opener();
  await open(a);
  expect(begun).toEqual(["A", "B"]);
  await open(b);
  expect(begun).toEqual(["A", "B", "C"]);
  await open(c);
  await open(d);
  expect(begun).toEqual(["A", "B", "C", "D"]);
});

it("waits with a folder whose opening may write", async () => {
  const { begun, open } = opener(["B"]);
  await open(a);
  expect(begun).toEqual(["A"]);
  await open(b);
  expect(begun).toEqual(["A", "B", "C"]);
});

it("tells the trouble of a folder when its turn comes, and goes on with the next", async () => {
  const { begun, open } = opener([], ["B"]);
  await open(a);
  await expect(open(b)).rejects.toThrow("B");
  await open(c);
  expect(begun).toEqual(["A", "B", "C", "D"]);
});
