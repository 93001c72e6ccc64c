import type { Part } from "../part";

/** Thunderbird's account types; anything else is reported, never guessed at. */
export type AccountType =
  | "imap"
  | "pop3"
  | "local"
  | "nntp"
  | "rss"
  | "ews"
  | `extension:${string}`;

/** What the standard API tells about an account; always at hand, also without experiments. */
export interface AccountFact {
  id: string;
  name: string;
  type: string;
  /** Addresses of the account's identities, as the user wrote them. */
  emails: string[];
  /**
   * Messages that Thunderbird lists now in all folders of the account together. Says that nothing
   * is there only for POP and local accounts: an IMAP folder counts 0 until it is opened.
   */
  messages?: Part<number>;
}

/**
 * Settings of an incoming server with their effective values, straight from Thunderbird.
 * A value may be nonsense; a check says so instead of trusting it.
 */
export interface ServerFact {
  account: string;
  type: string;
  user: string;
  host: string;
  /** The registrable domain of the host, e.g. `example.nl` for `pop.example.nl`; the host itself where there is none. */
  baseDomain: string;
  /** Names of settings that a policy has locked. */
  locked: string[];
  pop?: PopSettings;
}

/** mail.server.*: names and meaning in docs/privileged.md. */
export interface PopSettings {
  leaveOnServer: boolean;
  deleteByAge: boolean;
  /** Days that a message stays on the server, counted from its download by this Thunderbird. */
  daysOnServer: number;
  /** Deleting here deletes on the server too. */
  deleteFollowsLocal: boolean;
}

/** One folder of an IMAP account as Thunderbird knows it here, without asking the server. */
export interface FolderFact {
  account: string;
  /** The folder's path on the server, with the server's delimiter. */
  path: string;
  /** The name Thunderbird shows. */
  name: string;
  /** False until Thunderbird has opened the folder once: its counts mean nothing then. */
  everOpened: boolean;
  /** Messages that Thunderbird lists here. */
  rows: number;
  /** What the server said to STATUS, if it was asked. */
  server: Part<{ messages: number }>;
}

/** A folder that is on the server and not subscribed, so Thunderbird does not show it. */
export interface HiddenFolderFact {
  account: string;
  path: string;
  /** Known once a backup has looked inside. */
  messages: Part<number>;
}

/** The last backup of an account in the folder that is in use now. */
export interface BackupFact {
  account: string;
  /** When the run ended, in milliseconds since the epoch. */
  endedAt: number;
  verdict: "complete" | "incomplete" | "unknown";
  messages: number;
  expected: number;
  /** When the file that was longest not re-read was last read, in milliseconds since the epoch. */
  oldestReading: number | null;
  /** The backup is on the disk that holds the Thunderbird profile. */
  onProfileDisk: Part<boolean>;
  /** Paths of the folders that the backup holds with every message. */
  folders: string[];
}

/** Limits that the user may change. */
export interface Thresholds {
  /** POP: fewer days on the server than this is a finding. */
  popDays: number;
  /** A backup older than this many days is a finding. */
  backupDays: number;
}

export const defaultThresholds: Thresholds = { popDays: 30, backupDays: 30 };

/** Everything that the checks may know, as plain JSON: a report can be rebuilt from it. */
export interface Snapshot {
  /** Milliseconds since the epoch. */
  takenAt: number;
  thresholds: Thresholds;
  /** Ids of accounts that the user leaves out of backups. */
  notBackedUp: string[];
  accounts: Part<AccountFact[]>;
  /** One part per account, so that one unreadable account does not hide the others. */
  servers: Part<Record<string, Part<ServerFact>>>;
  folders: Part<Record<string, Part<FolderFact[]>>>;
  hidden: Part<Record<string, Part<HiddenFolderFact[]>>>;
  /** Per account; null where no backup was ever made. */
  backups: Part<Record<string, BackupFact | null>>;
}
