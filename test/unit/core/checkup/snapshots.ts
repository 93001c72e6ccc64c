import type { Check } from "../../../../src/core/checkup/check";
import type { Device } from "../../../../src/core/checkup/devices";
import type { Finding, Outcome } from "../../../../src/core/checkup/report";
import { runCheckup } from "../../../../src/core/checkup/run";
import type { ProperValue, SettingName } from "../../../../src/core/checkup/server-settings";
import type {
  AccountFact,
  BackupFact,
  FolderCensus,
  FolderFact,
  HiddenFolderFact,
  PopStateFact,
  ServerFact,
  Snapshot,
} from "../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../src/core/checkup/thresholds";
import { known, missing } from "../../../../src/core/part";

/** The moment of every snapshot in these tests. */
export const now = Date.UTC(2026, 2, 14, 9, 26);

export const daysAgo = (days: number): number => now - days * 24 * 60 * 60 * 1000;

/** A snapshot of a Thunderbird without accounts, with the given parts in place of its own. */
export const snapshot = (parts: Partial<Snapshot> = {}): Snapshot => ({
  takenAt: now,
  thresholds: defaultThresholds,
  notBackedUp: [],
  devices: {},
  mailboxAnswers: [],
  accounts: known([], now),
  servers: known({}, now),
  folders: known({}, now),
  hidden: known({}, now),
  quotas: known({}, now),
  popStates: known({}, now),
  identities: known({}, now),
  filters: known({}, now),
  disk: known(
    {
      profilePath: "/home/ann/.thunderbird/x.default",
      profileFree: 100e9,
      accountFree: {},
      mboxOver4Gb: true,
    },
    now,
  ),
  past: known({}, now),
  inboxes: known({}, now),
  backups: known({}, now),
  ...parts,
});

export const account = (id: string, type: string, email = "ann@example.nl"): AccountFact => ({
  id,
  name: `Mail of ${id}`,
  type,
  emails: email ? [email] : [],
});

/** Settings of the given values, of any type: nonsense too. */
export type Settings = { [Name in SettingName]?: unknown };

/** A server whose settings harm nobody, but for those given. */
export const server = (
  account: string,
  type: string,
  settings: Settings = {},
  facts: Partial<ServerFact> = {},
): ServerFact => ({
  account,
  type,
  user: "ann@example.nl",
  host: `${type}.example.nl`,
  baseDomain: "example.nl",
  locked: [],
  settings: { ...harmless, ...settings },
  store: "mbox",
  folderPath: `/home/ann/.thunderbird/x.default/Mail/${account}`,
  ...facts,
});

/** Settings as they harm nobody: everything is kept, everywhere. */
export const harmless: { [Name in SettingName]: ProperValue<Name> } = {
  leaveOnServer: true,
  deleteByAge: false,
  daysOnServer: 7,
  deleteFollowsLocal: false,
  headersOnly: false,
  fetchAutomatically: true,
  deferredTo: "",
  limitSize: false,
  maxSizeKb: 50,
  checkTimed: true,
  checkMinutes: 10,
  checkAtStartup: true,
  keepOffline: true,
  autoSync: true,
  maxAgeDays: -1,
  deleteModel: 1,
  expungeOnExit: false,
  onlySubscribed: true,
  isGmail: false,
  emptyTrashOnExit: false,
  duplicateAction: 0,
  junkPurge: false,
  junkDays: 14,
  retainBy: 1,
  retainDays: 0,
  retainCount: 0,
  retainStarredToo: false,
};

/** One account of ann@example.nl, with the first letter of its type as its id, with the given settings. */
export const withServer = (
  type: "pop3" | "imap" | "ews" | "local",
  settings: Settings,
  parts: Partial<Snapshot> = {},
): Snapshot => {
  const id = type.charAt(0);
  return snapshot({
    accounts: known([account(id, type)], now),
    servers: known({ [id]: known(server(id, type, settings), now) }, now),
    ...parts,
  });
};

/** One POP account "p" of ann@example.nl with the given settings; a wrong type is allowed on purpose. */
export const withPop = (settings: Settings, parts: Partial<Snapshot> = {}): Snapshot =>
  withServer("pop3", settings, parts);

/** One POP account "p" whose server could not be read, beside one "q" with these settings. */
export const withUnreadable = (settings: Settings): Snapshot =>
  snapshot({
    accounts: known([account("p", "pop3"), account("q", "pop3", "bob@example.nl")], now),
    servers: known(
      { p: missing("account-gone"), q: known(server("q", "pop3", settings), now) },
      now,
    ),
  });

/** A folder with every body here, with mail of the last three years. */
export const census = (rows: number, facts: Partial<FolderCensus> = {}): FolderCensus => ({
  withoutBody: 0,
  withoutBodyBytes: 0,
  partial: 0,
  partialBytes: 0,
  oldestAt: rows > 0 ? daysAgo(1000) : null,
  newestAt: rows > 0 ? daysAgo(1) : null,
  ...facts,
});

export const folder = (
  path: string,
  rows: number,
  facts: Partial<FolderFact> = {},
): FolderFact => ({
  account: "i",
  path,
  name: path,
  role: path.toUpperCase() === "INBOX" ? "inbox" : null,
  everOpened: true,
  rows,
  server: known({ messages: rows }, now),
  keepOffline: true,
  uidValidity: 1,
  sizeOnDisk: rows * 20_000,
  expungedBytes: 0,
  retention: known({ own: false, by: 1, days: 0, count: 0, starredToo: false }, now),
  census: known(census(rows), now),
  ...facts,
});

export const hidden = (path: string, messages?: number): HiddenFolderFact => ({
  account: "i",
  path,
  messages: messages === undefined ? missing("not-asked-yet") : known(messages, now),
});

/** A server on which nothing is left, as it was an hour ago. */
export const popState = (facts: Partial<PopStateFact> = {}): PopStateFact => ({
  writtenAt: now - 60 * 60 * 1000,
  kept: [],
  partial: 0,
  sample: [],
  ...facts,
});

/** A phone with IMAP, as the user may tell of it. */
export const device = (facts: Partial<Device> = {}): Device => ({
  id: "d1",
  name: "Phone",
  kind: "phone",
  app: "other",
  protocol: "imap",
  daysOnServer: "unknown",
  ...facts,
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
