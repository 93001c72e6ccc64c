import { createHash } from "node:crypto";
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";

/** What backup.json promises at one moment: of each file so many bytes, with this hash. */
export type Committed = Map<string, { length: number; sha256: string }>;

interface ManifestFile {
  verdict: string;
  folders: {
    index: string;
    indexLength: number;
    messages: number;
    volumes: { file: string; length: number }[];
  }[];
}

function hashOfStart(path: string, length: number): string {
  const file = openSync(path, "r");
  try {
    if (fstatSync(file).size < length) return "shorter";
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, 0);
    return createHash("sha256").update(bytes).digest("hex");
  } finally {
    closeSync(file);
  }
}

const readManifest = (backup: string): ManifestFile | null => {
  const path = join(backup, "backup.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
};

/** The committed bytes of an account's backup; nothing where there is no backup.json yet. */
export function readCommitted(backup: string): Committed {
  const committed: Committed = new Map();
  for (const folder of readManifest(backup)?.folders ?? []) {
    const files = [...folder.volumes, { file: folder.index, length: folder.indexLength }];
    for (const { file, length } of files) {
      if (length === 0) continue;
      committed.set(file, { length, sha256: hashOfStart(join(backup, file), length) });
    }
  }
  return committed;
}

/** Files whose once committed bytes are no longer there as they were. */
export function lostSince(before: Committed, backup: string): string[] {
  return [...before]
    .filter(([file, { length, sha256 }]) => {
      const path = join(backup, file);
      return !existsSync(path) || hashOfStart(path, length) !== sha256;
    })
    .map(([file]) => file);
}

/** Messages that were stored twice in one folder: for mailboxes in which no two messages are alike. */
export function doubled(backup: string): string[] {
  const twice: string[] = [];
  for (const folder of readManifest(backup)?.folders ?? []) {
    if (folder.indexLength === 0) continue;
    const seen = new Set<string>();
    const bytes = readFileSync(join(backup, folder.index)).subarray(0, folder.indexLength);
    for (const text of bytes.toString("utf8").split("\n").slice(0, -1)) {
      const { t, sha256, n } = JSON.parse(text) as { t: string; sha256: string; n: number };
      if (t !== "msg") continue;
      if (seen.has(sha256)) twice.push(`${folder.index} ${n}`);
      seen.add(sha256);
    }
  }
  return twice;
}
