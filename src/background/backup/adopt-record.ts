import type { FolderSource } from "../../core/backup/account-source";
import type { FolderRecord } from "../../core/backup/manifest";
import { agreeingMessages } from "../../core/backup/same-folder";
import { folderState, listKeys, readRows } from "../../thunderbird/mail-store";
import { loadKnown, type OpenBackup, writeManifest } from "./open-backup";

/** So many messages show whose folder it is; each is looked at again when the folder is saved. */
const mostCompared = 2000;
const rowsPerCall = 500;

/** Messages from the whole length of a folder, the first and the last among them. */
function spread(keys: number[]): number[] {
  const step = Math.max(1, keys.length / mostCompared);
  const count = Math.min(keys.length, mostCompared);
  return Array.from({ length: count }, (_, i) => keys[Math.floor(i * step)] as number);
}

async function comparedRows(uri: string) {
  const rows = [];
  const keys = spread(await listKeys(uri));
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    rows.push(...(await readRows(uri, keys.slice(at, at + rowsPerCall))));
  }
  return rows;
}

const leaf = ({ path, delimiter }: Pick<FolderRecord, "path" | "delimiter">) =>
  delimiter === "" ? path : path.split(delimiter).at(-1);

/**
 * A folder that was renamed or moved is the same folder: where the backup has nothing under its path yet, and
 * holds the same messages (UIDVALIDITY, numbers, Message-IDs, sizes) of one that is gone from its own path, that
 * record takes the new path. Its files keep their names. `taken` are the paths at which there still are folders.
 */
export async function adoptRecord(
  backup: OpenBackup,
  source: FolderSource,
  taken: ReadonlySet<string>,
): Promise<boolean> {
  const { manifest } = backup;
  const own = manifest.folders.find(({ path }) => path === source.path);
  if (own && own.indexLength > 0) return false;
  const left = manifest.folders.filter(
    (record) => record !== own && record.indexLength > 0 && !taken.has(record.path),
  );
  if (left.length === 0) return false;
  const { uidValidity } = await folderState(source.uri);
  if (backup.isImap && uidValidity === null) return false;
  const candidates = left
    .filter((record) => record.uidValidity === uidValidity)
    // A folder that was moved keeps its name, one that was renamed mostly has no rival.
    .sort((a, b) => Number(leaf(b) === leaf(source)) - Number(leaf(a) === leaf(source)));
  if (candidates.length === 0) return false;
  const rows = await comparedRows(source.uri);
  if (rows.length === 0) return false;
  for (const record of candidates) {
    const known = await loadKnown(backup, record);
    if (known.uidValidity !== uidValidity) continue;
    if (agreeingMessages(known, rows, backup.isImap ? "uid" : "key") === 0) continue;
    // The empty record that may stand for the new path by now holds nothing.
    manifest.folders = manifest.folders.filter((other) => other !== own);
    const { path, delimiter, name, role, subscribed } = source;
    Object.assign(record, { path, delimiter, name, role, subscribed, present: true });
    await writeManifest(backup);
    return true;
  }
  return false;
}
