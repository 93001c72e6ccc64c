import { findManifest } from "../../core/backup/verify-account";
import { findings } from "../../core/backup/verify-reading";
import { Refusal } from "../../core/refusal";
import type { Readings } from "../../protocol";
import { forgetRoot, listNames, pickFolder } from "../../thunderbird/backup-disk";
import { changeStored, type OpenedBackup, readStored } from "../../thunderbird/storage";
import { hashing } from "../hashing";
import { backupReader } from "./backup-reader";

/*
 * Belongs here: backups from elsewhere that the user opens to read. They are kept until they are closed or
 * Thunderbird starts anew; nothing is ever written to them.
 * Does not belong here: what is read in them (-> verify-job.ts).
 */

const names = /^backup(\.previous)?\.json$/;
const indexes = /\.jsonl$/;

/** Whether a folder is one account's backup, also where its backup.json is lost. */
async function isBackup(rootId: string, folder: string): Promise<boolean> {
  const files = (await listNames(rootId, folder)).filter((entry) => !entry.folder);
  return files.some(({ name }) => names.test(name) || indexes.test(name));
}

/** The account folders in a picked folder: itself, or those right below it. */
async function foldersIn(rootId: string): Promise<string[]> {
  if (await isBackup(rootId, "")) return [""];
  const found: string[] = [];
  for (const { name, folder } of await listNames(rootId, "")) {
    if (folder && (await isBackup(rootId, name))) found.push(name);
  }
  return found;
}

async function describe(rootId: string, path: string, folder: string): Promise<OpenedBackup> {
  const reader = backupReader({ rootId, folder });
  const { manifest } = await findManifest(reader, hashing, findings(), null);
  const lastName = (folder || path).split(/[\\/]/).at(-1) ?? "";
  return {
    backupId: `opened/${rootId}/${folder}`,
    rootId,
    path,
    folder,
    name: manifest?.address ?? lastName,
    endedAt: manifest?.endedAt ?? null,
    messages: manifest?.folders.reduce((sum, record) => sum + record.messages, 0) ?? null,
  };
}

/** Whether a picked folder is one of the places that backups go to. */
const isPlace = async (rootId: string): Promise<boolean> =>
  (await readStored("backupPlaces"))?.all.some((place) => place.rootId === rootId) ?? false;

/** Lets the user pick a folder with backups and opens what is in it, to be read only. Null when nothing was picked. */
export async function openBackup(title: string): Promise<string | null> {
  const picked = await pickFolder(title);
  if (!picked) return null;
  const { rootId, path } = picked;
  try {
    const folders = await foldersIn(rootId);
    if (folders.length === 0) throw new Refusal("no-backup-there", { path });
    const found = await Promise.all(folders.map((folder) => describe(rootId, path, folder)));
    await changeStored("openedBackups", (opened) => [
      ...(opened ?? []).filter((one) => one.rootId !== rootId),
      ...found,
    ]);
    return found[0]?.backupId ?? null;
  } catch (error) {
    if (picked.isNew) await forgetRoot(rootId);
    throw error;
  }
}

/** Forgets an opened backup, and its folder once none of its backups is open. */
export async function closeBackup(backupId: string): Promise<void> {
  const before = (await readStored("openedBackups")) ?? [];
  const closed = before.find((one) => one.backupId === backupId);
  const left = await changeStored("openedBackups", (opened) =>
    (opened ?? []).filter((one) => one.backupId !== backupId),
  );
  await changeStored("readings", (readings) => {
    const { [backupId]: _gone, ...others } = readings ?? {};
    return others;
  });
  if (!closed || left.some(({ rootId }) => rootId === closed.rootId)) return;
  if (!(await isPlace(closed.rootId))) await forgetRoot(closed.rootId);
}

/** When Thunderbird starts, nothing that was opened before is open any more, but what a job still reads. */
export async function closeLeftOpen(): Promise<void> {
  const stored = await readStored("job");
  const inUse = stored?.job.state === "running" ? stored.backup : undefined;
  for (const { backupId } of (await readStored("openedBackups")) ?? []) {
    if (backupId !== inUse) await closeBackup(backupId);
  }
}

/** What pages show of readings and of opened backups. */
export async function listReadings(): Promise<Readings> {
  const [opened, readings] = await Promise.all([
    readStored("openedBackups"),
    readStored("readings"),
  ]);
  return {
    opened: (opened ?? []).map(({ backupId, name, path, endedAt, messages }) => {
      return { backupId, name, path, endedAt, messages };
    }),
    readings: readings ?? {},
  };
}
