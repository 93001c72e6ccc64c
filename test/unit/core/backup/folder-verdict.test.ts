import { describe, expect, it } from "vitest";
import {
  judgePass,
  localVerdict,
  looksDifferent,
  serverVerdict,
} from "../../../../src/core/backup/folder-verdict";
import { reason } from "../../../../src/core/reason";

const server = { messages: 10, uidNext: 50 };
const all = { rows: 10, bodies: 10, saved: 10, altered: 0 };

describe("judgePass", () => {
  it.each([
    ["complete", server, server, all],
    [
      "complete",
      { messages: 0, uidNext: 1 },
      { messages: 0, uidNext: 1 },
      { ...all, rows: 0, saved: 0 },
    ],
    ["complete", { ...server, uidNext: null }, { ...server, uidNext: null }, all],
    ["incomplete", server, server, { ...all, saved: 9 }],
    ["incomplete", server, server, { ...all, saved: 9, bodies: 9 }],
    ["changing", server, { messages: 11, uidNext: 51 }, all],
    ["changing", server, { messages: 10, uidNext: 51 }, all],
    ["changing", { ...server, uidNext: null }, server, all],
    ["changing", server, server, { ...all, rows: 9, saved: 9 }],
    ["changing", server, server, { ...all, rows: 11, saved: 11 }],
  ] as const)(
    "says %s where the server said %j and then %j, for %j",
    (result, before, after, counts) => {
      expect(judgePass(before, after, counts)).toBe(result);
    },
  );
});

describe("looksDifferent", () => {
  it.each([
    [false, server, 10, 49],
    [true, server, 10, 50],
    [true, server, 10, 99],
    [false, { messages: 10, uidNext: null }, 10, 99],
    [false, server, 10, null],
    [false, { messages: 5, uidNext: 50 }, 10, 49],
    [true, { messages: 4, uidNext: 50 }, 10, 49],
    [true, { messages: 0, uidNext: 50 }, 1, 49],
    [false, { messages: 0, uidNext: 1 }, 0, null],
    [false, { messages: 0, uidNext: 1 }, 0, 99],
  ])(
    "is %s for a server with %j, %d rows and the UID %d here",
    (different, count, rows, highestUid) => {
      expect(looksDifferent(count, { rows, highestUid })).toBe(different);
    },
  );
});

describe("a verdict", () => {
  it("without a server speaks of what is on this computer", () => {
    expect(localVerdict(all, 5)).toEqual({ state: "complete", at: 5, server: null, ...all });
    expect(localVerdict({ ...all, saved: 9 }, 5).state).toBe("incomplete");
  });

  it("is complete only where a pass proved it, a server counted and nothing stands against it", () => {
    expect(serverVerdict("complete", server, all, 5)).toEqual({
      state: "complete",
      at: 5,
      server: 10,
      ...all,
    });
    expect(serverVerdict("incomplete", server, all, 5).state).toBe("incomplete");
    expect(serverVerdict("changing", server, all, 5).state).toBe("incomplete");
    expect(serverVerdict("complete", null, all, 5)).toMatchObject({
      state: "incomplete",
      server: null,
    });
    const why = reason("offline");
    expect(serverVerdict("complete", server, all, 5, why)).toMatchObject({
      state: "incomplete",
      reason: why,
    });
  });
});
