import { expect, it } from "vitest";
import { providerMoveSignals } from "../../../../../src/core/checkup/checks/provider-move-signals";
import type { AccountPast, FolderFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import {
  account,
  daysAgo,
  folder,
  now,
  onlyFinding,
  outcomeOf,
  server,
  snapshot,
} from "../snapshots";

const before = (facts: Partial<AccountPast> = {}): AccountPast => ({
  at: daysAgo(2),
  user: "ann@example.nl",
  host: "imap.example.nl",
  folders: { INBOX: { uidValidity: 1, rows: 200 }, Work: { uidValidity: 1, rows: 300 } },
  ...facts,
});

const moved = (
  past: AccountPast,
  folders: FolderFact[] = [folder("INBOX", 200), folder("Work", 300)],
  parts: Partial<Snapshot> = {},
): Snapshot =>
  snapshot({
    accounts: known([account("i", "imap")], now),
    servers: known({ i: known(server("i", "imap"), now) }, now),
    folders: known({ i: known(folders, now) }, now),
    past: known({ i: past }, now),
    ...parts,
  });

it("is found, critical, where the account reads from another server", () => {
  const finding = onlyFinding(providerMoveSignals, moved(before({ host: "mail.old.example" })));
  expect(finding).toMatchObject({
    severity: "critical",
    action: "go-offline",
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: {
      kind: "server-changed",
      from: "ann@example.nl · mail.old.example",
      to: "ann@example.nl · imap.example.nl",
      had: 500,
      has: 500,
      sinceAt: daysAgo(2),
    },
  });
});

it("is found, critical, where half of the mail is gone", () => {
  const finding = onlyFinding(providerMoveSignals, moved(before(), [folder("INBOX", 12)]));
  expect(finding).toMatchObject({
    severity: "critical",
    values: { kind: "mail-lost", had: 500, has: 12 },
  });
});

it("is found, critical, where two folders are numbered anew, and names them", () => {
  const folders = ["INBOX", "Work"].map((path) => folder(path, 300, { uidValidity: 2 }));
  const finding = onlyFinding(providerMoveSignals, moved(before(), folders));
  expect(finding).toMatchObject({
    severity: "critical",
    subject: { folders: ["INBOX", "Work"] },
    values: { kind: "renumbered", count: 2, folders: "INBOX, Work" },
  });
});

it("is found, as a small point with a backup as its button, where one folder is gone", () => {
  const past = before({ folders: { ...before().folders, Old: { uidValidity: 1, rows: 35 } } });
  expect(onlyFinding(providerMoveSignals, moved(past))).toMatchObject({
    severity: "info",
    action: "backup",
    values: { kind: "folders-gone", folders: "Old" },
  });
});

it("is no news while mail comes and goes, and is when the past it is compared with changes", () => {
  const print = (past: AccountPast, rows: number) =>
    onlyFinding(providerMoveSignals, moved(past, [folder("INBOX", rows)])).fingerprint;
  expect(print(before(), 13)).toBe(print(before(), 12));
  expect(print(before({ at: daysAgo(1) }), 12)).not.toBe(print(before(), 12));
});

it("is silent where everything is as it was, and about accounts that are not IMAP", () => {
  expect(outcomeOf(providerMoveSignals, moved(before())).state).toBe("fine");
  const pop = snapshot({
    accounts: known([account("p", "pop3")], now),
    servers: known({ p: known(server("p", "pop3"), now) }, now),
  });
  expect(outcomeOf(providerMoveSignals, pop).state).toBe("fine");
});

it("is not known at the first look", () => {
  const { state, reason } = outcomeOf(
    providerMoveSignals,
    moved(before(), [], { past: known({}, now) }),
  );
  expect([state, reason?.code]).toEqual(["unknown", "seen-too-briefly"]);
});

it("never calls lost what could not be read", () => {
  const unread = moved(before(), [], { folders: known({ i: missing("folder-locked") }, now) });
  expect(outcomeOf(providerMoveSignals, unread)).toMatchObject({
    state: "unknown",
    reason: { code: "folder-locked" },
  });
  const closed = ["INBOX", "Work"].map((path) => folder(path, 0, { everOpened: false }));
  expect(outcomeOf(providerMoveSignals, moved(before(), closed)).state).toBe("fine");
});

it("finds another server also where the folders cannot be read, and says that they cannot", () => {
  const past = before({ host: "mail.old.example" });
  const { findings, notKnown } = outcomeOf(
    providerMoveSignals,
    moved(past, [], { folders: missing("experiment-absent") }),
  );
  expect(findings.map(({ values }) => values.kind)).toEqual(["server-changed"]);
  expect(notKnown.map(({ reason }) => reason.code)).toEqual(["experiment-absent"]);
});

it.each([
  ["the past", moved({ ...before(), folders: null as never })],
  ["its moment", moved(before({ at: Number.NaN }))],
  ["the server's name", moved(before({ host: 7 as never }))],
])("is not known where %s is nonsense", (_what, from) => {
  expect(outcomeOf(providerMoveSignals, from).reason?.code).toBe("value-unreadable");
});

it("is not known without the past or the servers", () => {
  const none = moved(before(), [], { past: missing("experiment-absent") });
  expect(outcomeOf(providerMoveSignals, none).reason?.code).toBe("experiment-absent");
});
