import type { SettingName, SettingValue } from "../checkup/server-settings";
import type { Part } from "../part";

/** What can be changed of one folder: whether it is kept on this computer, and its own retention. */
export type FolderSetting = "keepOffline" | "retainBy";

/** One value to be written. `from` is what stands there now; another value by then stops the writing. */
export interface SettingChange {
  account: string;
  /** The folder's path, where the setting is a folder's. */
  folder?: string;
  setting: SettingName | FolderSetting;
  from: SettingValue;
  to: SettingValue;
}

/** What the writing brings to this computer afterwards. */
export interface Fetch {
  messages: number;
  bytes: number;
  /** Half of the free space would not hold it: then the whole plan is refused. */
  tooMuch: boolean;
  /**
   * The fetching is a check for POP mail, which also removes from the server what is due by then:
   * how many messages that is. Null where nothing is removed by it.
   */
  popRemoves: Part<number> | null;
}

/**
 * Whether a change can be taken back: `safe` by one click; `guarded` deletes mail when it is taken
 * back and asks for a proved backup of today first; `none` cannot be taken back, or has no sense.
 */
export type Undo = "safe" | "guarded" | "none";

/** How far the backup covers what a change could delete. */
export type Cover = "fresh" | "stale" | "none";

/** Exactly what a click will do. Shown before it, and found again by its hash when it comes. */
export interface FixPlan {
  hash: string;
  finding: string;
  check: string;
  changes: SettingChange[];
  undo: Undo;
  fetch: Fetch | null;
  /** Messages that leave the server, or this computer, because of the change; null where none can. */
  removes: Part<number> | null;
  /** Only asked where the change removes or fetches by POP. */
  cover: Cover | null;
}

/** What was written, so that it can be shown and taken back. */
export interface Receipt {
  id: string;
  finding: string;
  check: string;
  /** The address or account name that the finding was about. */
  subject: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Every change that was made and read again; fewer than planned where one was refused. */
  changes: SettingChange[];
  undo: Undo;
  /** When it was taken back. */
  undoneAt?: number;
}
