import type { FolderRecord, Manifest } from "../backup/manifest";
import type { Reading } from "../backup/verify-reading";
import type { Values } from "../reason";

/** Whether every message of an account is in a backup that was read back. */
export type Answer = "yes" | "no" | "unknown";

/** Why it is not "yes"; each has its sentence `safe_reason_<code>` in `_locales`. */
export const safeCodes = [
  // What is known not to be in the backup.
  "no-backup",
  "messages-damaged",
  "pop-lacking",
  // What nobody knows.
  "place-away",
  "backup-unreadable",
  "backup-older",
  "backup-unfinished",
  "verdicts-old",
  "verdicts-unknown",
  "not-read-again",
  "files-damaged",
  "same-disk",
  "disk-unknown",
  "possibly-capped",
  "gmail",
  "yahoo",
  "exchange",
  "pop-unknown",
  "folders-unknown",
  "no-folders",
  "type-unknown",
] as const;

export interface SafeReason {
  code: (typeof safeCodes)[number];
  values: Values;
}

/** A folder of which something is not in the backup; each `why` has its sentence `safe_folder_<why>`. */
export interface UnsafeFolder {
  name: string;
  why: "absent" | "left-out" | "hidden" | "incomplete" | "arrived";
  /** Messages that are missing, as far as they could be counted. */
  count: number;
}

/** What came of one look; said of the moment `at`. */
export interface SafeToDelete {
  answer: Answer;
  /** Milliseconds since the epoch. */
  at: number;
  /** The backup that the answer is about: the best there is. */
  backup: { backupId: string; path: string } | null;
  reasons: SafeReason[];
  folders: UnsafeFolder[];
}

/** A folder as Thunderbird shows it now. */
export interface FolderHere {
  path: string;
  name: string;
  rows: number;
}

/** What is known of an account now. */
export interface AccountEvidence {
  /** Thunderbird's type: `imap`, `pop3`, `none` ... */
  type: string;
  host: string;
  /** Folders with messages of their own; null where they could not be listed. */
  folders: FolderHere[] | null;
}

/** What is known of one of its backups. */
export interface BackupEvidence {
  backupId: string;
  /** For people. */
  path: string;
  /** False where its place is not connected. */
  isThere: boolean;
  /** Null where no backup.json that can be believed is there. */
  manifest:
    | (Pick<Manifest, "endedAt" | "verdict" | "possibleCaps" | "sequence"> & {
        folders: Pick<
          FolderRecord,
          "path" | "name" | "present" | "leftOut" | "verdict" | "messages"
        >[];
      })
    | null;
  /** The sequence that this installation remembers; a lower one on the disk is an older copy. */
  remembered: number;
  /** Null where the disk does not tell. */
  onProfileDisk: boolean | null;
  /** The last complete reading; null where there was none. */
  reading: Pick<Reading, "startedAt" | "hitCount" | "damages"> | null;
  /** POP: messages in popstate.dat that the index does not have; null where that is not known. */
  popLacking: number | null;
}
