/** lock.json in an account's folder: who writes there, and when it last said so. */
export interface Lock {
  writer: string;
  /** This profile in its place: a copied profile has the same writer and another mark. */
  profile: string;
  /** Milliseconds since the epoch, by the clock of the computer that writes. */
  at: number;
  released: boolean;
}

/** How often a lock is renewed, in milliseconds. */
export const heartbeat = 30_000;

/** A lock that was not renewed for so long belongs to a Thunderbird that is gone. */
export const silence = 2 * 60_000;

/** How long a lock is watched whose time says nothing: two beats, and what a slow disk may take. */
export const watchFor = 2 * heartbeat + 10_000;

/** The lock in a file's text; one that was cut off in the writing holds nobody back. */
export function readLock(text: string): Lock | null {
  try {
    const lock = JSON.parse(text) as Lock | null;
    const proper =
      typeof lock?.writer === "string" &&
      typeof lock.profile === "string" &&
      Number.isFinite(lock.at) &&
      typeof lock.released === "boolean";
    return proper ? lock : null;
  } catch {
    return null;
  }
}

/**
 * Whether a folder is free for this profile. `watch` where another one holds it by a time that lies far from
 * ours: it may be gone, or its computer's clock is wrong. Then only a second look tells.
 */
export function judgeLock(
  lock: Lock | null,
  profile: string,
  now: number,
): "free" | "in-use" | "watch" {
  if (!lock || lock.released || lock.profile === profile) return "free";
  return Math.abs(now - lock.at) < silence ? "in-use" : "watch";
}

/** Whether somebody renewed the lock between two looks, whatever their clocks say. */
export const isAlive = (before: Lock | null, after: Lock | null): boolean =>
  after !== null &&
  !after.released &&
  (before?.at !== after.at || before.profile !== after.profile);

/**
 * Whether a copy of this profile, or the profile before it was moved, has written to a backup since this one
 * last did: both have the same writer, so nothing but the place they stand in tells them apart.
 * @param sequence of the backup on the disk
 * @param remembered the sequence that this profile remembers; null where it remembers none
 */
export const isFromCopy = (
  lock: Lock | null,
  own: { writer: string; profile: string },
  sequence: number,
  remembered: number | null,
): boolean =>
  lock !== null &&
  lock.writer === own.writer &&
  lock.profile !== own.profile &&
  sequence > (remembered ?? 0);
