import type { Verdict } from "../job";
import type { Reason } from "../reason";
import type { Rehearsal } from "../rehearsal/compare";
import type { Hashing } from "./hashing";
import type { PossibleCap } from "./possible-caps";

export const formatVersion = 1;

export interface Volume {
  file: string;
  /** Bytes that are committed; nothing before this offset ever changes. */
  length: number;
  /** When all of it was last read and compared, in milliseconds since the epoch. */
  readAt: number;
}

/** The four numbers that have to agree, and what came of them. */
export interface FolderVerdict {
  state: Verdict;
  /** The moment it is said of, in milliseconds since the epoch. */
  at: number;
  /** What the server counts; null for POP and Local Folders, and where it was not asked. */
  server: number | null;
  /** What Thunderbird lists. */
  rows: number;
  /** Of these: how many have a body here. */
  bodies: number;
  /** Of these: how many are in the backup, read back from the disk. */
  saved: number;
  /** Saved messages whose bytes Thunderbird itself had changed before anyone could see them. */
  altered: number;
  reason?: Reason;
}

export interface FolderRecord {
  /** Random; stays with the folder's files. */
  id: string;
  /** The path on the server (modified UTF-7), or Thunderbird's own for POP and Local Folders. */
  path: string;
  delimiter: string;
  /** The name Thunderbird shows. */
  name: string;
  role: string | null;
  subscribed: boolean;
  /** False once the folder is neither in Thunderbird nor on the server: what was saved of it stays. */
  present: boolean;
  /** The user left it out of the last whole run: it is no part of the account's verdict. What was saved stays. */
  leftOut?: true;
  uidValidity: number | null;
  index: string;
  indexLength: number;
  /** The chain value of the last committed line. */
  chain: string;
  volumes: Volume[];
  /** Messages in the files, those that have since left the server included. */
  messages: number;
  /** Bytes of those messages. */
  bytes: number;
  gone: number;
  verdict: FolderVerdict | null;
  /** Only for the writer: how Thunderbird's list stood when the index had taken all of it in. */
  settled?: Settled;
}

/**
 * A list of messages of which each is saved and whose state is in the index. As long as list and index are the
 * same, a run has nothing to write for the folder, and need not read either.
 */
export interface Settled {
  /** The index's last chain value. */
  chain: string;
  /** SHA-256 over UIDVALIDITY and what Thunderbird lists: numbers, states, sizes and Message-IDs. */
  list: string;
  altered: number;
}

/** backup.json: what is committed. Schema in docs/backup-format.schema.json. */
export interface Manifest {
  format: number;
  minReader: number;
  /** SHA-256 of the file with these 64 characters replaced by zeros. */
  checksum: string;
  sequence: number;
  accountUid: string;
  type: string;
  user: string;
  host: string;
  address: string;
  writer: string;
  program: { postwacht: string; thunderbird: string };
  tags: { key: string; name: string; color: string }[];
  /** When the last run ended; null while one goes on. Milliseconds since the epoch. */
  endedAt: number | null;
  verdict: Verdict;
  /** Names of the folders that the user left out of the last whole run. */
  leftOut?: string[];
  /** Folders whose count on the server looks like a limit of the provider. */
  possibleCaps?: PossibleCap[];
  /** The last time that mail was put back into Thunderbird for a try and compared. */
  rehearsal?: Rehearsal;
  folders: FolderRecord[];
}

const zeros = "0".repeat(64);

/** The file's text; its checksum is made here. */
export async function manifestText(manifest: Manifest, hashing: Hashing): Promise<string> {
  // In front of every text that a mail or a person could have made, so that the first zeros are these.
  const { format, minReader, checksum: _old, ...rest } = manifest;
  const ordered = { format, minReader, checksum: zeros, ...rest };
  const blank = `${JSON.stringify(ordered, null, 1)}\n`;
  return blank.replace(zeros, await hashing.utf8(blank));
}

export type ManifestRead =
  | { ok: true; manifest: Manifest }
  | { ok: false; why: "damaged" | "too-new" };

/**
 * Reads a file's text; refuses one whose checksum is wrong or that asks for a newer reader. Every version
 * makes the checksum in the same way, so a damaged number cannot pass for a newer version.
 */
export async function readManifest(text: string, hashing: Hashing): Promise<ManifestRead> {
  const damaged = { ok: false, why: "damaged" } as const;
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
  } catch {
    return damaged;
  }
  const { checksum, minReader, folders } = manifest ?? {};
  if (typeof checksum !== "string" || !/^[0-9a-f]{64}$/.test(checksum)) return damaged;
  if ((await hashing.utf8(text.replace(checksum, zeros))) !== checksum) return damaged;
  if (typeof minReader !== "number") return damaged;
  if (minReader > formatVersion) return { ok: false, why: "too-new" };
  return Array.isArray(folders) ? { ok: true, manifest } : damaged;
}

/** The date of the reading that lies longest ago; null where nothing was ever written. */
export function oldestReading(manifest: Manifest): number | null {
  const times = manifest.folders.flatMap((folder) => folder.volumes.map((volume) => volume.readAt));
  return times.length > 0 ? Math.min(...times) : null;
}

/** The worst of the folders' verdicts. */
export function overallVerdict(folders: readonly FolderRecord[]): Verdict {
  const states = folders.map((folder) => folder.verdict?.state ?? "unknown");
  if (states.includes("incomplete")) return "incomplete";
  return states.includes("unknown") || states.length === 0 ? "unknown" : "complete";
}
