import { Refusal } from "../../core/refusal";
import { fileLength, readFile } from "../../thunderbird/backup-disk";
import { readStored, writeStored } from "../../thunderbird/storage";
import { type OpenBackup, pathIn } from "./open-backup";

/** lock.json in an account's folder: who writes there, and when it last said so. */
interface Lock {
  writer: string;
  /** One Thunderbird with one profile. A copied profile has the same writer and another session. */
  session: string;
  /** Milliseconds since the epoch. */
  at: number;
  released: boolean;
}

const lockFile = "lock.json";
/** A lock that was not renewed for so long belongs to a Thunderbird that is gone. */
const stale = 2 * 60_000;

async function readLock(backup: OpenBackup): Promise<Lock | null> {
  const path = pathIn(backup, lockFile);
  if ((await fileLength(backup.rootId, path)) === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await readFile(backup.rootId, path, 0, 10_000)));
  } catch {
    // A lock that was cut off in the writing holds nobody back.
    return null;
  }
}

async function writeLock(backup: OpenBackup, session: string, released: boolean): Promise<void> {
  const lock: Lock = { writer: backup.manifest.writer, session, at: Date.now(), released };
  const bytes = new TextEncoder().encode(`${JSON.stringify(lock)}\n`);
  await backup.disk.replace(pathIn(backup, lockFile), bytes);
}

/**
 * Takes an account's folder for this Thunderbird; refused while another one renews its lock there. A lock that
 * this profile took before it was killed is its own.
 */
export async function takeLock(backup: OpenBackup, now: number): Promise<void> {
  const own = await readStored("lockSession");
  const lock = await readLock(backup);
  const alive = lock && !lock.released && Math.abs(now - lock.at) < stale;
  if (alive && lock.session !== own) throw new Refusal("backup-folder-in-use");
  const session = own ?? crypto.randomUUID();
  if (!own) await writeStored("lockSession", session);
  await writeLock(backup, session, false);
}

/** Says that this Thunderbird is still writing. */
export async function renewLock(backup: OpenBackup): Promise<void> {
  const own = await readStored("lockSession");
  if (own) await writeLock(backup, own, false);
}

export async function releaseLock(backup: OpenBackup): Promise<void> {
  const own = await readStored("lockSession");
  if (own) await writeLock(backup, own, true);
}
