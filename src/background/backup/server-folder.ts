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
import {
  cancellable,
  expectFetch,
  noteFetched,
  pause,
  type RunContext,
  stopIfCancelled,
} from "./run-context";

/** Where a folder stands in Thunderbird. */
type Place = Pick<FolderSource, "uri">;

const look = 200;
/** Given up when nothing has moved for so long, in milliseconds. */
const stalled = 45_000;
const keysPerFetch = 1000;
const keysPerCall = 2000;
/** So many rows keep Thunderbird's main thread for about 30 ms. */
const rowsPerCall = 500;
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
export const countOnServer = (context: RunContext, source: Place): Promise<ServerCount> =>
  trying(context, () => askServer(source.uri));

/** What is stored here of a folder; the highest UID is the one from before this session. */
export interface StoredHere {
  rows: number;
  highestUid: number | null;
}

/** What the server's MESSAGES and UIDNEXT are compared with. */
export async function storedHere(uri: string): Promise<StoredHere> {
  // Thunderbird gives messages that are not on the server yet keys from the very top.
  const keys = (await listKeys(uri)).filter((key) => key < 0xffffff80).sort((a, b) => a - b);
  for (let end = keys.length; end > 0; end -= 100) {
    const rows = await readRows(uri, keys.slice(Math.max(0, end - 100), end));
    // While Thunderbird has a folder open it does not learn a new UIDNEXT, only the new messages.
    const settled = rows.filter((row) => row.serverSize === null).at(-1);
    if (settled) return { rows: keys.length, highestUid: settled.key };
  }
  return { rows: keys.length, highestUid: null };
}

/** Stops where opening the folder could make Thunderbird drop what is stored here. */
export function refuseDifferent(here: StoredHere, server: ServerCount): void {
  if (looksDifferent(server, here)) {
    throw new Refusal("server-looks-different", { server: server.messages, here: here.rows });
  }
}

/**
 * Opens the folder and waits until Thunderbird lists what the server counts. True where that is sure: the
 * highest UID is the one before UIDNEXT, or Thunderbird has said twice that it has looked (its first word after
 * a discovery comes before it has).
 */
export async function refresh(
  context: RunContext,
  source: Place,
  server: ServerCount,
): Promise<boolean> {
  let [before, quietSince, lastAsked] = [-1, performance.now(), Number.NEGATIVE_INFINITY];
  for (let confirmed = 0, asked = 0; ; ) {
    stopIfCancelled(context);
    const keys = await listKeys(source.uri);
    if (keys.length !== before) quietSince = performance.now();
    before = keys.length;
    const quiet = performance.now() - quietSince;
    const highest = keys.reduce((a, b) => Math.max(a, b), 0);
    const newest = server.uidNext !== null && highest + 1 >= server.uidNext;
    const asMany = keys.length === server.messages;
    const sure = asMany && (newest || confirmed > 1);
    // Asked at least once, also when the counts agree: states may have changed.
    if (asked > 0 && sure && quiet >= look) return true;
    // What stays more or fewer is for the verdict to name, after another look at the server.
    if (asked > 2 && quiet > 10_000) return sure;
    if (performance.now() - lastAsked > (asMany ? 500 : 3000)) {
      asked++;
      lastAsked = performance.now();
      if (await trying(context, () => refreshFolder(source.uri))) confirmed++;
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

/** A body may take long: as long as a slow line takes for the largest, at 20 KB a second. */
const patience = (sizes: Iterable<number>): number =>
  stalled + [...sizes].reduce((most, size) => Math.max(most, size), 0) / 20;

const sumOf = (keys: readonly number[], sizes: ReadonlyMap<number, number>) =>
  keys.reduce((sum, key) => sum + (sizes.get(key) ?? 0), 0);

/**
 * Has Thunderbird fetch the bodies of these messages into its own store, and waits for them. Answers those
 * that did not come. Thunderbird tells nobody when it is done, so the store itself is looked at.
 */
async function fetchOnce(
  context: RunContext,
  uri: string,
  keys: number[],
  sizes: ReadonlyMap<number, number>,
): Promise<number[]> {
  await trying(context, () => fetchBodies(uri, keys));
  const longest = patience(keys.map((key) => sizes.get(key) ?? 0));
  let left = keys;
  let [quietSince, lastAsked] = [performance.now(), performance.now()];
  while (left.length > 0) {
    await pause(context, look);
    const now = await missingBodies(uri, left);
    if (now.length < left.length) {
      quietSince = performance.now();
      noteFetched(context, left.length - now.length, sumOf(left, sizes) - sumOf(now, sizes));
    }
    left = now;
    const quiet = performance.now() - quietSince;
    // A message of no bytes never gets a body; Thunderbird has asked for it with the others.
    if (quiet > 2000 && (await rowsOf(uri, left)).every((row) => row.size === 0)) break;
    if (quiet > longest) break;
    if (quiet > 5000 && performance.now() - lastAsked > 5000) {
      // Thunderbird drops the request when the connection breaks; asking the server shows whether it did.
      lastAsked = performance.now();
      await trying(context, () => askServer(uri));
    }
  }
  return left;
}

/** Fetches what has no body here, in batches. Answers the keys that could not be had. */
export async function fetchMissing(
  context: RunContext,
  source: Place,
  keys?: number[],
): Promise<number[]> {
  const wanted = await missingBodies(source.uri, keys ?? (await listKeys(source.uri)));
  const left: number[] = [];
  const sizes = new Map((await rowsOf(source.uri, wanted)).map(({ key, size }) => [key, size]));
  expectFetch(context, source.uri, wanted.length, sumOf(wanted, sizes));
  for (let at = 0; at < wanted.length; at += keysPerFetch) {
    const some = wanted.slice(at, at + keysPerFetch);
    left.push(...(await fetchOnce(context, source.uri, some, sizes)));
  }
  return left;
}

async function rowsOf(uri: string, keys: number[]) {
  const rows = [];
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    rows.push(...(await readRows(uri, keys.slice(at, at + rowsPerCall))));
  }
  return rows;
}

/**
 * Fetches stored messages anew, because their size does not fit. Answers the keys of those that were replaced:
 * of them what the server sent is now what is stored here.
 */
export async function fetchAnew(
  context: RunContext,
  source: Place,
  keys: number[],
): Promise<Set<number>> {
  const replaced = new Set<number>();
  for (let at = 0; at < keys.length; at += keysPerFetch) {
    const some = keys.slice(at, at + keysPerFetch);
    const before = await rowsOf(source.uri, some);
    const places = new Map(before.map((row) => [row.key, row.storeToken]));
    const longest = patience(before.map(({ size }) => size));
    await trying(context, () => fetchBodies(source.uri, some));
    for (const start = performance.now(); performance.now() - start < longest; ) {
      await pause(context, look);
      for (const row of await rowsOf(source.uri, some)) {
        if (row.body && places.get(row.key) !== row.storeToken) replaced.add(row.key);
      }
      if (some.every((key) => replaced.has(key))) break;
    }
  }
  return replaced;
}
