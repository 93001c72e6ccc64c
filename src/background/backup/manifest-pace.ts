import { type OpenBackup, writeManifest } from "./open-backup";

/** Below this, in bytes, a manifest is written with every commit; that is about 350 folders. */
const large = 256 * 1024;
/** One part in so many of the time may go into writing a larger one. */
const share = 20;
/** What is committed stands in backup.json at the latest after so long, in milliseconds. */
const longest = 30_000;

interface Pace {
  at: number;
  took: number;
  bytes: number;
  /** Something has changed since that backup.json does not say. */
  owed: boolean;
}

const paces = new WeakMap<OpenBackup, Pace>();

async function writeNow(backup: OpenBackup): Promise<void> {
  const begun = performance.now();
  const bytes = await writeManifest(backup);
  const at = performance.now();
  paces.set(backup, { at, took: at - begun, bytes, owed: false });
}

const isDue = ({ at, took }: Pace) => performance.now() - at >= Math.min(took * share, longest);

/**
 * Writes backup.json, or leaves it for a later call. It names every folder: written at the end of each of ten
 * thousand, it would write 60 GB. What it does not say yet is flushed and read back all the same, and after a
 * crash the next run takes it over like all that lies behind a commit. A `commit` waits only for a large one.
 */
export async function writeManifestWhenDue(
  backup: OpenBackup,
  what: "commit" | "verdict",
): Promise<void> {
  const pace = paces.get(backup);
  const mayWait = pace && (what === "verdict" || pace.bytes >= large);
  if (mayWait && !isDue(pace)) pace.owed = true;
  else await writeNow(backup);
}

/** Writes what was left, once it is due: for those who are at work in one folder for long. */
export async function writeOwedWhenDue(backup: OpenBackup): Promise<void> {
  const pace = paces.get(backup);
  if (pace?.owed && isDue(pace)) await writeNow(backup);
}

/** Writes what was left, at the end of a run, whatever ends it. */
export async function writeOwed(backup: OpenBackup): Promise<void> {
  if (paces.get(backup)?.owed) await writeNow(backup);
}
