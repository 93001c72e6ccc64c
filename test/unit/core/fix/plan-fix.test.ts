import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../../src/core/checkup/snapshot";
import { planFix } from "../../../../src/core/fix/plan-fix";
import { planners } from "../../../../src/core/fix/planners";
import { known, missing } from "../../../../src/core/part";
import {
  account,
  census,
  folder,
  now,
  type Settings,
  server,
  snapshot,
  withPop,
  withServer,
} from "../checkup/snapshots";
import { finding, planOf, refusalOf, written } from "./plans";

/** check, settings that differ from harmless ones, what is written in which order, and how it is taken back. */
const popCases: [string, Settings, string[], string][] = [
  [
    "pop-imap-same-address",
    { leaveOnServer: false, deleteByAge: true, deleteFollowsLocal: true },
    ["p deleteFollowsLocal true>false", "p deleteByAge true>false", "p leaveOnServer false>true"],
    "guarded",
  ],
  [
    "pop-imap-same-address",
    { deleteFollowsLocal: true },
    ["p deleteFollowsLocal true>false"],
    "safe",
  ],
  [
    "pop-deletes-immediately",
    { leaveOnServer: false, deleteFollowsLocal: true },
    [
      "p deleteFollowsLocal true>false",
      "p daysOnServer 7>100",
      "p deleteByAge false>true",
      "p leaveOnServer false>true",
    ],
    "guarded",
  ],
  [
    "pop-deletes-immediately",
    { leaveOnServer: false, deleteByAge: true, daysOnServer: 365 },
    ["p leaveOnServer false>true"],
    "guarded",
  ],
  [
    "pop-short-retention",
    { deleteByAge: true, daysOnServer: 14 },
    ["p daysOnServer 14>100"],
    "guarded",
  ],
  ["pop-days-invalid", { deleteByAge: true, daysOnServer: -3 }, ["p daysOnServer -3>100"], "none"],
  [
    "pop-days-invalid",
    { deleteByAge: true, daysOnServer: 0 },
    ["p deleteByAge true>false"],
    "none",
  ],
  [
    "pop-delete-follows-local",
    { deleteFollowsLocal: true },
    ["p deleteFollowsLocal true>false"],
    "safe",
  ],
  ["pop-headers-only", { headersOnly: true }, ["p headersOnly true>false"], "safe"],
  ["pop-size-limit", { limitSize: true }, ["p limitSize true>false"], "safe"],
  [
    "pop-not-automatic",
    { fetchAutomatically: false, checkTimed: false, checkMinutes: 0 },
    ["p fetchAutomatically false>true", "p checkMinutes 0>10", "p checkTimed false>true"],
    "safe",
  ],
  [
    "pop-not-automatic",
    { checkTimed: false, checkMinutes: 5 },
    ["p checkTimed false>true"],
    "safe",
  ],
  ["empty-trash-on-exit", { emptyTrashOnExit: true }, ["p emptyTrashOnExit true>false"], "safe"],
  ["junk-auto-delete", { junkPurge: true }, ["p junkPurge true>false"], "safe"],
  ["duplicate-action", { duplicateAction: 1 }, ["p duplicateAction 1>0"], "safe"],
  ["retention-deletes-old-mail", { retainBy: 2, retainDays: 30 }, ["p retainBy 2>1"], "guarded"],
  ["retention-deletes-old-mail", { retainBy: 2, retainDays: 0 }, ["p retainBy 2>1"], "none"],
  ["retention-deletes-old-mail", { retainBy: 3, retainDays: 9 }, ["p retainBy 3>1"], "none"],
];

const imapCases: [string, Settings, string[], string][] = [
  ["imap-offline-age-limit", { maxAgeDays: 30 }, ["i maxAgeDays 30>-1"], "guarded"],
  ["imap-offline-size-limit", { limitSize: true }, ["i limitSize true>false"], "safe"],
  ["imap-instant-delete", { deleteModel: 2 }, ["i deleteModel 2>1"], "safe"],
  ["expunge-on-exit", { expungeOnExit: true }, ["i expungeOnExit true>false"], "safe"],
];

const withFolders = (settings: Settings, folders: ReturnType<typeof folder>[]): Snapshot =>
  withServer("imap", settings, { folders: known({ i: known(folders, now) }, now) });

