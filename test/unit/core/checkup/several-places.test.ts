import { describe, expect, it } from "vitest";
import { isProvedLately, lackOf } from "../../../../src/core/checkup/backup-state";
import { backupMissingOrStale } from "../../../../src/core/checkup/checks/backup-missing-or-stale";
import { imapHiddenFolders } from "../../../../src/core/checkup/checks/imap-hidden-folders";
import { provedBackup } from "../../../../src/core/checkup/proved-backup";
import type { BackupFact } from "../../../../src/core/checkup/snapshot";
import { coverOf } from "../../../../src/core/fix/cover";
import { known, missing } from "../../../../src/core/part";
import {
  account,
  backup,
  daysAgo,
  hidden,
  now,
  onlyFinding,
  outcomeOf,
  snapshot,
} from "./snapshots";

const ann = { ...account("i", "imap"), messages: known(100, now) };
const held = { messages: 100, expected: 100, oldestReading: now };
const good = (days: number, facts: Partial<BackupFact> = {}) =>
  backup({ ...held, endedAt: daysAgo(days), ...facts });
const cut = good(1, { verdict: "incomplete", messages: 7 });
const here = good(1, { onProfileDisk: known(true, now) });
const in2 = (latest: BackupFact, other: BackupFact): BackupFact => ({
  ...latest,
  elsewhere: [other],
});
const facts = (latest: BackupFact) => known({ i: latest }, now);

describe("an account with backups in two places", () => {
  it("lacks nothing as long as one of them is good, whichever was made last", () => {
    for (const both of [in2(cut, good(3)), in2(good(1), good(9, { verdict: "incomplete" }))]) {
      const { lack, backup: best } = lackOf(both, ann, now, 30);
      expect([lack, best?.verdict]).toEqual([null, "complete"]);
      const from = snapshot({ accounts: known([ann], now), backups: facts(both) });
      expect(outcomeOf(backupMissingOrStale, from).state).toBe("fine");
    }
  });

  it("is told of the lesser lack where both have one, with that backup's own numbers", () => {
    const { lack } = lackOf(in2(cut, good(40)), ann, now, 30);
    expect([lack?.kind, lack?.values.days]).toEqual(["old", 40]);
    expect(lackOf(in2(here, good(40)), ann, now, 30).lack?.kind).toBe("old");
    expect(lackOf(in2(good(50), good(40)), ann, now, 30).lack?.values.days).toBe(40);
  });

  it("is not called well by the one whose disk could not be seen, where the other was seen", () => {
    const unseen = good(1, { onProfileDisk: missing("backup-folder-missing") });
    expect(lackOf(in2(unseen, good(2)), ann, now, 30)).toMatchObject({ lack: null, unseen: null });
    expect(lackOf(unseen, ann, now, 30).unseen?.code).toBe("backup-folder-missing");
  });

  it("is proved up to the latest backup that is complete, read back and on another disk", () => {
    const until = (both: BackupFact) => {
      const proof = provedBackup("i", facts(both));
      return proof.ok ? proof.value.until : proof.reason.code;
    };
    expect(until(in2(here, good(3)))).toBe(daysAgo(3));
    expect(until(in2(good(2), good(3)))).toBe(daysAgo(2));
    expect(until(in2(cut, here))).toBe(Number.NEGATIVE_INFINITY);
    const unseen = good(1, { onProfileDisk: missing("backup-folder-missing") });
    expect(until(in2(unseen, good(3)))).toBe(daysAgo(3));
    expect(until(in2(cut, unseen))).toBe("backup-folder-missing");
  });

  it("is covered and proved lately by any of them, and by none that is nonsense", () => {
    const cover = (both: BackupFact) =>
      coverOf(snapshot({ accounts: known([ann], now), backups: facts(both) }), ["i"]);
    expect(cover(in2(cut, good(0)))).toBe("fresh");
    expect(cover(in2(cut, good(2)))).toBe("stale");
    expect(isProvedLately(facts(in2(cut, good(2))), ann, now, 30)).toBe(true);
    const nonsense = { ...good(0), messages: -1 };
    expect(cover(in2(cut, nonsense))).toBe("stale");
    expect(isProvedLately(facts(in2(cut, nonsense)), ann, now, 30)).toBe(false);
    expect(isProvedLately(facts({ ...cut, elsewhere: 7 as never }), ann, now, 30)).toBe(false);
  });

  it("has its hidden folders saved where one place holds them all", () => {
    const severity = (both: BackupFact) =>
      onlyFinding(
        imapHiddenFolders,
        snapshot({
          accounts: known([ann], now),
          hidden: known({ i: known([hidden("Old", 4), hidden("Work", 2)], now) }, now),
          backups: facts(both),
        }),
      ).severity;
    const one = { folders: ["Old"] };
    expect(severity(in2(good(1, one), good(2, { folders: ["Old", "Work"] })))).toBe("medium");
    expect(severity(in2(good(1, one), good(2, { folders: ["Work"] })))).toBe("high");
  });
});

it("a backup on the mail's own disk stays the same finding, however often it is made", () => {
  const fact = (days: number) =>
    lackOf(good(days, { onProfileDisk: known(true, now) }), ann, now, 30).lack?.facts;
  expect(fact(1)).toEqual(fact(2));
});
