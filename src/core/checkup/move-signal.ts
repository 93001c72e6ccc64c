import type { Severity } from "./report";
import type { AccountPast, FolderFact, ServerFact } from "./snapshot";

/*
 * Belongs here: what differs between an account as it was and as it is, and what that may mean.
 * Does not belong here: which past to compare with (-> past.ts), words (-> checks/provider-move-signals.ts).
 */

/** In the order in which they matter; of several the first is told. */
export const moveKinds = [
  "server-changed",
  "mail-lost",
  "renumbered",
  "folders-gone",
  "fewer-messages",
] as const;
export type MoveKind = (typeof moveKinds)[number];

export interface MoveSignal {
  kind: MoveKind;
  severity: Severity;
  /** User and server, then and now. */
  from: string;
  to: string;
  /** Messages in the account then and now; 0 where the folders could not be compared. */
  had: number;
  has: number;
  /** Paths of the folders that it is about. */
  folders: string[];
}

/** An account now; null for what could not be read. */
export interface AccountNow {
  server: ServerFact;
  folders: FolderFact[] | null;
  /** Messages in Local Folders: mail that was moved there is not lost. */
  local: number | null;
}

/** Fewer messages than this come and go in anybody's mail. */
const fewMessages = 25;
/** A folder with fewer messages than this may be cleaned up without a word. */
const smallFolder = 10;
/** Mail goes through these, so their counts fall and rise. */
const passing = ["trash", "junk", "drafts", "templates", "outbox"];

/** What looks as if the mail moved to another server; null where everything is as ordinary life leaves it. */
export function moveSignal(before: AccountPast, now: AccountNow): MoveSignal | null {
  const [from, to] = [loginOf(before), loginOf(now.server)];
  const found = (kind: MoveKind, severity: Severity, folders: string[]): MoveSignal => {
    const { had, has } = now.folders ? compareCounts(before, now) : { had: 0, has: 0 };
    return { kind, severity, from, to, had, has, folders };
  };
  if (from.toLowerCase() !== to.toLowerCase()) return found("server-changed", "critical", []);
  if (!now.folders) return null;

  const { had, has } = compareCounts(before, now);
  const lost = had - has;
  const renumbered = pathsThat(before, now.folders, (was, is) => isRenumbered(was, is));
  if (lost >= fewMessages && lost >= had / 2) return found("mail-lost", "critical", renumbered);
  if (renumbered.length > 0) {
    return found("renumbered", renumbered.length > 1 ? "critical" : "info", renumbered);
  }
  const gone = goneFolders(before, now.folders);
  const goneRows = gone.reduce((sum, path) => sum + (pastFolder(before, path)?.rows ?? 0), 0);
  // Mail that is in another folder of the account now was moved, not lost.
  if (gone.length > 0 && lost >= goneRows * 0.8) return found("folders-gone", "info", gone);
  const fewer = pathsThat(
    before,
    now.folders,
    (was, is) =>
      !passing.includes(String(is.role)) &&
      was.rows - is.rows >= fewMessages &&
      was.rows - is.rows >= was.rows * 0.3 &&
      lost >= (was.rows - is.rows) * 0.8,
  );
  return fewer.length > 0 ? found("fewer-messages", "info", fewer) : null;
}

/** A folder of which Thunderbird has seen what is in it; of the others nothing is known, so nothing is lost. */
export const isSeen = (folder: FolderFact): boolean =>
  folder?.everOpened === true &&
  typeof folder.path === "string" &&
  Number.isSafeInteger(folder.rows) &&
  folder.rows >= 0;

type PastFolder = AccountPast["folders"][string];

/** What was known of a folder; null where it was not there, or where that is nonsense. */
export function pastFolder(past: AccountPast, path: string): PastFolder | null {
  const folder = Object.hasOwn(past.folders, path) ? past.folders[path] : undefined;
  return folder && Number.isSafeInteger(folder.rows) && folder.rows >= 0 ? folder : null;
}

function loginOf({ user, host }: { user: unknown; host: unknown }): string {
  if (typeof user !== "string" || typeof host !== "string" || !host) throw new TypeError("login");
  return `${user.trim()} · ${host.trim()}`;
}

const isRenumbered = (was: PastFolder, is: FolderFact): boolean =>
  was.rows > 0 &&
  Boolean(was.uidValidity) &&
  Boolean(is.uidValidity) &&
  was.uidValidity !== is.uidValidity;

/** Paths of the folders that were there, are there, and of which this holds. */
const pathsThat = (
  before: AccountPast,
  folders: FolderFact[],
  holds: (was: PastFolder, is: FolderFact) => boolean,
): string[] =>
  folders.filter(isSeen).flatMap((is) => {
    const was = pastFolder(before, is.path);
    return was && holds(was, is) ? [is.path] : [];
  });

/** Messages then and now in the folders that can be compared, with what went to Trash or Local Folders. */
function compareCounts(before: AccountPast, now: AccountNow): { had: number; has: number } {
  const folders = now.folders ?? [];
  const listed = new Map(folders.map((folder) => [folder?.path, folder]));
  let had = 0;
  for (const path of Object.keys(before.folders)) {
    const is = listed.get(path);
    if (is && (!isSeen(is) || passing.includes(String(is.role)))) continue;
    had += pastFolder(before, path)?.rows ?? 0;
  }
  let has = 0;
  for (const is of folders) {
    if (!isSeen(is)) {
      // A folder with a new name was not opened under it yet; the server may have said what it holds.
      if (!Object.hasOwn(before.folders, is?.path)) has += countOf(is);
      continue;
    }
    const was = pastFolder(before, is.path)?.rows ?? 0;
    has += passing.includes(String(is.role)) ? Math.max(0, is.rows - was) : is.rows;
  }
  const local = now.local !== null && before.local !== undefined ? now.local - before.local : 0;
  return { had, has: has + Math.max(0, Number.isFinite(local) ? local : 0) };
}

/** Folders that held mail and are not listed any more, but for those that seem to have another name now. */
function goneFolders(before: AccountPast, folders: FolderFact[]): string[] {
  const listed = new Set(folders.map((folder) => folder?.path));
  const added = folders.filter((folder) => !Object.hasOwn(before.folders, folder?.path));
  return Object.keys(before.folders).filter((path) => {
    const was = pastFolder(before, path);
    if (!was || was.rows < smallFolder || listed.has(path)) return false;
    const renamed = added.findIndex((folder) => hasAsMany(folder, was.rows));
    if (renamed >= 0) added.splice(renamed, 1);
    return renamed < 0;
  });
}

const hasAsMany = (folder: FolderFact, rows: number): boolean => countOf(folder) >= rows * 0.9;

/** Messages in a folder by either count. */
function countOf(folder: FolderFact): number {
  const counts = [folder?.rows, folder?.server?.ok ? folder.server.value?.messages : 0];
  return counts.reduce<number>((most, count) => Math.max(most, Number(count) || 0), 0);
}
