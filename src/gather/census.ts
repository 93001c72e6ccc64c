import type { FolderCensus } from "../core/checkup/snapshot";
import {
  countRows,
  folderState,
  listKeys,
  readRetention,
  releaseFolder,
  type StoredFolder,
} from "../thunderbird/mail-store";
import type { KeptCensus } from "../thunderbird/storage";

const day = 24 * 60 * 60 * 1000;
const week = 7 * day;
/** A date before this, or from the future, is a broken header. */
const firstMail = Date.UTC(1980, 0, 1);
/** More would keep Thunderbird longer with taking the list over than with counting. */
const keysPerCall = 3000;

/**
 * What a folder is like without opening it. Bodies that come or go change the length of its file, all else the
 * time at which its database was written; what is not written yet changes the counts.
 */
const stateOf = (folder: StoredFolder): string =>
  JSON.stringify([
    folder.rows,
    folder.serverTotal,
    folder.uidNext,
    folder.expungedBytes,
    folder.onDisk.bytes,
    folder.onDisk.changedAt,
  ]);

/** Whether a folder is to be counted anew. Gmail keeps a body in another folder's file, hence the week. */
export const isOutdated = (folder: StoredFolder, kept: KeptCensus | undefined, now: number) =>
  kept?.bytes === undefined || kept.state !== stateOf(folder) || Math.abs(now - kept.at) > week;

/** Goes through the rows of a folder, in steps that Thunderbird does not notice. Asks no server. */
export async function countFolder(folder: StoredFolder, now: number): Promise<KeptCensus> {
  const state = stateOf(folder);
  try {
    const { uidValidity } = await folderState(folder.uri);
    // Asked once, Thunderbird remembers it without the database.
    if (folder.ownRetention === null) await readRetention(folder.uri);
    return { state, at: now, ...(await countAll(folder.uri, now)), uidValidity };
  } finally {
    if (!folder.databaseOpen) await releaseFolder(folder.uri);
  }
}

async function countAll(
  uri: string,
  now: number,
): Promise<{ census: FolderCensus; bytes: number }> {
  let bytes = 0;
  const census: FolderCensus = {
    withoutBody: 0,
    withoutBodyBytes: 0,
    partial: 0,
    partialBytes: 0,
    oldestAt: null,
    newestAt: null,
  };
  const keys = await listKeys(uri);
  for (let at = 0; at < keys.length; ) {
    const some = keys.slice(at, at + keysPerCall);
    const { done, oldest, newest, ...sums } = await countRows(uri, some, firstMail, now + day);
    for (const name of ["withoutBody", "withoutBodyBytes", "partial", "partialBytes"] as const) {
      census[name] += sums[name];
    }
    bytes += sums.bytes;
    census.oldestAt = least(census.oldestAt, oldest);
    census.newestAt = most(census.newestAt, newest);
    at += done;
  }
  return { census, bytes };
}

const least = (a: number | null, b: number | null) =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
const most = (a: number | null, b: number | null) =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
