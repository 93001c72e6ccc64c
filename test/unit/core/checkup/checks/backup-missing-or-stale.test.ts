import { describe, expect, it } from "vitest";
import { backupMissingOrStale } from "../../../../../src/core/checkup/checks/backup-missing-or-stale";
import type { AccountFact, BackupFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { known, missing } from "../../../../../src/core/part";
import { account, backup, daysAgo, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const saved = (
  last: BackupFact | null,
  of: AccountFact = account("i", "imap"),
  parts: Partial<Snapshot> = {},
): Snapshot =>
  snapshot({ accounts: known([of], now), backups: known({ [of.id]: last }, now), ...parts });

const counting = (type: string, messages: number) => ({
  ...account("i", type),
  messages: known(messages, now),
});

describe("an account without any backup", () => {
  it("is found, high", () => {
    expect(onlyFinding(backupMissingOrStale, saved(null))).toMatchObject({
      severity: "high",
      subject: { accounts: ["i"], address: "ann@example.nl" },
      values: { kind: "never", address: "ann@example.nl", messages: 0, count: 0 },
    });
  });

  it("is found for each account where no folder was ever chosen", () => {
    const accounts = known([account("i", "imap"), account("p", "pop3")], now);
    const from = snapshot({ accounts, backups: missing("no-backup-folder") });
    const { findings } = outcomeOf(backupMissingOrStale, from);
    expect(findings.map(({ values }) => values.kind)).toEqual(["never", "never"]);
  });

  it("is found for Local Folders with mail, under the name Thunderbird shows", () => {
    const local = { ...account("l", "local", ""), messages: known(40, now) };
    const { subject, values } = onlyFinding(backupMissingOrStale, saved(null, local));
    expect([subject.address, values.address]).toEqual([undefined, "Mail of l"]);
  });

  it.each([
    ["local", 0],
    ["pop3", 0],
  ])("is silent where a %s account has no mail", (type, messages) => {
    expect(outcomeOf(backupMissingOrStale, saved(null, counting(type, messages))).state).toBe(
      "fine",
    );
  });

  it("is not silent where an IMAP account lists nothing: its mail is on the server", () => {
    const from = saved(null, counting("imap", 0));
    expect(onlyFinding(backupMissingOrStale, from).values.kind).toBe("never");
  });

  it("is found for a POP account with mail", () => {
    const from = saved(null, counting("pop3", 40));
    expect(onlyFinding(backupMissingOrStale, from).values.kind).toBe("never");
  });

  it("is not known for Local Folders that nobody counted", () => {
    const outcome = outcomeOf(backupMissingOrStale, saved(null, account("l", "local", "")));
    expect(outcome.reason?.code).toBe("value-unreadable");
  });
});

describe("a backup that would disappoint", () => {
  it.each<[string, string, Partial<BackupFact>, object]>([
    ["incomplete", "high", { verdict: "incomplete", messages: 190 }, { count: 10, messages: 190 }],
    ["incomplete", "high", { messages: 199 }, { count: 1, expected: 200 }],
    ["incomplete", "high", { verdict: "incomplete" }, { count: 0 }],
    ["unproved", "high", { verdict: "unknown" }, { count: 200 }],
    ["unproved", "high", { oldestReading: null }, { count: 200 }],
    ["same-disk", "high", { onProfileDisk: known(true, now) }, { count: 200 }],
    ["old", "medium", { endedAt: daysAgo(31), oldestReading: daysAgo(2) }, { count: 31, days: 31 }],
    ["unread", "medium", { oldestReading: daysAgo(40) }, { count: 40, days: 40 }],
  ])("is found, %s: %s for %j", (kind, severity, facts, values) => {
    expect(onlyFinding(backupMissingOrStale, saved(backup(facts)))).toMatchObject({
      severity,
      values: { kind, ...values },
    });
  });

  it.each([
    [219, "fine"],
    [220, "found"],
  ])("is found where much came in since: %i messages for 200 is %s", (messages, state) => {
    const from = saved(backup(), counting("imap", messages));
    expect(outcomeOf(backupMissingOrStale, from).state).toBe(state);
  });

  it("needs a tenth of a large account to call it much", () => {
    const large = backup({ messages: 10_000, expected: 10_000 });
    const at = (messages: number) =>
      outcomeOf(backupMissingOrStale, saved(large, counting("imap", messages)));
    expect(at(10_999).state).toBe("fine");
    expect(at(11_000).findings[0]?.values).toMatchObject({ kind: "changed", count: 1000 });
  });

  it("says the most serious thing where several are wrong", () => {
    const all = backup({ verdict: "incomplete", endedAt: daysAgo(400), oldestReading: null });
    expect(onlyFinding(backupMissingOrStale, saved(all)).values.kind).toBe("incomplete");
  });

  it("follows the user's limit of days", () => {
    const from = saved(backup({ endedAt: daysAgo(9), oldestReading: daysAgo(9) }));
    const strict = { ...from, thresholds: { ...defaultThresholds, popDays: 30, backupDays: 7 } };
    expect(outcomeOf(backupMissingOrStale, from).state).toBe("fine");
    expect(onlyFinding(backupMissingOrStale, strict).values.kind).toBe("old");
  });

  it("is no news because a day went by, and is after another run", () => {
    const print = (days: number, takenAt = now) => {
      const from = saved(backup({ endedAt: daysAgo(days), oldestReading: now }));
      return onlyFinding(backupMissingOrStale, { ...from, takenAt }).fingerprint;
    };
    expect(print(40, now + 24 * 60 * 60 * 1000)).toBe(print(40));
    expect(print(39)).not.toBe(print(40));
  });
});

describe("nothing is found", () => {
  it("for a fresh, complete, proved backup elsewhere", () => {
    expect(outcomeOf(backupMissingOrStale, saved(backup())).state).toBe("fine");
  });

  it("for an empty account: there is no file that could be read", () => {
    const empty = backup({ messages: 0, expected: 0, oldestReading: null });
    expect(outcomeOf(backupMissingOrStale, saved(empty)).state).toBe("fine");
  });

  it.each(["rss", "nntp"])("for %s", (type) => {
    expect(outcomeOf(backupMissingOrStale, saved(null, account("n", type))).state).toBe("fine");
  });

  it("for an account that the user leaves out", () => {
    const from = saved(null, account("i", "imap"), { notBackedUp: ["i"] });
    expect(outcomeOf(backupMissingOrStale, from).state).toBe("fine");
  });

  it("for a computer whose clock was put back", () => {
    const from = saved(backup({ endedAt: daysAgo(-90), oldestReading: daysAgo(-90) }));
    expect(outcomeOf(backupMissingOrStale, from).state).toBe("fine");
  });
});

describe("it is not known", () => {
  it("where the backup folder is away or nothing can be read", () => {
    const from = saved(null, account("i", "imap"), { backups: missing("backup-folder-missing") });
    const outcome = outcomeOf(backupMissingOrStale, from);
    expect(outcome.state).toBe("unknown");
    expect(outcome.notKnown[0]).toMatchObject({
      subject: { accounts: ["i"] },
      reason: { code: "backup-folder-missing" },
    });
  });

  it("where the disk of an otherwise good backup is not known", () => {
    const from = saved(backup({ onProfileDisk: missing("disk-read-failed") }));
    expect(outcomeOf(backupMissingOrStale, from).reason?.code).toBe("disk-read-failed");
  });

  it.each([missing("folder-locked"), known(Number.NaN, now)])(
    "where nobody can tell how much came in since: %j",
    (messages) => {
      const blind = { ...account("i", "imap"), messages };
      expect(outcomeOf(backupMissingOrStale, saved(backup(), blind)).state).toBe("unknown");
      const old = backup({ endedAt: daysAgo(90) });
      const { findings, notKnown } = outcomeOf(backupMissingOrStale, saved(old, blind));
      expect([findings[0]?.values.kind, notKnown.length]).toEqual(["old", 1]);
    },
  );

  it.each(["ews", "extension:graph"])("for an account of type %s", (type) => {
    const { state, reason } = outcomeOf(backupMissingOrStale, saved(null, account("e", type)));
    expect([state, reason]).toEqual([
      "unknown",
      { code: "account-type-unknown", values: { type } },
    ]);
  });

  it.each<[string, object | undefined]>([
    ["is not listed", undefined],
    ["ended at no time", { endedAt: Number.NaN }],
    ["counts nonsense", { messages: "200" }],
    ["has a verdict of its own", { verdict: "fine" }],
  ])("where the backup %s", (_what, facts) => {
    const last = facts && ({ ...backup(), ...facts } as BackupFact);
    const outcome = outcomeOf(backupMissingOrStale, saved(last as BackupFact));
    expect(outcome.reason?.code).toBe("value-unreadable");
  });
});
