import { findManifest, planReading } from "../../core/backup/verify-account";
import { type BackupReader, findings } from "../../core/backup/verify-reading";
import { type LookFolder, lookFolders } from "../../core/look/look-folder";
import { type FolderStates, mostInEach, readStates } from "../../core/look/states";
import { Refusal } from "../../core/refusal";
import { hashing } from "../hashing";
import { backupReader } from "../verify/backup-reader";
import { findBackup } from "../verify/found-backup";

/** A backup that somebody looks into: what its folders are at this moment. */
export interface Looked {
  backupId: string;
  name: string;
  folders: LookFolder[];
  tags: { key: string; name: string }[];
  /** False where its backup.json is damaged, so that an older one or the indexes alone tell of it. */
  isCurrent: boolean;
  /** Changes with every commit; null where no manifest tells. */
  stamp: string | null;
  reader: BackupReader;
}

/** Finds a backup and reads its manifest. `stop` throws when nobody waits for the answer any more. */
export async function lookInto(backupId: string, stop: () => void = () => {}): Promise<Looked> {
  const backup = await findBackup(backupId);
  const reader = backupReader(backup, stop);
  const found = findings();
  const manifest = await findManifest(reader, hashing, found, backup.own?.sequence ?? null);
  const planned = manifest.isCurrent
    ? []
    : (await planReading(manifest, reader, hashing, found)).folders;
  const folders = lookFolders(manifest.manifest, planned);
  if (folders.length === 0 && !manifest.manifest) throw new Refusal("backup-damaged");
  return {
    backupId,
    name: manifest.manifest?.address ?? backup.name,
    folders,
    tags: manifest.manifest?.tags ?? [],
    isCurrent: manifest.isCurrent,
    stamp: manifest.isCurrent ? (manifest.manifest?.checksum ?? null) : null,
    reader,
  };
}

/** A folder that a page named. */
export function folderIn({ folders }: Looked, id: unknown): LookFolder {
  const folder = folders.find((one) => one.id === id);
  if (!folder) throw new Refusal("bad-request");
  return folder;
}

/** The states of the backup that was looked into last: another search reads them from here. */
let kept: { of: string; states: Map<string, FolderStates> } = { of: "", states: new Map() };

/** The last states of the messages in some folders, read once for each commit of a backup. */
export async function statesOf(
  looked: Looked,
  listed: readonly LookFolder[],
): Promise<ReadonlyMap<string, FolderStates>> {
  const of = `${looked.backupId} ${looked.stamp}`;
  if (kept.of !== of || looked.stamp === null) kept = { of, states: new Map() };
  const { states } = kept;
  const unread = listed.filter(({ id }) => !states.has(id));
  const most = unread.length > 0 ? await mostInEach(looked.folders, looked.reader) : new Map();
  for (const folder of unread) {
    states.set(folder.id, await readStates(folder, most, looked.reader));
  }
  const wanted = listed.flatMap(({ id }) => {
    const one = states.get(id);
    return one ? [[id, one] as const] : [];
  });
  return new Map(wanted);
}
