import { describe, expect, it } from "vitest";
import type { IndexLine } from "../../../../src/core/backup/index-line";
import { compareCounts } from "../../../../src/core/move-house/compare-counts";
import { heldThen } from "../../../../src/core/move-house/held-then";
import type { NewFolder } from "../../../../src/core/move-house/move";
import { nameLoss } from "../../../../src/core/move-house/name-loss";

const old = (names: string[], messages: number) => ({
  ...{ path: names.join("/"), names, messages, uidValidity: 1 },
});
const found = (path: string, messages: number | null): NewFolder => ({
  names: path.split("/"),
  messages,
});
const has = (olds: [string, number][], news: NewFolder[]) =>
  compareCounts(
    olds.map(([path, count]) => old(path.split("/"), count)),
    news,
  ).map((one) => one.has);

describe("the counts of two mailboxes", () => {
  it.each<[string, [string, number][], NewFolder[], (number | null)[]]>([
    ["the same place", [["Work", 20]], [found("Work", 20)], [20]],
    ["below a restored folder", [["Work", 20]], [found("Restored/Work", 20)], [20]],
    ["the fuller of both", [["Work", 20]], [found("Work", 12), found("Restored/Work", 12)], [12]],
    ["nowhere", [["Work", 20]], [found("INBOX", 20)], [0]],
    ["INBOX in any case", [["Inbox", 9]], [found("INBOX", 9)], [9]],
    ["folders inside the Inbox", [["INBOX/Work", 9]], [found("Work", 9)], [9]],
    ["not counted", [["Work", 20]], [found("Work", null)], [null]],
    [
      "not counted, but elsewhere",
      [["Work", 20]],
      [found("Work", null), found("R/Work", 20)],
      [20],
    ],
    [
      "a lower folder of the same name",
      [
        ["Old", 5],
        ["Work/Old", 7],
      ],
      [found("R/Work/Old", 7)],
      [0, 7],
    ],
  ])("finds a folder: %s", (_name, olds, news, expected) => {
    expect(has(olds, news)).toEqual(expected);
  });

  it("asks for no folder that was empty", () => {
    expect(has([["Empty", 0]], [])).toEqual([]);
  });
});

const at = 1000;
const msg = (n: number, uidValidity?: number) => ({ t: "msg", n, uidValidity }) as IndexLine;
const count = (lines: IndexLine[], uidValidity: number | null = 7) => {
  const taker = heldThen("f1", at, uidValidity);
  for (const line of lines) taker.take(line);
  return taker.count();
};
const gone = (n: number, when: number) => ({ t: "gone", n, at: when }) as IndexLine;
const ref = (of: number, when: number, uidValidity = 7) =>
  ({ t: "ref", of, at: when, uidValidity, folder: "f2" }) as IndexLine;

describe("what a folder of the backup held then", () => {
  it.each<[string, IndexLine[], number]>([
    ["what was there", [msg(1, 7), msg(2, 7)], 2],
    ["what went before", [msg(1, 7), gone(1, at)], 0],
    ["what a later run saw go", [msg(1, 7), gone(1, at + 1)], 1],
    ["mail of the mailbox that took its place", [msg(1, 7), msg(2, 8)], 1],
    ["a message of another folder", [ref(1, at)], 1],
    ["one that came from there later", [ref(1, at + 1)], 0],
    ["one under another numbering", [ref(1, at, 8)], 0],
  ])("counts %s", (_name, lines, expected) => {
    expect(count(lines)).toBe(expected);
  });

  it("counts everything where the numbering was not known", () => {
    expect(count([msg(1, 7), msg(2, 8)], null)).toBe(2);
  });
});

describe("the loss of an unannounced move", () => {
  const past = (rows: number, uidValidity: number | null = 7) => ({
    ...{ at, user: "ann", host: "old", folders: { INBOX: { rows, uidValidity } } },
  });
  const here = (rows: number, uidValidity: number | null) => [{ path: "INBOX", rows, uidValidity }];
  it.each([
    ["all in the backup", 30, 30, here(2, 8), { saved: 30, here: 0, lost: 0 }],
    ["some came after it", 35, 30, here(2, 8), { saved: 30, here: 0, lost: 5 }],
    ["no backup", 35, 0, here(2, 8), { saved: 0, here: 0, lost: 35 }],
    ["still listed", 35, 30, here(35, 7), { saved: 30, here: 5, lost: 0 }],
    ["partly dropped", 35, 0, here(15, 7), { saved: 0, here: 15, lost: 20 }],
    ["the folder is gone", 35, 30, [], { saved: 30, here: 0, lost: 5 }],
    ["more in the backup than known", 30, 40, here(2, 8), { saved: 30, here: 0, lost: 0 }],
  ])("%s", (_name, known, saved, now, expected) => {
    expect(nameLoss(past(known), new Map([["INBOX", saved]]), now)).toEqual([
      { path: "INBOX", known, ...expected },
    ]);
  });
});
