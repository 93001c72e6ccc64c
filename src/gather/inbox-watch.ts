import {
  type InboxLook,
  type InboxRows,
  mostRows,
  nextWatch,
  rowsThatLeft,
} from "../core/checkup/inbox-watch";
import type { AccountPast, InboxWatch, Snapshot } from "../core/checkup/snapshot";
import type { Part } from "../core/part";
import { readDates, startedAt, takePutAway } from "../thunderbird/inbox-watch";
import { isOffline } from "../thunderbird/mail-settings";
import {
  askServer,
  folderState,
  listFolders,
  listKeys,
  type StoredFolder,
} from "../thunderbird/mail-store";
import { changeStored, readStored } from "../thunderbird/storage";
import { asPart } from "./as-part";
import { whyNotConnect } from "./connection";

/*
 * Belongs here: taking a look at each IMAP Inbox, and keeping what was seen.
 * Does not belong here: what two looks say (-> ../core/checkup/inbox-watch.ts).
 */

/** After its start Thunderbird needs so long, in milliseconds, before its lists are what the server has. */
const settling = 10 * 60_000;
/** In how many other folders, and in how many of their newest messages, a message that left is looked for. */
const mostFolders = 20;
const mostNewest = 500;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Looks at the Inbox of these IMAP accounts and answers what was seen of each over time. No folder is
 * opened on a server: after a move that would take mail away here. With `connect` the server is asked
 * how many messages there are. An account that is not in the list is forgotten.
 */
export function gatherInboxes(
  accounts: readonly string[],
  past: Snapshot["past"],
  now: number,
  connect: boolean,
): Promise<Part<Record<string, InboxWatch>>> {
  // Two check-ups at once would each tell the other's news a second time.
  const mine = turn.then(() => asPart(now, () => lookAtAll(accounts, past, now, connect)));
  turn = mine;
  return mine;
}

async function lookAtAll(
  accounts: readonly string[],
  past: Snapshot["past"],
  now: number,
  connect: boolean,
): Promise<Record<string, InboxWatch>> {
  const settled = now - (await startedAt()) > settling && !(await isOffline());
  const watches = (await readStored("inboxes")) ?? {};
  const rows = (await readStored("inboxRows")) ?? {};
  const next: { inboxes: typeof watches; rows: typeof rows } = { inboxes: {}, rows: {} };
  for (const id of accounts) {
    const [watch, had] = [watches[id], rows[id]];
    const before = watch && had ? { watch, rows: had } : null;
    const was = past.ok ? past.value[id] : undefined;
    // An Inbox that cannot be read today stays as it was seen; its part of the folders says why.
    const look = await asPart(now, () =>
      takeLook(id, before?.rows ?? null, was, now, connect, settled),
    );
    const seen = look.ok && look.value ? nextWatch(before, look.value) : before;
    if (!seen) continue;
    next.inboxes[id] = seen.watch;
    next.rows[id] = seen.rows;
  }
  await changeStored("inboxRows", () => next.rows);
  await changeStored("inboxes", () => next.inboxes);
  return next.inboxes;
}

/** The Inbox now, or null while nobody can say that Thunderbird's list is what the server has. */
async function takeLook(
  account: string,
  before: InboxRows | null,
  past: AccountPast | undefined,
  now: number,
  connect: boolean,
  settled: boolean,
): Promise<InboxLook | null> {
  const folders = await listFolders(account);
  const inbox = folders.find(({ path }) => path.toUpperCase() === "INBOX");
  if (!inbox?.everOpened) return null;
  const { uri } = inbox;
  const keys = (await listKeys(uri)).sort((a, b) => a - b);
  if (!settled && !(connect && (await isUpToDate(account, uri, keys.length)))) return null;
  const { uidValidity } = await folderState(uri);
  if (uidValidity === null) return null;

  const rows = await readRows(uri, keys.slice(0, mostRows), uidValidity, before);
  const putAway = await takePutAway(uri);
  const known = new Set(putAway);
  const left = rowsThatLeft(before, { uidValidity, rows }).filter(([uid]) => !known.has(uid));
  const look = { at: now, uidValidity, messages: keys.length, rows };
  if (left.length === 0) return { ...look, putAway, elsewhere: [] };
  const elsewhere = await asPart(now, () => datesElsewhere(folders, inbox, past));
  if (elsewhere.ok) return { ...look, putAway, elsewhere: elsewhere.value };
  // Where the mail went cannot be seen, and what was put away is told once only: so nothing is said of it.
  return { ...look, putAway: null, elsewhere: [] };
}

/** The server may count more: what was deleted here for good stays there, marked, until it is expunged. */
async function isUpToDate(account: string, uri: string, rows: number): Promise<boolean> {
  if (await whyNotConnect(account)) return false;
  return (await askServer(uri)).messages >= rows;
}

/** Only the dates of messages that were not there before are read. */
async function readRows(
  uri: string,
  keys: readonly number[],
  uidValidity: number,
  before: InboxRows | null,
): Promise<[number, number][]> {
  const known = new Map(before?.uidValidity === uidValidity ? before.rows : []);
  const unknown = keys.filter((key) => !known.has(key));
  const dates = await readDates(uri, unknown);
  unknown.forEach((key, index) => {
    known.set(key, dates[index] ?? 0);
  });
  return keys.map((key) => [key, known.get(key) ?? 0]);
}

/** The dates of the newest messages in the folders that mail may have been moved to: here, or by another device. */
async function datesElsewhere(
  folders: readonly StoredFolder[],
  inbox: StoredFolder,
  past: AccountPast | undefined,
): Promise<number[]> {
  const grew = ({ path, rows }: StoredFolder) => rows > (past?.folders[path]?.rows ?? 0);
  const receives = ({ role }: StoredFolder) =>
    role === "trash" || role === "junk" || role === "archives";
  const others = folders
    .filter((folder) => folder !== inbox && !folder.virtual && !folder.noSelect && folder.rows > 0)
    .filter((folder) => receives(folder) || grew(folder))
    .sort((a, b) => Number(receives(b)) - Number(receives(a)))
    .slice(0, mostFolders);
  const dates: number[] = [];
  for (const { uri } of others) {
    const keys = (await listKeys(uri)).sort((a, b) => a - b).slice(-mostNewest);
    dates.push(...(await readDates(uri, keys)).filter((date) => date > 0));
  }
  return dates;
}
