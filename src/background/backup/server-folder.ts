import type { FolderSource } from "../../core/backup/account-source";
import { looksDifferent, type ServerCount } from "../../core/backup/folder-verdict";
import { Refusal, reasonOf } from "../../core/refusal";
import {
  askServer,
  fetchBodies,
  keysWithoutBody,
  listKeys,
  readRows,
  refreshFolder,
} from "../../thunderbird/mail-store";
import { cancellable, pause, type RunContext, stopIfCancelled } from "./run-context";

const look = 200;
/** Given up when nothing has moved for so long, in milliseconds. */
const stalled = 45_000;
const keysPerFetch = 1000;
const keysPerCall = 2000;
/** Pauses before another try, in milliseconds. */
const pauses = [500, 3000];

/** Codes after which asking the same server again is of no use in this run. */
const final = new Set(["cancelled", "offline", "password-needed", "account-gone", "folder-gone"]);

/** Tries again with growing pauses; the last failure is the answer. */
export async function trying<T>(context: RunContext, work: () => Promise<T>): Promise<T> {
  for (const wait of pauses) {
    try {
      return await cancellable(context, work());
    } catch (error) {
      if (final.has(reasonOf(error).code)) throw error;
      await pause(context, wait);
    }
  }
  return cancellable(context, work());
}

/** STATUS: what the server counts now. */
export const countOnServer = (context: RunContext, source: FolderSource): Promise<ServerCount> =>
  trying(context, () => askServer(source.uri));

/** The highest UID that was here before this session: what the server's UIDNEXT is compared with. */
async function settledHere(uri: string): Promise<{ rows: number; highestUid: number | null }> {
  const keys = await listKeys(uri);
  for (let end = keys.length; end > 0; end -= 100) {
    const rows = await readRows(uri, keys.slice(Math.max(0, end - 100), end));
    // While Thunderbird has a folder open it does not learn a new UIDNEXT, only the new messages.
    const settled = rows.filter((row) => row.serverSize === null).at(-1);
    if (settled) return { rows: keys.length, highestUid: settled.key };
  }
  return { rows: keys.length, highestUid: null };
}

/** Stops where opening the folder could make Thunderbird drop what is stored here. */
export async function refuseDifferent(source: FolderSource, server: ServerCount): Promise<void> {
  const here = await settledHere(source.uri);
  if (looksDifferent(server, here)) {
    throw new Refusal("server-looks-different", { server: server.messages, here: here.rows });
  }
}

/** Opens the folder and waits until Thunderbird lists as many messages as the server counts. */
export async function refresh(
  context: RunContext,
  source: FolderSource,
  server: ServerCount,
): Promise<void> {
  let [before, quietSince] = [-1, performance.now()];
  for (let asked = 0; ; ) {
    stopIfCancelled(context);
    const rows = (await listKeys(source.uri)).length;
    if (rows !== before) quietSince = performance.now();
    before = rows;
    const quiet = performance.now() - quietSince;
    const asMany = rows === server.messages;
    // Asked at least once, also when the counts agree: states may have changed, and one may have come for another.
    if (asked > 0 && asMany && quiet >= look) return;
    // Rows that stay more or fewer are for the verdict to name, after another look at the server.
    if (asked > 1 && quiet > 10_000) return;
    if (asked === 0 || quiet > 3000 * asked) {
      asked++;
      await trying(context, () => refreshFolder(source.uri));
    }
    await pause(context, look);
  }
}

async function missingBodies(uri: string, keys: number[]): Promise<number[]> {
  const missing: number[] = [];
  for (let at = 0; at < keys.length; at += keysPerCall) {
    missing.push(...(await keysWithoutBody(uri, keys.slice(at, at + keysPerCall))));
  }
  return missing;
}

/**
 * Has Thunderbird fetch the bodies of these messages into its own store, and waits for them. Answers those
 * that did not come. Thunderbird tells nobody when it is done, so the store itself is looked at.
 */
async function fetchOnce(context: RunContext, uri: string, keys: number[]): Promise<number[]> {
  await trying(context, () => fetchBodies(uri, keys));
  let left = keys;
  for (let quietSince = performance.now(); left.length > 0; ) {
    await pause(context, look);
    const now = await missingBodies(uri, left);
    if (now.length < left.length) quietSince = performance.now();
    left = now;
    const quiet = performance.now() - quietSince;
    // A message of no bytes never gets a body; Thunderbird has asked for it with the others.
    if (quiet > 2000 && (await rowsOf(uri, left)).every((row) => row.size === 0)) break;
    if (quiet > stalled) break;
    // Thunderbird drops the request when the connection breaks: a few quiet seconds are enough to ask whether.
    if (quiet > 5000) await cancellable(context, askServer(uri));
  }
  return left;
}

/** Fetches what has no body here, in batches. Answers the keys that could not be had. */
export async function fetchMissing(context: RunContext, source: FolderSource): Promise<number[]> {
  const wanted = await missingBodies(source.uri, await listKeys(source.uri));
  const left: number[] = [];
  for (let at = 0; at < wanted.length; at += keysPerFetch) {
    left.push(...(await fetchOnce(context, source.uri, wanted.slice(at, at + keysPerFetch))));
  }
  return left;
}

async function rowsOf(uri: string, keys: number[]) {
  const rows = [];
  for (let at = 0; at < keys.length; at += keysPerFetch) {
    rows.push(...(await readRows(uri, keys.slice(at, at + keysPerFetch))));
  }
  return rows;
}

/** Fetches stored messages anew, because their size does not fit, and waits until they were replaced. */
export async function fetchAnew(
  context: RunContext,
  source: FolderSource,
  keys: number[],
): Promise<void> {
  if (keys.length === 0) return;
  const places = new Map((await rowsOf(source.uri, keys)).map((row) => [row.key, row.storeToken]));
  await trying(context, () => fetchBodies(source.uri, keys));
  for (const start = performance.now(); performance.now() - start < 15_000; ) {
    await pause(context, look);
    const rows = await rowsOf(source.uri, keys);
    if (rows.every((row) => row.body && places.get(row.key) !== row.storeToken)) return;
  }
}
