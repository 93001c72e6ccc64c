import { createHash } from "node:crypto";
import type { DiskState } from "./power-disk";

/*
 * Reads a backup as docs/backup-format.md tells a stranger to, with none of our own code: what the engine wrote
 * is not to be judged by the engine.
 */

interface Line {
  t: string;
  n: number;
  of: number;
  volume: string;
  offset: number;
  length: number;
  separatorLength: number;
  blockLength: number;
  tailLength: number;
  sha256: string;
  chain: string;
}

export interface ReadFolder {
  path: string;
  /** SHA-256 of every message, in the order of the index. */
  messages: string[];
  gone: number;
  state: string | null;
  /** File -> its committed bytes. */
  files: Map<string, Uint8Array>;
}

export interface ReadBackup {
  sequence: number;
  endedAt: number | null;
  verdict: string;
  folders: ReadFolder[];
}

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** backup.json, or the one before it where that is damaged or not there; null where neither can be read. */
function readManifest(state: DiskState, folder: string) {
  for (const name of ["backup.json", "backup.previous.json"]) {
    const bytes = state.files.get(`${folder}/${name}`);
    if (!bytes) continue;
    try {
      const manifest = JSON.parse(text(bytes));
      const blank = text(bytes).replace(manifest.checksum, "0".repeat(64));
      if (sha256(blank) === manifest.checksum) return manifest;
    } catch {
      // The one before it may be whole.
    }
  }
  return null;
}

function committed(state: DiskState, path: string, length: number): Uint8Array {
  const bytes = state.files.get(path) ?? new Uint8Array(0);
  if (bytes.length < length) throw new Error(`${path} has ${bytes.length} of ${length} bytes`);
  return bytes.subarray(0, length);
}

/** Everything that the backup in a folder says it holds; throws where that is not so. Null where there is none. */
export function readBackup(state: DiskState, folder: string): ReadBackup | null {
  const manifest = readManifest(state, folder);
  if (!manifest) return null;
  const folders = manifest.folders.map((record: Record<string, unknown>) => {
    const files = new Map<string, Uint8Array>();
    for (const { file, length } of record.volumes as { file: string; length: number }[]) {
      files.set(file, committed(state, `${folder}/${file}`, length));
    }
    const index = String(record.index);
    if (Number(record.indexLength) > 0) {
      files.set(index, committed(state, `${folder}/${index}`, Number(record.indexLength)));
    }
    let chain = sha256(`postwacht index 1\n${manifest.accountUid}\n${record.id}\n`);
    const [messages, gone]: [string[], Set<number>] = [[], new Set()];
    const ends = new Map<string, number>();
    for (const one of text(files.get(index) ?? new Uint8Array(0))
      .split("\n")
      .slice(0, -1)) {
      chain = sha256(`${chain}${one.slice(0, -76)}}`);
      const line = JSON.parse(one) as Line;
      if (line.chain !== chain) throw new Error(`${index}: the chain is broken`);
      if (line.t === "gone") gone.add(line.n);
      if (line.t === "ref") gone.delete(line.of);
      if (line.t !== "msg") continue;
      if (line.offset !== (ends.get(line.volume) ?? 0)) throw new Error(`${index}: a gap`);
      ends.set(line.volume, line.offset + line.length);
      const volume = files.get(line.volume) ?? new Uint8Array(0);
      const from = line.offset + line.separatorLength + line.blockLength;
      const kept = volume.subarray(from, line.offset + line.length - line.tailLength);
      const message = latin1(kept).replace(/^>(>*From )/gm, "$1");
      if (sha256(Buffer.from(message, "latin1")) !== line.sha256) {
        throw new Error(`${line.volume}: message ${line.n} is damaged`);
      }
      messages.push(line.sha256);
    }
    if (chain !== record.chain) throw new Error(`${index}: not the committed end`);
    const state_ = (record.verdict as { state: string } | null)?.state ?? null;
    return { path: record.path, messages, gone: gone.size, state: state_, files };
  });
  const { sequence, endedAt, verdict } = manifest;
  return { sequence, endedAt, verdict, folders };
}
