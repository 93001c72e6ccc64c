import { describe, expect, it } from "vitest";
import type { PopStateFact, Snapshot } from "../../../../src/core/checkup/snapshot";
import { coverOf } from "../../../../src/core/fix/cover";
import type { Receipt, SettingChange } from "../../../../src/core/fix/fix-plan";
import { planFix } from "../../../../src/core/fix/plan-fix";
import { planUndo } from "../../../../src/core/fix/plan-undo";
import { popRemovals } from "../../../../src/core/fix/pop-removals";
import { known, missing } from "../../../../src/core/part";
import {
  account,
  backup,
  census,
  daysAgo,
  folder,
  now,
  type Settings,
  withPop,
  withServer,
} from "../checkup/snapshots";
import { finding, refusalOf, written } from "./plans";

const popState = (facts: Partial<PopStateFact> = {}): PopStateFact => ({
  writtenAt: now,
  kept: [
    [daysAgo(1), 5],
    [daysAgo(20), 3],
    [daysAgo(200), 2],
  ],
  partial: 1,
  sample: [],
  ...facts,
});

const pop = (settings: Settings, parts: Partial<Snapshot> = {}) =>
  withPop(settings, {
    accounts: known([{ ...account("p", "pop3"), messages: known(10, now) }], now),
    popStates: known({ p: known(popState(), now) }, now),
    ...parts,
  });

const receipt = (changes: SettingChange[], facts: Partial<Receipt> = {}): Receipt => ({
  id: "r",
  finding: "f",
  check: "c",
  subject: "ann@example.nl",
  at: now,
  changes,
  undo: "guarded",
  ...facts,
});

const notCounted = () => missing("not-asked-yet");

const leaving: SettingChange[] = [
  { account: "p", setting: "daysOnServer", from: 7, to: 100 },
  { account: "p", setting: "deleteByAge", from: false, to: true },
  { account: "p", setting: "leaveOnServer", from: false, to: true },
];
const fixed: Settings = { daysOnServer: 100, deleteByAge: true };

describe("taking a fix back", () => {
  it("goes the same way back, and says how many messages leave the server", () => {
    const plan = planUndo(receipt(leaving), pop(fixed), notCounted);
    expect(written(plan.changes)).toEqual([
      "p leaveOnServer true>false",
      "p deleteByAge true>false",
      "p daysOnServer 100>7",
    ]);
    // All that is known there: also what the age rule would have left, and the one that is partial.
    expect(plan).toMatchObject({ undo: "guarded", cover: "none", removes: { value: 11 } });
  });

  it("counts by age as Thunderbird does, and what nobody counted is not known", () => {
    const change: SettingChange = { account: "p", setting: "daysOnServer", from: 14, to: 100 };
    const plan = planUndo(receipt([change]), pop(fixed), notCounted);
    expect(plan.removes).toMatchObject({ value: 5 });
    const retention: SettingChange = { account: "p", setting: "retainBy", from: 2, to: 1 };
    const unknown = planUndo(receipt([retention]), pop({ retainDays: 9 }), notCounted);
    expect(unknown.removes).toMatchObject({ ok: false, reason: { code: "not-asked-yet" } });
    const counted = planUndo(receipt([retention]), pop({ retainDays: 9 }), () => known(4, now));
    expect(counted.removes).toMatchObject({ value: 4 });
    const noState = pop(fixed, { popStates: missing("value-unreadable") });
    expect(planUndo(receipt([change]), noState, notCounted).removes?.ok).toBe(false);
  });

  it("is free of questions where nothing is deleted", () => {
    const change: SettingChange = { account: "p", setting: "junkPurge", from: true, to: false };
    const plan = planUndo(receipt([change], { undo: "safe" }), pop({}), notCounted);
    expect(plan).toMatchObject({ undo: "safe", removes: null, cover: null });
  });

  it("leaves alone what is as before, and stops where something else stands", () => {
    const half = planUndo(receipt(leaving), pop({ ...fixed, daysOnServer: 7 }), notCounted);
    expect(written(half.changes)).toEqual([
      "p leaveOnServer true>false",
      "p deleteByAge true>false",
    ]);
    const other = pop({ ...fixed, daysOnServer: 50 });
    expect(refusalOf(() => planUndo(receipt(leaving), other, notCounted))).toBe(
      "setting-changed-meanwhile",
    );
    const before = pop({ leaveOnServer: false });
    expect(refusalOf(() => planUndo(receipt(leaving), before, notCounted))).toBe("fix-not-needed");
    const done = receipt(leaving, { undoneAt: now });
    expect(refusalOf(() => planUndo(done, pop(fixed), notCounted))).toBe("fix-not-needed");
    const never = receipt(leaving, { undo: "none" });
    expect(refusalOf(() => planUndo(never, pop(fixed), notCounted))).toBe("bad-request");
  });

  it("takes back what is a folder's", () => {
    const changes: SettingChange[] = [
      { account: "i", folder: "A", setting: "keepOffline", from: false, to: true },
      { account: "i", folder: "B", setting: "retainBy", from: 2, to: 1 },
    ];
    const at = withServer(
      "imap",
      {},
      {
        folders: known(
          {
            i: known(
              [
                folder("A", 1),
                folder("B", 1, {
                  retention: known({ own: true, by: 1, days: 3, count: 0, starredToo: false }, now),
                }),
              ],
              now,
            ),
          },
          now,
        ),
      },
    );
    expect(written(planUndo(receipt(changes), at, notCounted).changes)).toEqual([
      "i/B retainBy 1>2",
      "i/A keepOffline true>false",
    ]);
    const gone = [{ ...changes[0], folder: "C" } as SettingChange];
    expect(refusalOf(() => planUndo(receipt(gone), at, notCounted))).toBe("folder-gone");
  });
});

