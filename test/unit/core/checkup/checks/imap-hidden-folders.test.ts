import { expect, it } from "vitest";
import { imapHiddenFolders } from "../../../../../src/core/checkup/checks/imap-hidden-folders";
import type { HiddenFolderFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { account, backup, hidden, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const withHidden = (folders: HiddenFolderFact[], inBackup?: string[]): Snapshot =>
  snapshot({
    accounts: known([account("i", "imap")], now),
    hidden: known({ i: known(folders, now) }, now),
    backups: known({ i: inBackup ? backup({ folders: inBackup }) : null }, now),
  });

it("is found, high, for a folder whose messages nobody counted, and for one that has some", () => {
  const from = withHidden([hidden("Old"), hidden("Work/Sub", 9), hidden("Empty", 0)]);
  expect(onlyFinding(imapHiddenFolders, from)).toMatchObject({
    severity: "high",
    subject: { accounts: ["i"], address: "ann@example.nl", folders: ["Old", "Work/Sub"] },
    values: { kind: "unsaved", address: "ann@example.nl", count: 2, folders: "Old, Work/Sub" },
  });
});

it("is medium once the backup holds every one of them", () => {
  const folders = [hidden("Old", 4), hidden("Empty", 0)];
  const { severity, values } = onlyFinding(
    imapHiddenFolders,
    withHidden(folders, ["INBOX", "Old"]),
  );
  expect([severity, values.kind]).toEqual(["medium", "saved"]);
});

it("stays high while the backup holds only some of them, or cannot be seen", () => {
  const folders = [hidden("Old", 4), hidden("Work/Sub")];
  const unseen = { ...withHidden(folders, ["Old"]), backups: missing("backup-folder-missing") };
  expect(onlyFinding(imapHiddenFolders, withHidden(folders, ["Old"])).severity).toBe("high");
  expect(onlyFinding(imapHiddenFolders, unseen).severity).toBe("high");
});

it("is no news when the messages are counted, and is when they are saved", () => {
  const print = (messages?: number, inBackup?: string[]) =>
    onlyFinding(imapHiddenFolders, withHidden([hidden("Old", messages)], inBackup)).fingerprint;
  expect(print(4)).toBe(print());
  expect(print(4, ["Old"])).not.toBe(print(4));
});

it("is silent where there are none, or all are known to be empty", () => {
  expect(outcomeOf(imapHiddenFolders, withHidden([])).state).toBe("fine");
  expect(outcomeOf(imapHiddenFolders, withHidden([hidden("Empty", 0)])).state).toBe("fine");
});

it("is not known for the one account that was not asked, and found at the other", () => {
  const from = snapshot({
    accounts: known([account("i", "imap"), account("j", "imap", "bob@example.nl")], now),
    hidden: known({ i: missing("not-asked-yet"), j: known([hidden("Old")], now) }, now),
  });
  const { findings, notKnown } = outcomeOf(imapHiddenFolders, from);
  expect(findings.map(({ subject }) => subject.accounts)).toEqual([["j"]]);
  expect(notKnown).toEqual([
    {
      subject: { accounts: ["i"], address: "ann@example.nl" },
      reason: { code: "not-asked-yet", values: {} },
    },
  ]);
});

it("is not known where a path is no text", () => {
  const outcome = outcomeOf(imapHiddenFolders, withHidden([hidden(7 as never)]));
  expect(outcome.reason?.code).toBe("value-unreadable");
});

it("is not known without the list of hidden folders", () => {
  const from = snapshot({ hidden: missing("experiment-absent") });
  expect(outcomeOf(imapHiddenFolders, from).reason?.code).toBe("experiment-absent");
});
