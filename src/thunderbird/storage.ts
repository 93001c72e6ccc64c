import type { BackupPlaces } from "../core/backup/places";
import type { PossibleCap } from "../core/backup/possible-caps";
import type { Reading } from "../core/backup/verify-reading";
import type { Device, MailboxAnswer } from "../core/checkup/devices";
import type { InboxRows } from "../core/checkup/inbox-watch";
import type { Report } from "../core/checkup/report";
import type {
  AccountPast,
  BackupFact,
  FolderCensus,
  InboxWatch,
  Snapshot,
} from "../core/checkup/snapshot";
import type { ContactsKept } from "../core/contacts/export-files";
import type { OpenedMboxes } from "../core/doctor/opened-mboxes";
import type { FetchScope } from "../core/fix/fetching";
import type { Receipt } from "../core/fix/fix-plan";
import type { Job, Missing } from "../core/job";
import type { MoveHouse } from "../core/move-house/move";
import type { Selection } from "../core/restore/selection";
import type { Schedule } from "../core/schedule/schedule";
import type { Settings } from "../core/settings";
import { bringUpToDate } from "./storage-before";

/** What a run left behind about one account in one place, so that nothing has to be read from a stick to show it. */
export interface RememberedBackup
  extends Omit<BackupFact, "account" | "onProfileDisk" | "elsewhere"> {
  /** The place, by the id in its postwacht-root.json. */
  markerId: string;
  accountUid: string;
  folder: string;
  name: string;
  /** Whether the place was on the profile's own disk when the run ended; null where that could not be seen. */
  onProfileDisk: boolean | null;
  /** Folders of which the provider may show a part only. */
  possibleCaps?: PossibleCap[];
  /** Messages in each folder that is not subscribed. */
  hidden: { path: string; messages: number }[];
  /** The manifest's sequence; a lower one on the disk means that somebody put an older copy there. */
  sequence: number;
}

/** A backup from elsewhere that the user opened to read. */
export interface OpenedBackup {
  backupId: string;
  rootId: string;
  /** The picked folder, for people. */
  path: string;
  /** The account's folder below it; empty where it is that itself. */
  folder: string;
  /** The account's address, else the folder's name. */
  name: string;
  /** When its last run ended, in milliseconds since the epoch; null where that is not known. */
  endedAt: number | null;
  /** What its manifest counts; null where it cannot be read. */
  messages: number | null;
}

/** How far a folder of a backup was read again while Thunderbird was idle. */
export interface StoredRereading {
  backupId: string;
  /** The folder's id in the backup. */
  folder: string;
  /** When its first byte was read, in milliseconds since the epoch. */
  since: number;
  /** Bytes of the index that were read, and the chain value behind them. */
  indexAt: number;
  chain: string;
  /** Volume -> bytes that were read and compared. */
  ends: Record<string, number>;
}

/** Where to fetch from. `asked` names folders for which a check for POP mail was begun: another could remove more. */
export interface StoredScope extends FetchScope {
  asked?: string[];
}

/** What a job of kind `restore` puts back, and where. */
export interface StoredRestore {
  /** Stands for this restore over all attempts: folders are made in its name. */
  token: string;
  backupId: string;
  selection: Selection;
  target: { account: string; folder: string | null };
  /** The name of the new folder for all of it, and its URI once it was made. */
  top: string;
  topUri?: string;
  /** The messages go right into the folder that was picked. */
  intoPicked: boolean;
  /** Folders of the backup (by id) of which everything is there; nobody looks at them again. */
  done: Record<string, { asked: number; arrived: number }>;
}

