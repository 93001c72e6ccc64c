import { describe, expect, it } from "vitest";
import { retentionDeletesOldMail } from "../../../../../src/core/checkup/checks/retention-deletes-old-mail";
import type {
  FolderFact,
  FolderRetention,
  Snapshot,
} from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import {
  folder,
  now,
  onlyFinding,
  outcomeOf,
  type Settings,
  snapshot,
  withServer,
} from "../snapshots";

const ruled = (path: string, rule: Partial<FolderRetention>) =>
  folder(path, 9, {
    retention: known({ own: true, by: 1, days: 0, count: 0, starredToo: false, ...rule }, now),
  });

const keeping = (settings: Settings, folders: FolderFact[] = []): Snapshot =>
  withServer("imap", settings, { folders: known({ i: known(folders, now) }, now) });

describe("the rule of an account", () => {
  it.each([
    [
      { retainBy: 2, retainDays: 90 },
      { kind: "age", days: 90, count: 90 },
    ],
    [
      { retainBy: 3, retainCount: 500 },
      { kind: "number", days: 0, count: 500 },
    ],
    [
      { retainBy: 2, retainDays: 0 },
      { kind: "everything", days: 0, count: 0 },
    ],
    [
      { retainBy: 3, retainCount: 0 },
      { kind: "everything", days: 0, count: 0 },
    ],
    [
      { retainBy: 2, retainDays: 0, retainCount: 500 },
      { kind: "everything", days: 0, count: 0 },
    ],
  ])("is found, critical: %j", (settings, values) => {
    expect(onlyFinding(retentionDeletesOldMail, keeping(settings))).toMatchObject({
      severity: "critical",
      action: "fix",
      subject: { accounts: ["i"], address: "ann@example.nl" },
      values: { ...values, address: "ann@example.nl", folders: "" },
    });
  });

  it.each(["pop3", "ews", "local"] as const)("is found for %s too", (type) => {
    const from = withServer(type, { retainBy: 2, retainDays: 90 });
    expect(onlyFinding(retentionDeletesOldMail, from).values.kind).toBe("age");
  });

  it("is silent where everything is kept, whatever the numbers beside it", () => {
    const from = keeping({ retainBy: 1, retainDays: 30, retainCount: -7 }, [folder("INBOX", 9)]);
    expect(outcomeOf(retentionDeletesOldMail, from).state).toBe("fine");
  });

  it.each<[string, Settings]>([
    ["an unknown rule", { retainBy: 0 }],
    ["an unknown rule", { retainBy: 4 }],
    ["no rule", { retainBy: undefined }],
    ["days below zero", { retainBy: 2, retainDays: -3 }],
    ["days that are no number", { retainBy: 2, retainDays: "90" }],
    ["no count", { retainBy: 3, retainCount: undefined }],
  ])("is not known for %s", (_what, settings) => {
    const outcome = outcomeOf(retentionDeletesOldMail, keeping(settings, [folder("INBOX", 9)]));
    expect([outcome.state, outcome.reason?.code]).toEqual(["unknown", "value-unreadable"]);
  });
});

describe("the rule of a folder", () => {
  it("is found, critical, with the folders that have one", () => {
    const from = keeping({}, [
      folder("INBOX", 9),
      ruled("News", { by: 2, days: 30 }),
      ruled("Lists", { by: 3, count: 100 }),
      ruled("Kept", { by: 1 }),
    ]);
    expect(onlyFinding(retentionDeletesOldMail, from)).toMatchObject({
      severity: "critical",
      subject: { accounts: ["i"], folders: ["News", "Lists"] },
      values: { kind: "folders", count: 2, folders: "News, Lists" },
    });
  });

  it("without a number takes everything, and the sentence names those folders only", () => {
    const from = keeping({ retainBy: 2, retainDays: 90 }, [
      ruled("News", { by: 2, days: 30 }),
      ruled("Old", { by: 2, days: 0 }),
    ]);
    expect(onlyFinding(retentionDeletesOldMail, from)).toMatchObject({
      subject: { folders: ["News", "Old"] },
      values: { kind: "folders-everything", count: 1, folders: "Old" },
    });
  });

  it("means nothing where the folder follows its account", () => {
    const from = keeping({}, [ruled("News", { own: false, by: 2, days: 0 })]);
    expect(outcomeOf(retentionDeletesOldMail, from).state).toBe("fine");
  });

  it("stands beside the account's own in one finding, and is news when it changes", () => {
    const print = (days: number) =>
      onlyFinding(
        retentionDeletesOldMail,
        keeping({ retainBy: 2, retainDays: 90 }, [ruled("News", { by: 2, days })]),
      ).fingerprint;
    expect(print(30)).toBe(print(30));
    expect(print(31)).not.toBe(print(30));
  });

  it.each<[string, Partial<FolderRetention>]>([
    ["an unknown rule", { by: 7 }],
    ["days below zero", { by: 2, days: -1 }],
    ["no word about whose rule it is", { own: undefined as never, by: 2, days: 3 }],
  ])("is not known for %s, and found in the folder beside it", (_what, rule) => {
    const { findings, notKnown } = outcomeOf(
      retentionDeletesOldMail,
      keeping({}, [ruled("News", rule), ruled("Old", { by: 2, days: 30 })]),
    );
    expect(findings.map(({ subject }) => subject.folders)).toEqual([["Old"]]);
    expect(notKnown).toMatchObject([
      { subject: { folders: ["News"] }, reason: { code: "value-unreadable" } },
    ]);
  });

  it("is not known where it was not read, and the account's own is found all the same", () => {
    const unread = folder("INBOX", 9, { retention: missing("folder-locked") });
    expect(outcomeOf(retentionDeletesOldMail, keeping({}, [unread])).reason?.code).toBe(
      "folder-locked",
    );
    const { findings, notKnown } = outcomeOf(
      retentionDeletesOldMail,
      keeping({ retainBy: 2, retainDays: 1 }, [unread]),
    );
    expect([findings.length, notKnown.length]).toEqual([1, 1]);
  });
});

it("is not known without the servers, or without the folders", () => {
  const blind = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(retentionDeletesOldMail, blind).reason?.code).toBe("experiment-absent");
  const half = withServer("imap", {}, { folders: missing("experiment-absent") });
  expect(outcomeOf(retentionDeletesOldMail, half).state).toBe("unknown");
});
