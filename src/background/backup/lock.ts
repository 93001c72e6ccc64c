import {
  isAlive,
  isFromCopy,
  judgeLock,
  type Lock,
  readLock,
  watchFor,
} from "../../core/backup/lock";
import { Refusal } from "../../core/refusal";
import { fileLength, profileMark, readFile } from "../../thunderbird/backup-disk";
import { type OpenBackup, pathIn } from "./open-backup";

const lockFile = "lock.json";

/** What a lock needs to know of the folder it lies in. */
type Locked = Pick<OpenBackup, "rootId" | "folder" | "disk"> & { manifest: { writer: string } };

/** The lock in an account's folder; null where there is none. */
export async function lockIn(folder: Pick<Locked, "rootId" | "folder">): Promise<Lock | null> {
  const path = pathIn(folder, lockFile);
  if ((await fileLength(folder.rootId, path)) === null) return null;
  return readLock(new TextDecoder().decode(await readFile(folder.rootId, path, 0, 10_000)));
}

async function writeLock(backup: Locked, released: boolean): Promise<void> {
  const { writer } = backup.manifest;
  const lock: Lock = { writer, profile: await profileMark(), at: Date.now(), released };
  const bytes = new TextEncoder().encode(`${JSON.stringify(lock)}\n`);
  await backup.disk.replace(pathIn(backup, lockFile), bytes);
}

/**
 * Refuses a backup to which a copy of this profile has written.
 * @param remembered the sequence this profile remembers of it; null where it remembers none
 */
export async function refuseCopy(
  { rootId, folder, manifest }: Pick<OpenBackup, "rootId" | "folder" | "manifest">,
  remembered: number | null,
): Promise<void> {
  const own = { writer: manifest.writer, profile: await profileMark() };
  if (isFromCopy(await lockIn({ rootId, folder }), own, manifest.sequence, remembered)) {
    throw new Refusal("backup-profile-copied", { folder });
  }
}

/**
 * Takes an account's folder for this Thunderbird; refused while another one renews its lock there. A lock that
 * this profile took before it was killed is its own. Clocks of two computers may differ by anything, so a
 * lock whose time is far from ours is looked at twice.
 * @param wait ends after so many milliseconds, or throws when the user cancels; without it such a lock is respected
 */
export async function takeLock(
  backup: Locked,
  now: number,
  wait?: (ms: number) => Promise<void>,
): Promise<void> {
  const own = await profileMark();
  const lock = await lockIn(backup);
  const state = judgeLock(lock, own, now);
  if (state === "in-use" || (state === "watch" && !wait)) throw new Refusal("backup-folder-in-use");
  if (state === "watch" && wait) {
    await wait(watchFor);
    if (isAlive(lock, await lockIn(backup))) throw new Refusal("backup-folder-in-use");
  }
  await writeLock(backup, false);
}

/** Says that this Thunderbird is still writing. */
export const renewLock = (backup: Locked): Promise<void> => writeLock(backup, false);

export const releaseLock = (backup: Locked): Promise<void> => writeLock(backup, true);
