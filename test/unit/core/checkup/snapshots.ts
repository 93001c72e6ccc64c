import type { Check } from "../../../../src/core/checkup/check";
import type { Finding, Outcome } from "../../../../src/core/checkup/report";
import { runCheckup } from "../../../../src/core/checkup/run";
import {
  type AccountFact,
  type BackupFact,
  defaultThresholds,
  type FolderFact,
  type HiddenFolderFact,
  type PopSettings,
  type ServerFact,
  type Snapshot,
} from "../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../src/core/part";

/** The moment of every snapshot in these tests. */
export const now = Date.UTC(2026, 2, 14, 9, 26);

export const daysAgo = (days: number): number => now - days * 24 * 60 * 60 * 1000;

/** A snapshot of a Thunderbird without accounts, with the given parts in place of its own. */
export const snapshot = (parts: Partial<Snapshot> = {}): Snapshot => ({
  takenAt: now,
  thresholds: defaultThresholds,
  notBackedUp: [],
  accounts: known([], now),
  servers: known({}, now),
  folders: known({}, now),
  hidden: known({}, now),
  backups: known({}, now),
  ...parts,
});

export const account = (id: string, type: string, email = "ann@example.nl"): AccountFact => ({
  id,
  name: `Mail of ${id}`,
  type,
  emails: email ? [email] : [],
});

export const server = (account: string, type: string, facts: Partial<ServerFact> = {}) => ({
  account,
  type,
  user: "ann@example.nl",
  host: `${type}.example.nl`,
  baseDomain: "example.nl",
  locked: [],
  ...facts,
});

/** POP as it harms nobody: the server keeps everything. */
export const harmless: PopSettings = {
  leaveOnServer: true,
  deleteByAge: false,
  daysOnServer: 7,
  deleteFollowsLocal: false,
};

/** One POP account "p" of ann@example.nl with the given settings; a wrong type is allowed on purpose. */
export const withPop = (settings: { [K in keyof PopSettings]?: unknown }): Snapshot =>
  snapshot({
    accounts: known([account("p", "pop3")], now),
    servers: known(
      { p: known(server("p", "pop3", { pop: { ...harmless, ...settings } as PopSettings }), now) },
      now,
    ),
  });

/** One POP account "p" whose server could not be read, beside one "q" with these settings. */
export const withUnreadable = (settings: Partial<PopSettings>): Snapshot => {
  const one = server("q", "pop3", { pop: { ...harmless, ...settings } });
  return snapshot({
    accounts: known([account("p", "pop3"), account("q", "pop3", "bob@example.nl")], now),
    servers: known({ p: missing("account-gone"), q: known(one, now) }, now),
  });
};

export const folder = (
  path: string,
  rows: number,
  facts: Partial<FolderFact> = {},
): FolderFact => ({
  account: "i",
  path,
  name: path,
  everOpened: true,
  rows,
  server: known({ messages: rows }, now),
  ...facts,
});

export const hidden = (path: string, messages?: number): HiddenFolderFact => ({
  account: "i",
  path,
  messages: messages === undefined ? missing("not-asked-yet") : known(messages, now),
});

/** A backup that nothing is wrong with. */
export const backup = (facts: Partial<BackupFact> = {}): BackupFact => ({
  account: "i",
  endedAt: daysAgo(3),
  verdict: "complete",
  messages: 200,
  expected: 200,
  oldestReading: daysAgo(3),
  onProfileDisk: known(false, now),
  folders: ["INBOX"],
  ...facts,
});

/** What one check makes of a snapshot. */
export function outcomeOf(check: object, from: Snapshot): Outcome {
  const [outcome] = runCheckup(from, [check as Check]).outcomes;
  if (!outcome) throw new Error("The check-up has no outcome.");
  return outcome;
}

/** The only finding of a check, when there is exactly one. */
export function onlyFinding(check: object, from: Snapshot): Finding {
  const { findings } = outcomeOf(check, from);
  if (findings.length !== 1 || !findings[0]) throw new Error(`${findings.length} findings`);
  return findings[0];
}
