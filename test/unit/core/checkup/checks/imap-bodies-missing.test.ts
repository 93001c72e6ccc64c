import { expect, it } from "vitest";
import { imapBodiesMissing } from "../../../../../src/core/checkup/checks/imap-bodies-missing";
import type { FolderFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import {
  account,
  census,
  folder,
  now,
  onlyFinding,
  outcomeOf,
  type Settings,
  snapshot,
  withServer,
} from "../snapshots";

const lacking = (path: string, rows: number, withoutBody: number, facts: object = {}) =>
  folder(path, rows, { census: known(census(rows, { withoutBody }), now), ...facts });

const withFolders = (folders: FolderFact[], settings: Settings = {}): Snapshot =>
  withServer("imap", settings, { folders: known({ i: known(folders, now) }, now) });

it("is found, high, with the messages of all folders together", () => {
  const from = withFolders([lacking("INBOX", 900, 40), lacking("Work", 50, 3), folder("Old", 7)]);
  expect(onlyFinding(imapBodiesMissing, from)).toMatchObject({
    severity: "high",
    action: "fix",
    subject: { accounts: ["i"], address: "ann@example.nl", folders: ["INBOX", "Work"] },
    values: { kind: "missing", address: "ann@example.nl", count: 43, folders: "INBOX, Work" },
  });
});

it.each([
  [900, 4, "low"],
  [4, 4, "low"],
  [900, 8, "low"],
  [900, 9, "high"],
  [9000, 19, "low"],
  [9000, 20, "high"],
])("of %i messages %i without content are %s", (rows, count, severity) => {
  const from = withFolders([lacking("INBOX", rows, count)]);
  expect(onlyFinding(imapBodiesMissing, from).severity).toBe(severity);
});

it.each([
  ["of age", { maxAgeDays: 180 }],
  ["of size", { limitSize: true }],
])("offers no fetching where a limit %s keeps the content away", (_what, settings) => {
  const found = onlyFinding(imapBodiesMissing, withFolders([lacking("INBOX", 90, 80)], settings));
  expect([found.severity, found.values.kind, found.action]).toEqual(["high", "limited", undefined]);
});

it("is no news when only the number of messages moves", () => {
  const print = (count: number) =>
    onlyFinding(imapBodiesMissing, withFolders([lacking("INBOX", 900, count)])).fingerprint;
  expect(print(41)).toBe(print(40));
});

it("leaves to other checks what is not kept, never opened, thrown away, or comes on opening", () => {
  const from = withFolders([
    lacking("Loose", 90, 80, { keepOffline: false }),
    lacking("Never", 0, 0, { everOpened: false, census: missing("not-asked-yet") }),
    lacking("Trash", 90, 80, { role: "trash" }),
  ]);
  expect(outcomeOf(imapBodiesMissing, from).state).toBe("fine");
  const onOpening = withFolders([lacking("INBOX", 90, 80)], { autoSync: false });
  expect(outcomeOf(imapBodiesMissing, onOpening).state).toBe("fine");
});

it("is silent where all content is here", () => {
  expect(outcomeOf(imapBodiesMissing, withFolders([folder("INBOX", 900)])).state).toBe("fine");
});

it("is not known for folders that nobody went through, and found in the one beside them", () => {
  const unseen = { census: missing("not-asked-yet") };
  const { findings, notKnown } = outcomeOf(
    imapBodiesMissing,
    withFolders([lacking("INBOX", 90, 80), folder("A", 5, unseen), folder("B", 5, unseen)]),
  );
  expect(findings.map(({ subject }) => subject.folders)).toEqual([["INBOX"]]);
  expect(notKnown.map(({ subject }) => subject.folders)).toEqual([["A", "B"]]);
});

it.each([
  ["the count", lacking("INBOX", 90, -1)],
  ["the count", lacking("INBOX", 90, "8" as never)],
  ["the rows", lacking("INBOX", Number.NaN, 8)],
])("is not known where %s is nonsense", (_what, broken) => {
  const outcome = outcomeOf(imapBodiesMissing, withFolders([broken]));
  expect([outcome.state, outcome.reason?.code]).toEqual(["unknown", "value-unreadable"]);
});

it("is found where the server's settings are not known", () => {
  const from = withFolders([lacking("INBOX", 90, 80)]);
  const blind = { ...from, servers: missing("experiment-absent") };
  expect(onlyFinding(imapBodiesMissing, blind).values.kind).toBe("missing");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const from = snapshot({
    accounts: known([account("i", "imap"), account("j", "imap", "bob@example.nl")], now),
    folders: known({ i: missing("folder-locked"), j: known([lacking("A", 90, 80)], now) }, now),
  });
  const { findings, notKnown } = outcomeOf(imapBodiesMissing, from);
  expect(findings.map(({ subject }) => subject.accounts)).toEqual([["j"]]);
  expect(notKnown.map(({ subject }) => subject.accounts)).toEqual([["i"]]);
});
