import { describe, expect, it } from "vitest";
import { popLeavingSoon } from "../../../../../src/core/checkup/checks/pop-leaving-soon";
import type { BackupFact, PopStateFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { known, missing, type Part } from "../../../../../src/core/part";
import {
  backup,
  daysAgo,
  now,
  onlyFinding,
  outcomeOf,
  popState,
  type Settings,
  withPop,
} from "../snapshots";

/** One message a day is on the server since twenty days. */
const daily = Array.from({ length: 20 }, (_, day): [number, number] => [daysAgo(20 - day), 1]);

const leaves14: Settings = { deleteByAge: true, daysOnServer: 14 };

const from = (
  last: BackupFact | null | undefined,
  settings: Settings = leaves14,
  state: Part<PopStateFact> = known(popState({ kept: daily }), now),
): Snapshot =>
  withPop(settings, {
    popStates: known({ p: state }, now),
    backups: known({ p: last as BackupFact | null }, now),
  });

it("is found, medium, with what leaves within a week and is in no backup", () => {
  // Fetched 20 to 7 days ago: those of 14 days and more leave at the next check.
  expect(onlyFinding(popLeavingSoon, from(null))).toMatchObject({
    severity: "medium",
    action: "backup",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { address: "ann@example.nl", count: 14, days: 7 },
  });
});

it("counts only what came after the backup", () => {
  const last = backup({ endedAt: daysAgo(10), oldestReading: daysAgo(10) });
  expect(onlyFinding(popLeavingSoon, from(last)).values.count).toBe(3);
});

it("follows the user's window", () => {
  const wide = {
    ...from(null),
    thresholds: { ...defaultThresholds, leavingDays: 12 },
  };
  expect(onlyFinding(popLeavingSoon, wide).values).toMatchObject({ count: 19, days: 12 });
});

it("stays the same finding while messages leave day by day", () => {
  const fewer = known(popState({ kept: daily.slice(5) }), now);
  const one = onlyFinding(popLeavingSoon, from(null));
  const other = onlyFinding(popLeavingSoon, from(null, leaves14, fewer));
  expect(one.values.count).not.toBe(other.values.count);
  expect(one.fingerprint).toBe(other.fingerprint);
});

describe("a backup that proves nothing", () => {
  it.each<[string, Partial<BackupFact>]>([
    ["is incomplete", { verdict: "incomplete" }],
    ["lacks messages", { messages: 199 }],
    ["was not read back", { oldestReading: null }],
    ["is on the disk of the mail itself", { onProfileDisk: known(true, now) }],
  ])("does not count: one that %s", (_how, facts) => {
    const last = backup({ endedAt: daysAgo(0), ...facts });
    expect(onlyFinding(popLeavingSoon, from(last)).values.count).toBe(14);
  });

  it("does not count where no backup folder was ever chosen", () => {
    const none = { ...from(null), backups: missing("no-backup-folder") };
    expect(onlyFinding(popLeavingSoon, none).values.count).toBe(14);
  });
});

it("asks the backup of the account that receives the mail, and names it for the button", () => {
  const deferred = from(null, { ...leaves14, deferredTo: "l" });
  const saved = { p: null, l: backup({ endedAt: daysAgo(0) }) };
  const unsaved = { p: backup({ endedAt: daysAgo(0) }), l: null };
  const found = onlyFinding(popLeavingSoon, { ...deferred, backups: known(unsaved, now) });
  expect(found.subject.accounts).toEqual(["p", "l"]);
  const fine = outcomeOf(popLeavingSoon, { ...deferred, backups: known(saved, now) });
  expect(fine.state).toBe("fine");
});

describe("it is silent", () => {
  it.each<[string, Snapshot]>([
    ["where a proved backup holds it all", from(backup({ endedAt: daysAgo(6.5) }))],
    ["where the days are not over soon", from(null, { ...leaves14, daysOnServer: 100 })],
    ["where mail stays for ever", from(null, { deleteByAge: false, daysOnServer: 1 })],
    ["where the number 0 means for ever", from(null, { ...leaves14, daysOnServer: 0 })],
    ["where nothing is left at all", from(null, { ...leaves14, leaveOnServer: false })],
    ["where the server has nothing", from(null, leaves14, known(popState(), now))],
  ])("%s", (_where, snapshot) => {
    expect(outcomeOf(popLeavingSoon, snapshot).state).toBe("fine");
  });
});

describe("it is not known", () => {
  const broken = (kept: unknown) => known(popState({ kept: kept as never }), now);
  it.each<[string, Snapshot, string]>([
    ["what is on the server", from(null, leaves14, missing("not-asked-yet")), "not-asked-yet"],
    ["when it came", from(null, leaves14, broken([[Number.NaN, 1]])), "value-unreadable"],
    ["how many there are", from(null, leaves14, broken([[0, -1]])), "value-unreadable"],
    ["what the list is", from(null, leaves14, broken("many")), "value-unreadable"],
    ["what the backup holds", from(undefined), "value-unreadable"],
    [
      "on which disk the backup is",
      from(backup({ onProfileDisk: missing("backup-folder-missing") })),
      "backup-folder-missing",
    ],
    [
      "what any backup holds",
      { ...from(null), backups: missing("backup-folder-missing") },
      "backup-folder-missing",
    ],
    ["how long mail stays", from(null, { ...leaves14, daysOnServer: "14" }), "value-unreadable"],
  ])("%s", (_what, snapshot, code) => {
    const outcome = outcomeOf(popLeavingSoon, snapshot);
    expect([outcome.state, outcome.reason?.code]).toEqual(["unknown", code]);
  });
});
