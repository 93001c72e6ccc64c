import type { Part } from "../part";
import type { Device, MailboxAnswer } from "./devices";
import type { SettingName } from "./server-settings";
import type { Thresholds } from "./thresholds";

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
 * An incoming server with the effective values of its settings, straight from Thunderbird.
 * A value may be nonsense; a check says so instead of trusting it.
 */
export interface ServerFact {
  account: string;
  /** One of the account types above: what Thunderbird calls `none` is `local` here. */
  type: string;
  user: string;
  host: string;
  /** The registrable domain of the host, e.g. `example.nl` for `pop.example.nl`; the host itself where there is none. */
  baseDomain: string;
  /** Settings that a policy has locked. */
  locked: SettingName[];
  settings: { [Name in SettingName]?: unknown };
  /** `mbox` or `maildir`. */
  store: string;
  /** Where the mail of this account stands on this computer, as the system writes paths. */
  folderPath: string;
}

/** Thunderbird's own deletion of old mail: of an account, or of one folder that has its own. */
export interface Retention {
  /** 1 keeps all, 2 deletes by age, 3 by number. */
  by: number;
  days: number;
  count: number;
  starredToo: boolean;
}

/** Without `own` the folder follows its account, and the rest means nothing. */
export interface FolderRetention extends Retention {
  own: boolean;
}

/** One folder of an account as Thunderbird knows it here, without asking the server. */
export interface FolderFact {
  account: string;
  /** IMAP: the path on the server, with the server's delimiter; else the names that lead to it. */
  path: string;
  /** The name Thunderbird shows. */
  name: string;
  role: FolderRole | null;
  /** False until Thunderbird has opened the folder once: its counts mean nothing then. */
  everOpened: boolean;
  /** Messages that Thunderbird lists here. */
  rows: number;
  /** What the server said to STATUS, if it was asked; null where there is no server count (POP, Local Folders). */
  server: Part<{ messages: number }> | null;
  /** IMAP: Thunderbird keeps the content of new mail in this folder on this computer. */
  keepOffline: boolean;
  uidValidity: number | null;
  /** Bytes of the folder's file on this computer; null where Thunderbird does not know. */
  sizeOnDisk: number | null;
  /** Bytes of deleted mail that a compaction would give back. */
  expungedBytes: number;
  retention: Part<FolderRetention>;
  /** What its rows say; gathered folder by folder, so it may be older than the rest. */
  census: Part<FolderCensus>;
}

export type FolderRole =
  | "inbox"
  | "sent"
  | "drafts"
  | "templates"
  | "archives"
  | "junk"
  | "trash"
  | "outbox";

/** What only going through the rows of a folder tells. */
export interface FolderCensus {
  /** Messages whose content is not on this computer, and what the server says of their size together. */
  withoutBody: number;
  withoutBodyBytes: number;
  /** POP: messages of which only the beginning was fetched. */
  partial: number;
  partialBytes: number;
  /** Dates of the oldest and newest message, in milliseconds since the epoch; null in an empty folder. */
  oldestAt: number | null;
  newestAt: number | null;
}

/** How full a mailbox is, in kilobytes, as the server said when the Inbox was opened last. */
export interface QuotaFact {
  name: string;
  usedKb: number;
  limitKb: number;
}

/** What Thunderbird remembers of the mail that a POP server still has: popstate.dat. */
export interface PopStateFact {
  /** When the file was written: at the end of the last check for mail that changed anything; milliseconds since the epoch. */
  writtenAt: number;
  /** Messages left on the server, by the minute this Thunderbird fetched them: [milliseconds since the epoch, how many]. */
  kept: [number, number][];
  /** Messages of which only the beginning was fetched; they are never removed by age. */
  partial: number;
  /** The alphabetically first UIDLs, at most 32: two accounts that share some read one mailbox. */
  sample: string[];
}

