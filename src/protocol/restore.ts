import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import type { Selection } from "../core/restore/selection";

/** Where mail is put back: into new folders of an account, or into (below) a folder that the user picked. */
export interface RestoreTarget {
  account: string;
  /** The folder's URI, as `restore.folders` names it. */
  folder?: string;
}

/** What a restore would do. */
export interface RestorePlan {
  /** The new folder's name, where none was picked. */
  name: string;
  /** Where the backup lies. */
  path: string;
  /** The picked folder's name; null where a new one is made. */
  into: string | null;
  /** The messages go right into the picked folder, not into folders below it. */
  intoPicked: boolean;
  isImap: boolean;
  folders: { name: string; messages: number; bytes: number }[];
  messages: number;
  bytes: number;
  /** Why it cannot begin; null where nothing stands in the way, as far as one can tell. */
  obstacle: Reason | null;
  /** What the user has to agree to first. */
  question: Reason | null;
}

/** A folder that mail can be put into. */
export interface RestoreFolder {
  uri: string;
  name: string;
}

/** Putting mail back. */
export interface RestoreRequests {
  /** What would be put back, how much that is, and what stands in the way. Opens the Inbox of an IMAP account. */
  "restore.plan": {
    input: { backupId: string; select?: Selection; target: RestoreTarget };
    output: RestorePlan;
  };
  /** `knowingly` where the user has agreed to what the plan asks. */
  "restore.start": {
    input: { backupId: string; select?: Selection; target: RestoreTarget; knowingly?: boolean };
    output: Job;
  };
  /** Goes on with the last restore: what is there already stays, what is not is put there. */
  "restore.goOn": { input: object; output: Job };
  /** Puts a sample, or everything, into scratch folders, compares what Thunderbird makes of it, and removes it. */
  "restore.rehearse": { input: { backupId: string; all?: boolean }; output: Job };
  /** The folders of an account that mail can be put into. */
  "restore.folders": { input: { account: string }; output: RestoreFolder[] };
}