/** A job with what is needed to go on with it. */
export interface StoredJob {
  job: Job;
  accounts: string[] | null;
  folders: string[] | null;
  /** Folders to be opened although their server looks different. */
  openAnyway?: string[];
  /** The place a backup goes to (a markerId), so that it goes on there whatever is chosen meanwhile. */
  place?: string;
  /** The folder that was picked for a job of kind `contacts`; without it that job takes `place`. */
  picked?: { rootId: string; path: string; isNew: boolean };
  /** The backup that a job of kind `verify` or `rehearse` reads. */
  backup?: string;
  /** A job of kind `rehearse` takes everything, not a sample. */
  all?: boolean;
  /** What jobs of kind `examine` and `repair` read: the id of opened mbox files. */
  mboxes?: string;
  /** Where a job of kind `repair` makes its folder; `forget` where the folder was picked for this alone. */
  copyTo?: { rootId: string; path: string; forget: boolean };
  /** Nobody asked for it: the schedule began it. */
  byItself?: boolean;
  /** What a job of kind `fetch` is to bring. */
  fetch?: StoredScope[];
  restore?: StoredRestore;
  /** How often this job was begun; one that brings Thunderbird down is not begun for ever. */
  attempts: number;
}

export interface KeptCensus {
  /** Changes when a message comes, goes or gets its content. */
  state: string;
  at: number;
  census: FolderCensus;
  /** Of all its messages together; an earlier version did not count them. */
  bytes?: number;
  /** Null where Thunderbird does not know it, and where there is none. */
  uidValidity: number | null;
}

/** Everything the add-on keeps, all of it in storage.local. */
export interface Stored {
  installation: string;
  settings: Settings;
  snapshot: Snapshot;
  /** When a check-up asked the servers last, in milliseconds since the epoch. */
  lookedAt: number;
  report: Report;
  /** What the user told about other devices, by address. */
  devices: Record<string, Device[]>;
  mailboxAnswers: MailboxAnswer[];
  /** Finding id -> the fingerprint it had when the user put it aside. */
  dismissed: Record<string, string>;
  /** Finding id -> the fingerprint with which it was last seen; what is not in it is news. */
  seen: Record<string, string>;
  contacts: ContactsKept;
  receipts: Receipt[];
  /** Account id -> how it was when nothing had yet moved. */
  past: Record<string, AccountPast>;
  /** Moves that go on, by the id of the old account. */
  moves: Record<string, MoveHouse>;
  inboxes: Record<string, InboxWatch>;
  /** The rows of each IMAP Inbox at the last look, to see which of them vanish. */
  inboxRows: Record<string, InboxRows>;
  /** Folder URI -> its census, and what the folder was like then: an unchanged one is not counted anew. */
  censuses: Record<string, KeptCensus>;
  /** True while folders are counted, so that a later event page goes on where one was stopped. */
  counting: boolean;
  job: StoredJob;
  backupPlaces: BackupPlaces;
  schedule: Schedule;
  /** Place (markerId) -> what its backups lack, as the last runs found it. */
  missing: Record<string, Missing[]>;
  /** Account id -> the random id in its backup.json. */
  accountUids: Record<string, string>;
  /** backupId (`<markerId>/<accountUid>`) -> what was last committed. */
  backups: Record<string, RememberedBackup>;
  openedBackups: OpenedBackup[];
  openedMboxes: OpenedMboxes[];
  /** backupId -> what the last complete reading of it found. */
  readings: Record<string, Reading>;
  rereading: StoredRereading;
}

/** Once for each event page, before anything is read: what an earlier version kept gets its present shape. */
let upToDateOnce: Promise<void> | null = null;

function upToDate(): Promise<void> {
  upToDateOnce ??= bringUpToDate().catch((error) => {
    upToDateOnce = null;
    throw error;
  });
  return upToDateOnce;
}

export async function readStored<K extends keyof Stored>(key: K): Promise<Stored[K] | null> {
  await upToDate();
  const found = (await messenger.storage.local.get(key)) as Partial<Stored>;
  return found[key] ?? null;
}

export async function writeStored<K extends keyof Stored>(key: K, value: Stored[K]): Promise<void> {
  await upToDate();
  await messenger.storage.local.set({ [key]: value });
}

/** Reads, changes and writes one value; changes of one value do not overtake each other. */
const turns = new Map<keyof Stored, Promise<unknown>>();

export function changeStored<K extends keyof Stored>(
  key: K,
  change: (value: Stored[K] | null) => Stored[K],
): Promise<Stored[K]> {
  const turn = (turns.get(key) ?? Promise.resolve()).then(async () => {
    const value = change(await readStored(key));
    await writeStored(key, value);
    return value;
  });
  turns.set(
    key,
    turn.catch(() => undefined),
  );
  return turn;
}
