import type { PossibleCap } from "./backup/possible-caps";
import type { ContactsResult } from "./contacts/export-files";
import type { Reason } from "./reason";
import type { Rehearsal } from "./rehearsal/compare";

export interface Amount {
  folders: number;
  messages: number;
  bytes: number;
}

/** Mail that has to come to this computer before it can be saved, and how much of it has come. */
export interface Fetching {
  done: Pick<Amount, "messages" | "bytes">;
  total: Pick<Amount, "messages" | "bytes">;
}

export type Verdict = "complete" | "incomplete" | "unknown";

/** A message that is not in the backup, and why. A folder that could not be read has no `message`. */
export interface Missing {
  account: string;
  folder: string;
  /** The folder's id as WebExtensions know it, where something can be asked about the folder. */
  folderId?: string;
  message?: {
    subject: string;
    from: string;
    /** The Date header, in milliseconds since the epoch; null where there is none. */
    date: number | null;
  };
  reason: Reason;
  /** The folder for another try, where it can be tried. */
  again?: { account: string; folder: string };
}

/** A long piece of work, as pages see it. Plain JSON; kept in storage so that any event page can go on with it. */
export interface Job {
  id: string;
  /**
   * `fetch` brings mail that was missing here, after a setting was mended; `verify` reads a backup again; `restore`
   * puts mail back; `rehearse` tries that with scratch folders; `contacts` saves the address books, and then messages are contacts; `examine` and `repair` are
   * those of mbox files.
   */
  kind: "backup" | "fetch" | "verify" | "restore" | "rehearse" | "contacts" | "examine" | "repair";
  state: "waiting" | "running" | "done" | "cancelled" | "failed";
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt?: number;
  done: Amount;
  /** What the job expects to do, as far as it is known; grows when the server tells of more. */
  total: Amount;
  fetching?: Fetching;
  /** About how long it takes yet, in milliseconds; absent where that would be a guess. */
  left?: number;
  /** What is worked on now. */
  current?: {
    account: string;
    folder: string;
    step: "saving" | "asking" | "fetching" | "checking" | "restoring";
  };
  verdict?: Verdict;
  /** The first 200; `missingCount` counts all, and report.html lists all. */
  missing: Missing[];
  missingCount: number;
  error?: Reason;
  /** Names of folders that the user leaves out of backups. */
  leftOut?: string[];
  /** Folders of which the provider may show a part only. */
  possibleCaps?: PossibleCap[];
  /** What a job of kind `restore` was to put into each folder, and what is there. */
  counts?: { folder: string; asked: number; arrived: number }[];
  /** What a job of kind `rehearse` found. */
  rehearsal?: Rehearsal;
  /** How saving the address books went, where the job does that. */
  contacts?: ContactsResult;
  /** Where the backup is, for people. */
  folder?: string;
}
