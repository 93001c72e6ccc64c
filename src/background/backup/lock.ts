import { Refusal } from "../../core/refusal";
import { fileLength, profileMark, readFile } from "../../thunderbird/backup-disk";
import { type OpenBackup, pathIn } from "./open-backup";

/** lock.json in an account's folder: who writes there, and when it last said so. */
interface Lock {
  writer: string;
  /** This profile in its place: a copied profile has the same writer and another mark. */
  profile: string;
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

async function writeLock(backup: OpenBackup, released: boolean): Promise<void> {
  const { writer } = backup.manifest;
  const lock: Lock = { writer, profile: await profileMark(), at: Date.now(), released };
  const bytes = new TextEncoder().encode(`${JSON.stringify(lock)}\n`);
  await backup.disk.replace(pathIn(backup, lockFile), bytes);
}

/**
 * Takes an account's folder for this Thunderbird; refused while another one renews its lock there. A lock that
 * this profile took before it was killed is its own.
 */
export async function takeLock(backup: OpenBackup, now: number): Promise<void> {
  const own = await profileMark();
  const lock = await readLock(backup);
  const alive = lock && !lock.released && Math.abs(now - lock.at) < stale;
  if (alive && lock.profile !== own) throw new Refusal("backup-folder-in-use");
  await writeLock(backup, false);
}

/** Says that this Thunderbird is still writing. */
export const renewLock = (backup: OpenBackup): Promise<void> => writeLock(backup, false);

export const releaseLock = (backup: OpenBackup): Promise<void> => writeLock(backup, true);
