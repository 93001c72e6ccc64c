import { chainStart, readLines } from "../../core/backup/index-line";
import type { FolderRecord } from "../../core/backup/manifest";
import { readBack } from "../../core/backup/read-back";
import { type FoundManifest, findManifest } from "../../core/backup/verify-account";
import { findings, isWhole } from "../../core/backup/verify-reading";
import { Refusal, reasonOf } from "../../core/refusal";
import { placesNow } from "../../gather/backup-places";
import { readStored, type StoredRereading, writeStored } from "../../thunderbird/storage";
import { hashing } from "../hashing";
import { isWorking } from "../job";
import { backupReader } from "./backup-reader";
import { type FoundBackup, findBackup } from "./found-backup";
import { noteRead, openOwn } from "./own-backup";

/** A volume is read again when its last reading lies so far back; a month is the promise. */
const dueAfter = 20 * 24 * 60 * 60_000;
/** So much of an index is read at a time; with its messages some megabytes. */
const step = 128 * 1024;
const LF = 0x0a;

/** What came of it: nothing was due, there is more to read, a folder is read, or a backup is not what it was. */
export type Rereading = "nothing" | "going-on" | "read" | { damaged: string };

const oldestOf = (record: FolderRecord): number =>
  Math.min(Number.POSITIVE_INFINITY, ...record.volumes.map(({ readAt }) => readAt));

interface Due {
  backup: FoundBackup;
  manifest: FoundManifest;
  record: FolderRecord;
}

/** The folder whose last reading lies longest ago, of all backups that are here; null where none is due. */
async function findDue(now: number): Promise<Due | { damaged: string } | null> {
  const here = new Set(
    (await placesNow())
      .filter(({ presence }) => presence === "here")
      .map(({ markerId }) => markerId),
  );
  const [backups, readings] = [await readStored("backups"), await readStored("readings")];
  let due: Due | null = null;
  for (const [backupId, { markerId, oldestReading }] of Object.entries(backups ?? {})) {
    const isDue = oldestReading !== null && now - oldestReading >= dueAfter;
    const last = readings?.[backupId];
    // What is known to be damaged has been told; it is read again when the user asks.
    const isTold = last && !isWhole(last) && now - last.endedAt < dueAfter;
    if (!here.has(markerId) || !isDue || isTold) continue;
    const backup = await findBackup(backupId);
    const found = findings();
    const manifest = await findManifest(
      backupReader(backup),
      hashing,
      found,
      backup.own?.sequence ?? null,
    );
    if (found.damages.length > 0) return { damaged: backupId };
    for (const record of manifest.manifest?.folders ?? []) {
      if (!due || oldestOf(record) < oldestOf(due.record)) due = { backup, manifest, record };
    }
  }
  return due && now - oldestOf(due.record) >= dueAfter ? due : null;
}

/** Where a reading of this folder stands: where an earlier one stopped, or at its beginning. */
async function begun({ backup, manifest, record }: Due, now: number): Promise<StoredRereading> {
  const stored = await readStored("rereading");
  if (stored?.backupId === backup.backupId && stored.folder === record.id) return stored;
  const chain = chainStart(hashing, manifest.manifest?.accountUid ?? "", record.id);
  const { backupId } = backup;
  return { backupId, folder: record.id, since: now, indexAt: 0, chain, ends: {} };
}

/** Reads and compares the next lines of a folder and their messages; false where something is not right. */
async function readStep(due: Due, at: StoredRereading, stop: () => void): Promise<boolean> {
  const { record, backup } = due;
  const reader = backupReader(backup, stop);
  for (let wanted = step; ; wanted *= 2) {
    const most = Math.min(wanted, record.indexLength - at.indexAt);
    const bytes = await reader.read(record.index, at.indexAt, most);
    const end = bytes.lastIndexOf(LF) + 1;
    if (end === 0 && bytes.length === wanted) continue;
    const text = reader.text(bytes.subarray(0, end));
    if (end === 0 || text === null) return false;
    const texts = text.slice(0, -1).split("\n");
    const lines = await readLines(texts, at.chain, hashing);
    if (lines.length < texts.length) return false;
    const messages = lines.flatMap(({ line }) => (line.t === "msg" ? [line] : []));
    const starts = new Map(Object.entries(at.ends));
    if ((await readBack(messages, starts, reader.read, hashing)) < messages.length) return false;
    for (const { volume, offset, length } of messages) at.ends[volume] = offset + length;
    at.indexAt += end;
    at.chain = lines.at(-1)?.chain ?? at.chain;
    return true;
  }
}

const endsRight = ({ record }: Due, at: StoredRereading) =>
  at.chain === record.chain &&
  record.volumes.every(({ file, length }) => at.ends[file] === length) &&
  Object.keys(at.ends).length === record.volumes.length;

/**
 * Reads for at most `seconds` what was read longest ago of the backups that are here, and goes on where the
 * last call stopped. Ends at once when `signal` is aborted or a job begins. Changes nothing but the date of the
 * reading, and that only through the owner's right.
 */
export async function readOldest(seconds: number, signal: AbortSignal): Promise<Rereading> {
  const end = performance.now() + seconds * 1000;
  const stop = () => {
    if (signal.aborted || isWorking()) throw new Refusal("cancelled");
  };
  if (signal.aborted || isWorking()) return "nothing";
  const due = await findDue(Date.now());
  if (!due) return "nothing";
  if ("damaged" in due) return due;
  const at = await begun(due, Date.now());
  const damaged = { damaged: due.backup.backupId };
  try {
    while (at.indexAt < due.record.indexLength) {
      if (performance.now() >= end) return "going-on";
      if (!(await readStep(due, at, stop))) return damaged;
      await writeStored("rereading", at);
    }
    stop();
  } catch (error) {
    if (reasonOf(error).code !== "cancelled") throw error;
    return "going-on";
  }
  if (!endsRight(due, at)) return damaged;
  const own = await openOwn(due.backup, due.manifest, Date.now());
  if (!own) return "nothing";
  try {
    const files = new Set(due.record.volumes.map(({ file }) => file));
    await noteRead(own, due.backup.backupId, (file) => files.has(file), at.since);
  } finally {
    await own.close();
  }
  return "read";
}
