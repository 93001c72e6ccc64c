import type { AccountPast } from "../checkup/snapshot";

/** Where the mail of a folder is after a move that nobody announced, in messages. */
export interface FolderLoss {
  path: string;
  /** What was known of it before the move. */
  known: number;
  /** Of these: in the backup. Safe. */
  saved: number;
  /** Of these: not in the backup, but perhaps still on this computer. At risk. */
  here: number;
  /** Of these: neither. Thunderbird has dropped them. */
  lost: number;
}

/** A folder as Thunderbird lists it now. */
export interface HereNow {
  path: string;
  rows: number;
  uidValidity: number | null;
}

/**
 * Says of every folder that held mail which of it is safe, at risk or lost. `saved` is by path how many messages the
 * backup held of it at the time of the past. Counts only: which message is which nobody can tell of dropped ones.
 */
export function nameLoss(
  past: AccountPast,
  saved: ReadonlyMap<string, number>,
  now: readonly HereNow[],
): FolderLoss[] {
  return Object.entries(past.folders)
    .filter(([, { rows }]) => Number.isSafeInteger(rows) && rows > 0)
    .map(([path, { rows: known, uidValidity }]) => {
      const inBackup = Math.min(known, saved.get(path) ?? 0);
      const is = now.find((folder) => folder.path === path);
      // Under another numbering nothing that is listed is of the old mailbox.
      const isOld = is && (!uidValidity || !is.uidValidity || is.uidValidity === uidValidity);
      const here = Math.min(known - inBackup, isOld ? is.rows : 0);
      return { path, known, saved: inBackup, here, lost: known - inBackup - here };
    });
}