describe("what a fix writes", () => {
  const pop = { folders: known({ p: known([], now) }, now) };
  it.each(popCases)("%s with %o", (check, settings, changes, undo) => {
    const plan = planOf(check, withPop(settings, pop));
    expect(written(plan.changes)).toEqual(changes);
    expect(plan).toMatchObject({ undo, fetch: null, removes: null, cover: null });
  });

  it.each(imapCases)("%s with %o", (check, settings, changes, undo) => {
    const plan = planOf(check, withFolders(settings, []), { accounts: ["i"] });
    expect(written(plan.changes)).toEqual(changes);
    expect(plan).toMatchObject({ undo, fetch: null, removes: null, cover: null });
  });

  it("keeps folders here, but not Trash and Junk, and counts what comes", () => {
    const without = { withoutBody: 4, withoutBodyBytes: 4000 };
    const plan = planOf(
      "imap-not-offline",
      withFolders({ keepOffline: false, autoSync: false }, [
        folder("INBOX", 10, { census: known(census(10, without), now) }),
        folder("Work", 5, { keepOffline: false, census: known(census(5, without), now) }),
        folder("New", 0, {
          keepOffline: false,
          everOpened: false,
          server: known({ messages: 7 }, now),
        }),
        folder("Trash", 9, {
          role: "trash",
          keepOffline: false,
          census: known(census(9, without), now),
        }),
      ]),
      { accounts: ["i"] },
    );
    expect(written(plan.changes)).toEqual([
      "i keepOffline false>true",
      "i autoSync false>true",
      "i/Work keepOffline false>true",
      "i/New keepOffline false>true",
    ]);
    expect(plan.fetch).toEqual({ messages: 15, bytes: 8000, tooMuch: false, popRemoves: null });
    expect(plan.undo).toBe("safe");
  });

  it("changes only the folder that a finding is about", () => {
    const own = (by: number) => known({ own: true, by, days: 9, count: 0, starredToo: false }, now);
    const folders = [folder("A", 1, { retention: own(2) }), folder("B", 1, { retention: own(2) })];
    const at = withFolders({ retainBy: 3, retainCount: 5 }, folders);
    const plan = (subject: object) =>
      written(planOf("retention-deletes-old-mail", at, { accounts: ["i"], ...subject }).changes);
    expect(plan({ folder: "B" })).toEqual(["i/B retainBy 2>1"]);
    expect(plan({})).toEqual(["i retainBy 3>1", "i/A retainBy 2>1", "i/B retainBy 2>1"]);
  });

  it("gives accounts on one mailbox the longest of their times, and a hundred days at least", () => {
    const both = (p: Settings, q: Settings) =>
      snapshot({
        accounts: known([account("p", "pop3"), account("q", "pop3")], now),
        servers: known(
          { p: known(server("p", "pop3", p), now), q: known(server("q", "pop3", q), now) },
          now,
        ),
      });
    const changes = (p: Settings, q: Settings) =>
      written(planOf("pop-two-accounts-one-mailbox", both(p, q), { accounts: ["p", "q"] }).changes);
    const days = (daysOnServer: number) => ({ deleteByAge: true, daysOnServer });
    expect(changes(days(14), days(200))).toEqual(["p daysOnServer 14>200"]);
    expect(changes(days(14), {})).toEqual(["p deleteByAge true>false"]);
    expect(changes(days(120), { leaveOnServer: false })).toEqual([
      "q daysOnServer 7>120",
      "q deleteByAge false>true",
      "q leaveOnServer false>true",
    ]);
    // Equally long is not yet long enough.
    expect(changes(days(14), days(60))).toEqual(["p daysOnServer 14>100", "q daysOnServer 60>100"]);
    expect(changes(days(14), days(14))).toEqual(["p daysOnServer 14>100", "q daysOnServer 14>100"]);
    expect(refusalOf(() => changes(days(120), days(120)))).toBe("fix-not-needed");
  });
});

describe("what stops a fix", () => {
  it.each(Object.keys(planners))("has nothing to do where all is well: %s", (check) => {
    const fine = withPop({}, { folders: known({ p: known([], now) }, now) });
    expect(refusalOf(() => planOf(check, fine))).toBe("fix-not-needed");
  });

  it("knows no fix for another check", () => {
    expect(refusalOf(() => planOf("constructor", withPop({})))).toBe("bad-request");
    const asked = { ...finding("pop-delete-follows-local"), action: "answer" as const };
    const bad = withPop({ deleteFollowsLocal: true });
    expect(refusalOf(() => planFix(asked, bad))).toBe("bad-request");
  });

  it("takes no account out of marking: Thunderbird would wipe what is marked", () => {
    const marks = withFolders({ deleteModel: 0 }, []);
    const subject = { accounts: ["i"] };
    expect(refusalOf(() => planOf("imap-instant-delete", marks, subject))).toBe("fix-not-needed");
  });

  it("respects a lock, and says which preference", () => {
    const locked = server("p", "pop3", { junkPurge: true }, { locked: ["junkPurge"] });
    const at = withPop({}, { servers: known({ p: known(locked, now) }, now) });
    expect(() => planOf("junk-auto-delete", at)).toThrow(
      expect.objectContaining({
        reason: { code: "setting-locked", values: { setting: "purgeSpam" } },
      }),
    );
  });

  it("plans nothing upon nonsense, or upon what could not be read", () => {
    const nonsense = withPop({ leaveOnServer: false, deleteByAge: "yes" });
    expect(refusalOf(() => planOf("pop-deletes-immediately", nonsense))).toBe("value-unreadable");
    const gone = withPop({}, { servers: known({ p: missing("account-gone") }, now) });
    expect(refusalOf(() => planOf("junk-auto-delete", gone))).toBe("account-gone");
  });

  it("begins no fetching that nobody could count, and says when it is too much", () => {
    const uncounted = withFolders({ limitSize: true }, [
      folder("INBOX", 10, { census: missing("not-asked-yet") }),
    ]);
    const subject = { accounts: ["i"] };
    expect(refusalOf(() => planOf("imap-offline-size-limit", uncounted, subject))).toBe(
      "not-asked-yet",
    );
    const big = { withoutBody: 1, withoutBodyBytes: 60e9 };
    const huge = withFolders({ limitSize: true }, [
      folder("INBOX", 10, { census: known(census(10, big), now) }),
    ]);
    expect(planOf("imap-offline-size-limit", huge, subject).fetch?.tooMuch).toBe(true);
  });
});
