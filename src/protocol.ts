import type { MissingGroup } from "./core/backup/missing-groups";
import type { OtherBackup } from "./core/backup/other-backup";
import type { PlaceSummary } from "./core/backup/place-summary";
import type { PossibleCap } from "./core/backup/possible-caps";
import type { Reading } from "./core/backup/verify-reading";
import type { Device, MailboxAnswer } from "./core/checkup/devices";
import type { Report } from "./core/checkup/report";
import type { AccountFact } from "./core/checkup/snapshot";
import type { Thresholds } from "./core/checkup/thresholds";
import type { Answers, ChooserAdvice } from "./core/chooser/advice";
import type { ContactsKept } from "./core/contacts/export-files";
import type { OpenedMboxes } from "./core/doctor/opened-mboxes";
import type { FixPlan, Receipt } from "./core/fix/fix-plan";
import type { Job, Verdict } from "./core/job";
import type { Reason } from "./core/reason";
import type { Rhythm } from "./core/schedule/schedule";
import type { Settings } from "./core/settings";
import type { LookRequests } from "./protocol/look";
import type { MoveRequests } from "./protocol/move";
import type { RestoreRequests } from "./protocol/restore";
import type { SafeToDeleteRequests } from "./protocol/safe-to-delete";

/** The backup of one account in one place, as a page shows it. */
export interface BackupSummary {
  backupId: string;
  /** The place's markerId. */
  place: string;
  /** Null where the account is not in this Thunderbird any more. */
  account: string | null;
  /** Whether it stands for its account where one line is said of all: the last complete one, else the last. */
  counts: boolean;
  name: string;
  folder: string;
  endedAt: number;
  verdict: Verdict;
  messages: number;
  expected: number;
  /** The date of the oldest reading of any file, in milliseconds since the epoch. */
  oldestReading: number | null;
  /** Names of folders that the user left out: the verdict is said of the rest. */
  leftOut: string[];
  /** Folders of which the provider may show a part only. */
  possibleCaps: PossibleCap[];
}

/** A folder that a backup can hold, for the choice of folders. */
export interface FolderChoice {
  path: string;
  name: string;
  /** How many folders it lies in. */
  depth: number;
  messages: number;
  isLeftOut: boolean;
}

/** A backup from elsewhere, opened to be read. */
export interface OpenedSummary {
  backupId: string;
  name: string;
  /** The folder that was picked. */
  path: string;
  /** Null where its manifest cannot be read. */
  endedAt: number | null;
  messages: number | null;
}

export interface Readings {
  opened: OpenedSummary[];
  /** By backupId. */
  readings: Record<string, Reading>;
}

/** What a page shows of the backups that are made by themselves. */
export interface ScheduleNow {
  /** Null until the user has chosen. */
  rhythm: Rhythm | null;
  /** When the next is due, in milliseconds since the epoch; it may lie in the past. Null where none is. */
  dueAt: number | null;
  placeIsThere: boolean;
}

/** What a backup would do now. Folders never opened cannot be counted beforehand. */
export interface Estimate {
  /** What the backup does not hold yet. */
  toSave: { messages: number; bytes: number };
  /** The part of the mail that has to come to this computer first. */
  toFetch: { messages: number; bytes: number };
  foldersNotCounted: number;
  /** Folders are still being counted, so a later answer tells more. */
  counting: boolean;
  /** Why there is too little room for it on a disk; null where there is enough, as far as one can tell. */
  lacksRoom: Reason | null;
}

/** What the popup needs at once, without asking any server. */
export interface Overview {
  report: Report | null;
  accounts: AccountFact[];
  /** Where the next backup goes; null when no place was chosen. `reachable` is false for a stick that is not there. */
  backupFolder: { path: string; reachable: boolean } | null;
  backups: BackupSummary[];
  places: PlaceSummary[];
  /** A backup may go to another place while the chosen one is not there. */
  orAnotherPlace: boolean;
  job: Job | null;
  offline: boolean;
  experiments: boolean;
  /** Ids of findings that the user has put aside; one whose facts changed is not among them. */
  dismissed: string[];
  /** What the user told about other devices, by address. */
  devices: Record<string, Device[]>;
  /** What the user answered about accounts that share an address. */
  mailboxAnswers: MailboxAnswer[];
  /** What was changed by a click, the newest first. */
  receipts: Receipt[];
}

/** What the user chose, and what each limit may be. */
export interface ChosenSettings {
  settings: Settings;
  bounds: Record<keyof Thresholds, { least: number; most: number }>;
}

