import { expect, it } from "vitest";
import { imapNotOffline } from "../../../../../src/core/checkup/checks/imap-not-offline";
import type { FolderFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import {
  account,
  backup,
  daysAgo,
  folder,
  now,
  onlyFinding,
  outcomeOf,
  type Settings,
  server,
  snapshot,
  withServer,
} from "../snapshots";

const loose = (path: string, rows: number, facts: Partial<FolderFact> = {}) =>
  folder(path, rows, { keepOffline: false, ...facts });

const withFolders = (folders: FolderFact[], settings: Settings = {}, parts = {}): Snapshot =>
  withServer("imap", settings, { folders: known({ i: known(folders, now) }, now), ...parts });

const inbox = folder("INBOX", 20);

it("is found, high, for folders with mail that are not kept here", () => {
  const from = withFolders([inbox, loose("Work", 30), loose("Old", 12), loose("Empty", 0)]);
  expect(onlyFinding(imapNotOffline, from)).toMatchObject({
    severity: "high",
    action: "fix",
    subject: { accounts: ["i"], address: "ann@example.nl", folders: ["Work", "Old", "Empty"] },
    values: { kind: "folders", count: 3, messages: 42, folders: "Work, Old, Empty" },
  });
});

it("counts by the server where it was asked", () => {
  const never = { everOpened: false, server: known({ messages: 90 }, now) };
  const from = withFolders([inbox, loose("Work", 0, never)]);
  expect(onlyFinding(imapNotOffline, from).values.messages).toBe(90);
});

it.each([
  ["a proved backup", "medium", backup()],
  ["one on the profile's disk", "medium", backup({ onProfileDisk: known(true, now) })],
  ["an old one", "high", backup({ endedAt: daysAgo(90) })],
  ["an incomplete one", "high", backup({ verdict: "incomplete" })],
  ["none", "high", null],
])("with %s it is %s", (_what, severity, last) => {
  const parts = { backups: known({ i: last }, now) };
  const from = withFolders([inbox, loose("Work", 3)], {}, parts);
  expect(onlyFinding(imapNotOffline, from).severity).toBe(severity);
});

it("is high where the backups cannot be seen", () => {
  const parts = { backups: missing("backup-folder-missing") };
  const from = withFolders([inbox, loose("Work", 3)], {}, parts);
  expect(onlyFinding(imapNotOffline, from).severity).toBe("high");
});

it("is found where content comes only when a message is opened", () => {
  const { severity, subject, values } = onlyFinding(
    imapNotOffline,
    withFolders([inbox], { autoSync: false }),
  );
  expect([severity, values.kind, subject.folders]).toEqual(["high", "on-opening", undefined]);
});

it("is low where only folders to come are not kept", () => {
  const from = withFolders([inbox], { keepOffline: false });
  const { severity, values } = onlyFinding(imapNotOffline, from);
  expect([severity, values.kind]).toEqual(["low", "new-folders"]);
});

it("is no news when a message comes in, and is when a folder joins", () => {
  const print = (...folders: FolderFact[]) =>
    onlyFinding(imapNotOffline, withFolders(folders)).fingerprint;
  expect(print(loose("A", 3))).toBe(print(loose("A", 2)));
  expect(print(loose("A", 2), loose("B", 1))).not.toBe(print(loose("A", 2)));
});

it("is silent where everything is kept, save what is thrown away and what is empty", () => {
  const from = withFolders([
    inbox,
    loose("Trash", 9, { role: "trash" }),
    loose("Spam", 400, { role: "junk" }),
    loose("Empty", 0),
  ]);
  expect(outcomeOf(imapNotOffline, from).state).toBe("fine");
});

it("is not known for a folder that was never opened, as long as the server was not asked", () => {
  const unasked = { everOpened: false, server: missing("not-asked-yet") };
  const { state, notKnown } = outcomeOf(
    imapNotOffline,
    withFolders([inbox, loose("Old", 0, unasked)]),
  );
  expect(state).toBe("unknown");
  expect(notKnown).toMatchObject([
    { subject: { folders: ["Old"] }, reason: { code: "not-asked-yet" } },
  ]);
});

it("is not known without the folders, and found all the same where the setting alone says it", () => {
  const parts = { folders: missing("experiment-absent") };
  expect(outcomeOf(imapNotOffline, withServer("imap", {}, parts)).reason?.code).toBe(
    "experiment-absent",
  );
  const { findings, notKnown } = outcomeOf(
    imapNotOffline,
    withServer("imap", { autoSync: false }, parts),
  );
  expect([findings.length, notKnown.length]).toEqual([1, 1]);
});

it.each([
  ["the account's setting", withFolders([inbox], { keepOffline: "yes" })],
  ["a folder's", withFolders([inbox, loose("Work", 3, { keepOffline: 0 as never })])],
  ["a folder's count", withFolders([inbox, loose("Work", -3, { server: null })])],
])("is not known where %s is nonsense", (_what, from) => {
  expect(outcomeOf(imapNotOffline, from).reason?.code).toBe("value-unreadable");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const from = snapshot({
    accounts: known([account("i", "imap"), account("j", "imap", "bob@example.nl")], now),
    servers: known({ i: missing("account-gone"), j: known(server("j", "imap"), now) }, now),
    folders: known({ j: known([loose("Work", 3)], now) }, now),
  });
  const { findings, notKnown } = outcomeOf(imapNotOffline, from);
  expect(findings.map(({ subject }) => subject.accounts)).toEqual([["j"]]);
  expect(notKnown.map(({ subject }) => subject.accounts)).toEqual([["i"]]);
});

it("leaves POP and Exchange alone", () => {
  expect(outcomeOf(imapNotOffline, withServer("ews", { keepOffline: false })).state).toBe("fine");
  expect(outcomeOf(imapNotOffline, withServer("pop3", { keepOffline: false })).state).toBe("fine");
});
