import { expect, it } from "vitest";
import { folderNotCompacted } from "../../../../../src/core/checkup/checks/folder-not-compacted";
import type { FolderFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { folder, now, onlyFinding, outcomeOf, snapshot, withServer } from "../snapshots";

const MB = 1e6;
const wasteful = (path: string, expungedBytes: unknown): FolderFact =>
  folder(path, 9, { expungedBytes: expungedBytes as number });

const withFolders = (
  folders: FolderFact[],
  type: "pop3" | "local" | "imap" | "ews" = "pop3",
): Snapshot =>
  withServer(type, {}, { folders: known({ [type.charAt(0)]: known(folders, now) }, now) });

it.each([
  ["pop3", "medium"],
  ["local", "medium"],
  ["imap", "low"],
  ["ews", "low"],
] as const)("is found for %s, %s, with the most wasteful folder first", (type, severity) => {
  const from = withFolders(
    [wasteful("A", 200 * MB), wasteful("B", 301 * MB), wasteful("C", 0)],
    type,
  );
  expect(onlyFinding(folderNotCompacted, from)).toMatchObject({
    severity,
    subject: { accounts: [type.charAt(0)], folders: ["B", "A"] },
    values: { count: 2, folders: "B, A", wastedBytes: 501 * MB },
  });
});

it("is silent up to what Thunderbird itself lets be", () => {
  const from = withFolders([wasteful("A", 200 * MB), wasteful("B", 300 * MB)]);
  expect(outcomeOf(folderNotCompacted, from).state).toBe("fine");
});

it("is no news when a little more is deleted", () => {
  const print = (waste: number) =>
    onlyFinding(folderNotCompacted, withFolders([wasteful("A", waste)])).fingerprint;
  expect(print(700 * MB)).toBe(print(600 * MB));
});

it.each([-1, Number.NaN, "9", undefined])("is not known for %j, and found beside it", (waste) => {
  const { findings, notKnown } = outcomeOf(
    folderNotCompacted,
    withFolders([wasteful("A", waste), wasteful("B", 600 * MB)]),
  );
  expect(findings.map(({ subject }) => subject.folders)).toEqual([["B"]]);
  expect(notKnown).toMatchObject([
    { subject: { folders: ["A"] }, reason: { code: "value-unreadable" } },
  ]);
});

it("is not known without the folders", () => {
  const from = snapshot({ folders: missing("experiment-absent") });
  expect(outcomeOf(folderNotCompacted, from).reason?.code).toBe("experiment-absent");
});