/** Every request from a page of the add-on, and its reply; those of a part by itself stand in protocol/. */
export interface Requests
  extends LookRequests,
    MoveRequests,
    RestoreRequests,
    SafeToDeleteRequests {
  /** Looks at every account now, connecting where that needs no sign-in. */
  "checkup.run": { input: object; output: Report };
  overview: { input: object; output: Overview };
  "settings.get": { input: object; output: ChosenSettings };
  "settings.set": { input: { settings: Settings }; output: Settings };
  /** Opens Thunderbird's own account settings at the page for a check. */
  "account.openSettings": { input: { account: string; check: string }; output: null };
  /**
   * Opens the folder picker; null when the user closed it. The picker may close the popup that asked,
   * so with `thenStart` the background starts a backup by itself once a folder is chosen.
   */
  "backup.chooseFolder": {
    input: { thenStart?: { accounts?: string[] } };
    output: { path: string } | null;
  };
  "backup.estimate": { input: { accounts?: string[] }; output: Estimate };
  /**
   * With `openAnyway` the accounts of these folders: what is stored of the folders is saved, and then they are
   * opened although their server looks different.
   */
  "backup.start": {
    input: { accounts?: string[]; folders?: string[]; openAnyway?: string[] };
    output: Job;
  };
  /** What is missing in the place that the next backup goes to. */
  "backup.missing": { input: object; output: MissingGroup[] };
  /** The folders of an account, with the choice that was made. */
  "backup.folders": { input: { account: string }; output: FolderChoice[] };
  "backup.list": { input: object; output: BackupSummary[] };
  /** The user's own name for a place; an empty one takes it away. */
  "place.name": { input: { place: string; name: string }; output: null };
  /** The next backup goes there. */
  "place.choose": { input: { place: string }; output: null };
  /** Forgets a place; its files stay where they are. */
  "place.forget": { input: { place: string }; output: null };
  /** Makes the other stick that lies under a place's path a place of its own, and chooses it. */
  "place.useOther": { input: { place: string }; output: null };
  "place.orAnother": { input: { allowed: boolean }; output: null };
  /** Backups in the places that are there which this installation does not go on with. Reads the disks. */
  "backup.others": { input: object; output: OtherBackup[] };
  /** Goes on with such a backup from here; watches for up to 70 seconds whether somebody still writes there. */
  "backup.takeOver": { input: { place: string; folder: string }; output: null };
  /** Makes a copied profile an installation of its own. */
  "backup.separate": { input: object; output: null };
  "schedule.get": { input: object; output: ScheduleNow };
  "schedule.set": { input: { rhythm: Rhythm }; output: ScheduleNow };
  /** Shows the backup's folder in the system's file manager. */
  "backup.show": { input: { backupId: string }; output: null };
  /** Reads a backup again from its first byte to its last, and compares it with what was written. */
  "backup.verify": { input: { backupId: string }; output: Job };
  /**
   * Opens the folder picker for a backup from elsewhere, to be read only; the id of the first that the picked
   * folder holds, null when the user closed the picker.
   */
  "backup.open": { input: object; output: string | null };
  "backup.close": { input: { backupId: string }; output: null };
  /** What the last complete reading of each backup found, and which backups from elsewhere are open. */
  "backup.readings": { input: object; output: Readings };
  /**
   * Saves every address book: into the place of the next backup, or into a folder picked now; null where the
   * picker was closed.
   */
  "contacts.export": { input: { folder: "place" | "pick" }; output: Job | null };
  "contacts.get": { input: object; output: ContactsKept };
  /** Whether the address books are part of every backup from now on. */
  "contacts.choose": { input: { inEveryBackup: boolean }; output: ContactsKept };
  /** Opens Thunderbird's own import at its page for address books. */
  "contacts.openImport": { input: object; output: null };
  /** Opens the picker for an mbox file or a folder of them, to be read only, and begins to examine it. */
  "doctor.open": { input: { kind: "file" | "folder" }; output: Job | null };
  "doctor.list": { input: object; output: OpenedMboxes[] };
  "doctor.examine": { input: { rootId: string }; output: Job };
  /** Opens the folder picker, and writes a repaired copy into a new folder there. */
  "doctor.repair": { input: { rootId: string }; output: Job | null };
  "doctor.close": { input: { rootId: string }; output: null };
  /** Which of POP and IMAP suits an address, from what the last check-up saw; connects to nothing. */
  "chooser.advise": { input: { address: string; answers: Answers }; output: ChooserAdvice };
  "job.status": { input: object; output: Job | null };
  "job.cancel": { input: object; output: Job | null };
  /** Puts one finding aside until its facts change, or takes it up again. */
  "finding.dismiss": { input: { findingId: string; dismissed: boolean }; output: null };
  /** Saves the report where downloads go; answers the file's name. */
  "report.save": { input: { format: "json" | "html" }; output: { name: string } };
  /** Whether the two accounts of a finding are one mailbox. */
  "mailbox.answer": { input: { findingId: string; same: boolean }; output: Report };
  /** Takes back what was answered about these two accounts. */
  "mailbox.askAgain": { input: { accounts: [string, string] }; output: Report };
  /** All other devices that read an address; an empty list says that there are none. */
  "devices.set": { input: { address: string; devices: Device[] }; output: Report };
  /** Exactly what the button of a finding will write. */
  "fix.plan": { input: { findingId: string }; output: FixPlan };
  /**
   * Writes what the plan with this hash says. `knowingly` where the plan removes or fetches by POP
   * and the user was told that there is no fresh backup.
   */
  "fix.apply": {
    input: { findingId: string; planHash: string; knowingly?: boolean };
    output: Receipt;
  };
  /** What taking back would write, and what that would delete. */
  "fix.planUndo": { input: { receiptId: string }; output: FixPlan };
  /** A guarded undo is refused without a proved backup of today and the hash of its plan. */
  "fix.undo": { input: { receiptId: string; planHash?: string }; output: Receipt };
  /** Stops all of Thunderbird's connections, as its own File > Offline does. */
  "thunderbird.goOffline": { input: object; output: null };
}

export type RequestType = keyof Requests;

export type Request = { [T in RequestType]: { type: T } & Requests[T]["input"] }[RequestType];

export type Reply<T extends RequestType> =
  | { ok: true; value: Requests[T]["output"] }
  | { ok: false; error: Reason };
