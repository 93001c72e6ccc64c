import { describe, expect, it } from "vitest";
import type { Finding, Report } from "../../../../src/core/checkup/report";
import { runCheckup } from "../../../../src/core/checkup/run";
import type { FolderFact, Snapshot } from "../../../../src/core/checkup/snapshot";
import { known, missing, type Part } from "../../../../src/core/part";
import { troubled } from "./troubled";

interface Case {
  what: string;
  account: string;
  spoil: (from: Snapshot) => void;
  /** Checks that must say of the account that they do not know. */
  unknown: string[];
  /** Checks that still find the account's other troubles. */
  still: string[];
}

function value<T>(part: Part<T> | undefined): T {
  if (!part?.ok) throw new Error("not known");
  return part.value;
}

const setting = (from: Snapshot, id: string, name: string, to: unknown) =>
  Object.assign(value(value(from.servers)[id]).settings, { [name]: to });

const folderOf = (from: Snapshot, id: string, path: string): FolderFact => {
  const folder = value(value(from.folders)[id]).find((one) => one.path === path);
  if (!folder) throw new Error(`no ${path}`);
  return folder;
};

const gone = missing("account-gone");

const cases: Case[] = [
  {
    what: "a number of days that is text",
    account: "p",
    spoil: (from) => setting(from, "p", "daysOnServer", "soon"),
    unknown: ["pop-short-retention", "pop-days-invalid", "pop-leaving-soon"],
    still: ["pop-headers-only", "pop-size-limit", "pop-delete-follows-local"],
  },
  {
    what: "a switch that is text",
    account: "n",
    spoil: (from) => setting(from, "n", "leaveOnServer", "no"),
    unknown: ["pop-deletes-immediately", "pop-delete-follows-local"],
    still: [],
  },
  {
    what: "a negative number of days after which junk is deleted",
    account: "i",
    spoil: (from) => setting(from, "i", "junkDays", -3),
    unknown: ["junk-auto-delete"],
    still: ["empty-trash-on-exit", "imap-instant-delete", "imap-offline-age-limit"],
  },
  {
    what: "a way of deleting that Thunderbird does not have",
    account: "i",
    spoil: (from) => setting(from, "i", "deleteModel", 7),
    unknown: ["imap-instant-delete"],
    still: ["empty-trash-on-exit", "junk-auto-delete"],
  },
  {
    what: "no entry of its server at all",
    account: "p",
    spoil: (from) => {
      delete value(from.servers).p;
    },
    unknown: ["pop-short-retention", "pop-headers-only", "pop-deletes-immediately"],
    still: ["backup-missing-or-stale", "pop-partial-messages"],
  },
  {
    what: "a negative number of messages in a folder",
    account: "i",
    spoil: (from) => Object.assign(folderOf(from, "i", "Work"), { rows: -5 }),
    unknown: ["imap-folder-never-synced"],
    still: ["imap-hidden-folders", "mailbox-almost-full"],
  },
  {
    what: "a broken identity",
    account: "i",
    spoil: (from) => Object.assign(value(from.identities), { i: known([null], 0) }),
    unknown: ["sent-not-kept"],
    still: ["mailbox-almost-full", "imap-hidden-folders"],
  },
  {
    what: "mail that is still on the server since a moment that is none",
    account: "p",
    spoil: (from) => Object.assign(value(value(from.popStates).p), { kept: [[Number.NaN, 3]] }),
    unknown: ["pop-leaving-soon"],
    still: ["pop-short-retention"],
  },
  {
    what: "a quota without a limit",
    account: "i",
    spoil: (from) =>
      Object.assign(value(from.quotas), { i: known([{ name: "", usedKb: 5, limitKb: 0 }], 0) }),
    unknown: ["mailbox-almost-full"],
    still: ["imap-hidden-folders"],
  },
  {
    what: "a backup whose counts are negative",
    account: "i",
    spoil: (from) => Object.assign(value(from.backups).i ?? {}, { messages: -1 }),
    unknown: ["backup-missing-or-stale"],
    still: ["imap-instant-delete"],
  },
  {
    what: "deferring to an account that is gone",
    account: "r",
    spoil: (from) => setting(from, "r", "deferredTo", "gone"),
    unknown: ["pop-leaving-soon"],
    still: ["pop-global-inbox", "pop-short-retention", "pop-two-accounts-one-mailbox"],
  },
  {
    what: "being deleted while the others are looked at",
    account: "i",
    spoil: (from) => {
      for (const part of ["servers", "folders", "hidden", "quotas", "identities"] as const) {
        Object.assign(value<object>(from[part]), { i: gone });
      }
    },
    unknown: [
      "imap-instant-delete",
      "imap-folder-never-synced",
      "imap-hidden-folders",
      "mailbox-almost-full",
      "sent-not-kept",
    ],
    still: ["backup-missing-or-stale"],
  },
];

const whole = runCheckup(troubled());

const of = (report: Report, pick: (finding: Finding) => boolean) =>
  report.outcomes.flatMap(({ findings }) => findings.filter(pick));

describe("nonsense in what was gathered", () => {
  it.each(cases)("$what: not known for that check and account alone", (one) => {
    const { account, spoil, unknown, still } = one;
    const from = structuredClone(troubled());
    spoil(from);
    const report = runCheckup(from);
    const own = ({ subject }: Finding) => subject.accounts.includes(account);
    const other = (finding: Finding) => finding.subject.accounts.length > 0 && !own(finding);

    const unseen = report.outcomes
      .filter(({ notKnown }) => notKnown.some(({ subject }) => subject.accounts.includes(account)))
      .map(({ check }) => check);
    const seen = of(report, own).map(({ check }) => check);
    expect(unseen).toEqual(expect.arrayContaining(unknown));
    expect(seen).toEqual(expect.arrayContaining(still));
    expect(of(report, other)).toEqual(of(whole, other));
  });
});
