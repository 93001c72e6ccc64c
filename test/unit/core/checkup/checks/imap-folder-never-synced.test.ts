import { expect, it } from "vitest";
import { imapFolderNeverSynced } from "../../../../../src/core/checkup/checks/imap-folder-never-synced";
import type { FolderFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { account, folder, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const has = (messages: number) => ({ server: known({ messages }, now) });
const neverOpened = (path: string, messages: number) =>
  folder(path, 0, { everOpened: false, ...has(messages) });

const withFolders = (folders: FolderFact[]): Snapshot =>
  snapshot({
    accounts: known([account("i", "imap")], now),
    folders: known({ i: known(folders, now) }, now),
  });

it("is found, high, for a folder that was never opened and has messages on the server", () => {
  const from = withFolders([folder("INBOX", 5), neverOpened("Archive", 12)]);
  expect(onlyFinding(imapFolderNeverSynced, from)).toMatchObject({
    severity: "high",
    subject: { accounts: ["i"], address: "ann@example.nl", folders: ["Archive"] },
    values: { address: "ann@example.nl", count: 1, messages: 12, folders: "Archive" },
  });
});

it("is found for a folder of which not every message is listed here", () => {
  const from = withFolders([folder("INBOX", 5, has(8))]);
  expect(onlyFinding(imapFolderNeverSynced, from).values).toMatchObject({ count: 1, messages: 3 });
});

it.each([
  [5, 4, "info"],
  [5, 5, "high"],
  [0, 4, "info"],
  [0, 5, "high"],
  [100, 19, "info"],
  [100, 20, "high"],
  [5000, 499, "info"],
  [5000, 500, "high"],
])("with %i listed, %i more on the server are %s", (rows, more, severity) => {
  const from = withFolders([folder("INBOX", rows, has(rows + more))]);
  expect(onlyFinding(imapFolderNeverSynced, from).severity).toBe(severity);
});

it("is good to know where only Junk and Trash were never opened", () => {
  const refuse = [
    { ...neverOpened("Spam", 400), role: "junk" as const },
    { ...neverOpened("Trash", 9), role: "trash" as const },
  ];
  expect(onlyFinding(imapFolderNeverSynced, withFolders(refuse)).severity).toBe("info");
  const one = withFolders([...refuse, neverOpened("Old", 1)]);
  expect(onlyFinding(imapFolderNeverSynced, one).severity).toBe("high");
});

it("says nothing of folders without a server count where nobody lists the account", () => {
  const from = snapshot({
    accounts: missing("internal"),
    folders: known({ p: known([folder("Inbox", 5, { server: null })], now) }, now),
  });
  expect(outcomeOf(imapFolderNeverSynced, from).state).toBe("fine");
});

it("does not take the rows of a folder that was never opened for messages", () => {
  const from = withFolders([folder("Work", 12, { everOpened: false, ...has(12) })]);
  expect(onlyFinding(imapFolderNeverSynced, from).values.messages).toBe(12);
});

it("names three folders in the sentence and all in the subject", () => {
  const paths = ["A", "B", "C", "D"];
  const { subject, values } = onlyFinding(
    imapFolderNeverSynced,
    withFolders(paths.map((path) => neverOpened(path, 1))),
  );
  expect(values).toMatchObject({ count: 4, messages: 4, folders: "A, B, C, …" });
  expect(subject.folders).toEqual(paths);
});

it("is no news when only the number of messages moves, and is when a folder joins", () => {
  const print = (...folders: FolderFact[]) =>
    onlyFinding(imapFolderNeverSynced, withFolders(folders)).fingerprint;
  expect(print(neverOpened("A", 13))).toBe(print(neverOpened("A", 12)));
  expect(print(neverOpened("A", 12), neverOpened("B", 1))).not.toBe(print(neverOpened("A", 12)));
});

it("is silent where everything is here, where the server has nothing, and where it has less", () => {
  const from = withFolders([folder("INBOX", 5), neverOpened("Empty", 0), folder("Old", 5, has(4))]);
  expect(outcomeOf(imapFolderNeverSynced, from).state).toBe("fine");
});

it("is not known where the server was not asked, once per reason", () => {
  const unasked = { server: missing("not-asked-yet") };
  const from = withFolders([
    folder("INBOX", 5, unasked),
    folder("Archive", 0, { everOpened: false, ...unasked }),
    folder("Work", 0, { everOpened: false, server: missing("server-silent") }),
  ]);
  const { state, notKnown } = outcomeOf(imapFolderNeverSynced, from);
  expect(state).toBe("unknown");
  expect(notKnown.map(({ subject, reason }) => [reason.code, subject.folders])).toEqual([
    ["not-asked-yet", ["INBOX", "Archive"]],
    ["server-silent", ["Work"]],
  ]);
});

it.each([
  ["the server's count", { server: known({ messages: Number.NaN }, now) }],
  ["the rows", { rows: -3 }],
  ["whether it was opened", { everOpened: "no" as never }],
])("is not known where %s is nonsense, and found in the folder beside it", (_what, facts) => {
  const from = withFolders([folder("INBOX", 5, facts), neverOpened("Archive", 12)]);
  const { findings, notKnown } = outcomeOf(imapFolderNeverSynced, from);
  expect(findings[0]?.subject.folders).toEqual(["Archive"]);
  expect(notKnown.map(({ reason }) => reason.code)).toEqual(["value-unreadable"]);
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const from = snapshot({
    accounts: known([account("i", "imap"), account("j", "imap", "bob@example.nl")], now),
    folders: known({ i: missing("offline"), j: known([neverOpened("Archive", 12)], now) }, now),
  });
  const { findings, notKnown } = outcomeOf(imapFolderNeverSynced, from);
  expect(findings.map(({ subject }) => subject.accounts)).toEqual([["j"]]);
  expect(notKnown.map(({ subject }) => subject.accounts)).toEqual([["i"]]);
});

it("is not known without the folders", () => {
  const from = snapshot({ folders: missing("experiment-absent") });
  expect(outcomeOf(imapFolderNeverSynced, from).reason?.code).toBe("experiment-absent");
});
