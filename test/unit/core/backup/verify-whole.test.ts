import { expect, it } from "vitest";
import { isWhole } from "../../../../src/core/backup/verify-reading";
import { makeBackup, readAll } from "./memory-backup";

it("finds nothing in a whole backup", async () => {
  const { files } = await makeBackup();
  const { reading, right } = await readAll(files);
  expect(reading).toEqual({
    messages: 25,
    whole: 25,
    hitCount: 0,
    hits: [],
    damages: [],
    notes: [],
  });
  expect(isWhole(reading)).toBe(true);
  expect([...right].sort()).toEqual([
    "All.mbox",
    "Inbox.mbox",
    "Inbox.sbd/Work.mbox",
    "Inbox~2.mbox",
  ]);
});
