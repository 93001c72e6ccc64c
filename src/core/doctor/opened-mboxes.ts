import type { Reason } from "../reason";
import type { Examination } from "./finding";

/** What came of a repair. */
export interface RepairDone {
  /** Milliseconds since the epoch. */
  at: number;
  /** The new folder, for people. */
  path: string;
  messages: number;
  deleted: number;
  /** Files that were no mbox or had no message, and are not in the copy. */
  skipped: string[];
}

/** An mbox file, or a folder with such files, that the user opened. */
export interface OpenedMboxes {
  /** Of the folder on the privileged side; nothing can be written below it. */
  rootId: string;
  /** For people: the file, or the folder. */
  path: string;
  /** The one file that was picked; null where it is a folder. */
  file: string | null;
  examined: {
    at: number;
    files: Examination[];
    unreadable: { file: string; why: Reason }[];
  } | null;
  repaired: RepairDone | null;
}
