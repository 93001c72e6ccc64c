import { expect, it } from "vitest";
import { folderFileTooBig } from "../../../../../src/core/checkup/checks/folder-file-too-big";
import type { FolderFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { known, missing } from "../../../../../src/core/part";
import { folder, now, onlyFinding, outcomeOf, server, snapshot, withServer } from "../snapshots";

const GB = 1e9;
const sized = (path: string, sizeOnDisk: unknown, rows = 9): FolderFact =>
  folder(path, rows, { sizeOnDisk: sizeOnDisk as number });

const withFolders = (
  folders: FolderFact[],
  type: "pop3" | "local" | "imap" | "ews" = "pop3",
  mboxOver4Gb: unknown = true,
): Snapshot =>
  withServer(
    type,
    {},
    {
      folders: known({ [type.charAt(0)]: known(folders, now) }, now),
      disk: known(
        { profilePath: "/p", profileFree: 1e11, accountFree: {}, mboxOver4Gb } as never,
        now,
      ),
    },
  );

it.each([
  ["pop3", "medium"],
  ["local", "medium"],
  ["imap", "low"],
  ["ews", "low"],
] as const)("is found for %s: %s", (type, severity) => {
  const from = withFolders([sized("A", 5 * GB), sized("B", 9 * GB), sized("C", 3 * GB)], type);
  expect(onlyFinding(folderFileTooBig, from)).toMatchObject({
    severity,
    subject: { accounts: [type.charAt(0)], folders: ["B", "A"] },
    values: { kind: "big", count: 2, folders: "B, A", biggestBytes: 9 * GB },
  });
});

it("is high where Thunderbird will soon refuse more", () => {
  const from = withFolders([sized("A", 3.9 * GB), sized("B", 3.8 * GB)], "imap", false);
  expect(onlyFinding(folderFileTooBig, from)).toMatchObject({
    severity: "high",
    subject: { folders: ["A"] },
    values: { kind: "capped", count: 1 },
  });
});

it("is no cap where nobody knows of one", () => {
  const from = withFolders([sized("A", 3.9 * GB)], "pop3", "no");
  expect(outcomeOf(folderFileTooBig, from).state).toBe("fine");
});

it("follows the user's limit", () => {
  const from = withFolders([sized("A", 3 * GB)]);
  expect(outcomeOf(folderFileTooBig, from).state).toBe("fine");
  const strict = { ...from, thresholds: { ...defaultThresholds, fileGb: 2 } };
  expect(onlyFinding(folderFileTooBig, strict).values.kind).toBe("big");
});

it("is no news when the file grows on", () => {
  const print = (size: number) =>
    onlyFinding(folderFileTooBig, withFolders([sized("A", size)])).fingerprint;
  expect(print(6 * GB)).toBe(print(5 * GB));
});

it("is silent where each message has a file of its own", () => {
  const from = withFolders([sized("A", 9 * GB)]);
  const maildir = known({ p: known(server("p", "pop3", {}, { store: "maildir" }), now) }, now);
  expect(outcomeOf(folderFileTooBig, { ...from, servers: maildir }).state).toBe("fine");
});

it("is silent for an empty folder that has no file", () => {
  expect(outcomeOf(folderFileTooBig, withFolders([sized("A", null, 0)])).state).toBe("fine");
});

it.each([null, -1, Number.NaN, "9e9"])("is not known for a size of %j", (size) => {
  const { findings, notKnown } = outcomeOf(
    folderFileTooBig,
    withFolders([sized("A", size), sized("B", 5 * GB)]),
  );
  expect(findings.map(({ subject }) => subject.folders)).toEqual([["B"]]);
  expect(notKnown).toMatchObject([
    { subject: { folders: ["A"] }, reason: { code: "value-unreadable" } },
  ]);
});

it("is not known without the folders", () => {
  const from = snapshot({ folders: missing("experiment-absent") });
  expect(outcomeOf(folderFileTooBig, from).reason?.code).toBe("experiment-absent");
});