/** A place on this computer where mail stands. */
export interface DiskFact {
  /** Of the profile, as the system writes paths. */
  profilePath: string;
  /** Bytes free for the profile and, per account, for its mail. */
  profileFree: number;
  accountFree: Record<string, number>;
  /** False where Thunderbird refuses to let a folder's file grow beyond 4 GiB. */
  mboxOver4Gb: boolean;
}

/** Where an identity puts what it sends and archives. An account is null where the folder is nobody's. */
export interface IdentityFact {
  email: string;
  keepsSent: boolean;
  sentAccount: string | null;
  sentFolder: string;
  archives: boolean;
  archiveAccount: string | null;
  archiveFolder: string;
}

/** A filter of the user that deletes mail. */
export interface FilterFact {
  name: string;
  /** `delete` moves to Trash or removes, as the account does it; `delete-from-server` is POP's own. */
  action: "delete" | "delete-from-server";
}

/** How an account was when nothing had yet moved: what a later look is compared with. */
export interface AccountPast {
  /** Milliseconds since the epoch. */
  at: number;
  user: string;
  host: string;
  folders: Record<string, { uidValidity: number | null; rows: number }>;
  /** Messages in Local Folders then; left out where they could not be counted. */
  local?: number;
}

/** What was seen of an Inbox over time. */
export interface InboxWatch {
  /**
   * At most one a day, the newest last. `oldestAt` is null in an empty Inbox, and where the oldest mail
   * was put away here since the look before: then its age says nothing about others.
   */
  looks: { at: number; messages: number; oldestAt: number | null }[];
  /**
   * Messages that were there at one look and gone at the next, and that nobody here deleted or moved.
   * Ages in days, from the message's date to the look at which it was gone.
   */
  vanished: { at: number; count: number; youngestDays: number; oldestDays: number }[];
}

/** A folder that is on the server and not subscribed, so Thunderbird does not show it. */
export interface HiddenFolderFact {
  account: string;
  path: string;
  /** Known once a backup has looked inside. */
  messages: Part<number>;
}

/** The last backup of an account in one of the user's places. */
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
  /** What the user left out: how many messages, and whether that is more than Trash and Junk. */
  leftOut?: { names: string[]; messages: number; hasMore: boolean };
  /** The account's backups in other places, the latest first. Only the outermost fact has them. */
  elsewhere?: BackupFact[];
}

/** Everything that the checks may know, as plain JSON: a report can be rebuilt from it. */
export interface Snapshot {
  /** Milliseconds since the epoch. */
  takenAt: number;
  thresholds: Thresholds;
  /** Ids of accounts that the user leaves out of backups. */
  notBackedUp: string[];
  /** What the user told about other devices, by address; an address that is not in it was not asked about. */
  devices: Record<string, Device[]>;
  /** What the user answered where only an address says that two accounts are one mailbox. */
  mailboxAnswers: MailboxAnswer[];
  /** When every address book was last saved whole, in milliseconds since the epoch; null where never. */
  contactsSavedAt?: number | null;
  accounts: Part<AccountFact[]>;
  /** One part per account, so that one unreadable account does not hide the others. */
  servers: Part<Record<string, Part<ServerFact>>>;
  /** Folders of every account: IMAP, POP, Exchange and Local Folders. */
  folders: Part<Record<string, Part<FolderFact[]>>>;
  hidden: Part<Record<string, Part<HiddenFolderFact[]>>>;
  /** IMAP only; an empty list where the server has no quota. */
  quotas: Part<Record<string, Part<QuotaFact[]>>>;
  /** POP only. */
  popStates: Part<Record<string, Part<PopStateFact>>>;
  identities: Part<Record<string, Part<IdentityFact[]>>>;
  filters: Part<Record<string, Part<FilterFact[]>>>;
  disk: Part<DiskFact>;
  /** IMAP only; an account that is looked at for the first time is not in it. */
  past: Part<Record<string, AccountPast>>;
  /** IMAP only; an account that is looked at for the first time is not in it. */
  inboxes: Part<Record<string, InboxWatch>>;
  /** Per account its latest backup, with those in other places in it; null where none was ever made. */
  backups: Part<Record<string, BackupFact | null>>;
}