describe("what the next check for mail removes", () => {
  const removed = (settings: Settings) => popRemovals(pop(settings), "p");
  it.each([
    [{}, 0],
    [{ deleteByAge: true, daysOnServer: 0 }, 0],
    [{ deleteByAge: true, daysOnServer: 14 }, 5],
    [{ deleteByAge: true, daysOnServer: 100 }, 2],
    [{ deleteByAge: true, daysOnServer: -1 }, 10],
    [{ leaveOnServer: false }, 11],
  ])("with %o: %i", (settings, count) => {
    expect(removed(settings)).toMatchObject({ ok: true, value: count });
  });

  it("is told before POP mail is fetched, with how far a backup covers it", () => {
    const stub = folder("Inbox", 9, {
      account: "p",
      census: known(census(9, { partial: 2, partialBytes: 500 }), now),
    });
    const at = pop(
      { deleteByAge: true, daysOnServer: 14 },
      { folders: known({ p: known([stub], now) }, now) },
    );
    const { plan, scopes } = planFix(finding("pop-partial-messages"), at);
    expect(plan).toMatchObject({
      changes: [],
      undo: "none",
      cover: "none",
      fetch: { messages: 2, bytes: 500, tooMuch: false, popRemoves: { value: 5 } },
    });
    expect(scopes).toEqual([{ account: "p", folders: ["Inbox"], pop: true }]);
  });
});

describe("a backup that covers a deletion", () => {
  const proved = { account: "p", endedAt: now - 3_600_000, messages: 11, expected: 11 };
  const cover = (facts: object, parts: Partial<Snapshot> = {}) =>
    coverOf(
      pop(
        {},
        {
          backups: known({ p: backup({ ...proved, oldestReading: now, ...facts }) }, now),
          ...parts,
        },
      ),
      ["p"],
    );
  it("is complete, of today, and holds what is here and what is on the server", () => {
    expect(cover({})).toBe("fresh");
  });
  it.each([
    { verdict: "incomplete" },
    { verdict: "unknown" },
    { endedAt: daysAgo(1) },
    { endedAt: now + 1000 },
    { oldestReading: null },
    { messages: 10, expected: 10 },
    { messages: 10, expected: 11 },
  ])("is none of today's with %o", (facts) => {
    expect(cover(facts)).toBe("stale");
  });
  it("is not relied on where nobody could count", () => {
    expect(cover({}, { accounts: missing("internal") })).toBe("stale");
    expect(cover({}, { popStates: missing("internal") })).toBe("stale");
    expect(cover({}, { backups: known({ p: null }, now) })).toBe("none");
    expect(coverOf(pop({}), [])).toBe("none");
  });
});
