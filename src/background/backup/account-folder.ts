import type { AccountSource } from "../../core/backup/account-source";
import { fileName, folded } from "../../core/backup/file-names";
import { formatVersion, type Manifest, readManifest } from "../../core/backup/manifest";
import { backupIdOf } from "../../core/backup/places";
import { Refusal, reasonOf } from "../../core/refusal";
import { listTags } from "../../thunderbird/accounts";
import { fileLength, listNames, readFile } from "../../thunderbird/backup-disk";
import { programVersions } from "../../thunderbird/event-page";
import { changeStored, readStored } from "../../thunderbird/storage";
import { hashing } from "../hashing";
import type { OpenRoot } from "./backup-root";
import { elsewhere } from "./elsewhere";
import { refuseCopy, takeLock } from "./lock";
import { type OpenBackup, writeManifest } from "./open-backup";
import { recoverFolder } from "./recover";

/** The random id of an account in its backups; it stays when the account's name or server changes. */
async function accountUidOf(account: string): Promise<string> {
  const uids = await changeStored("accountUids", (known) =>
    known?.[account] ? known : { ...known, [account]: crypto.randomUUID() },
  );
  return uids[account] as string;
}

/** The random id of this installation: only the writer of a backup appends to it. */
export const installation = (): Promise<string> =>
  changeStored("installation", (known) => known ?? crypto.randomUUID());

/** The manifest in a file; null where there is none. Throws a Refusal where it is damaged or too new. */
export async function readManifestAt(rootId: string, path: string): Promise<Manifest | null> {
  const length = await fileLength(rootId, path);
  if (length === null) return null;
  const text = new TextDecoder().decode(await readFile(rootId, path, 0, length));
  const read = await readManifest(text, hashing);
  if (read.ok) return read.manifest;
  if (read.why === "too-new") throw new Refusal("backup-too-new", { file: path });
  throw new Refusal("backup-damaged", { file: path });
}

interface FoundManifest {
  manifest: Manifest;
  /** The newest was damaged or never finished, so this is the one before: it is one sequence behind. */
  previous: boolean;
}

async function manifestIn(rootId: string, folder: string): Promise<FoundManifest | null> {
  let damage: unknown = null;
  try {
    const manifest = await readManifestAt(rootId, `${folder}/backup.json`);
    if (manifest) return { manifest, previous: false };
  } catch (error) {
    if (reasonOf(error).code !== "backup-damaged") throw error;
    damage = error;
  }
  const before = await readManifestAt(rootId, `${folder}/backup.previous.json`);
  if (!before && damage) throw damage;
  return before && { manifest: before, previous: true };
}

/** The account's folder under the root, by the id in its manifest: folders may have been renamed. */
async function findFolder(
  root: OpenRoot,
  accountUid: string,
  writer: string,
  guess: string | null,
) {
  const names = (await listNames(root.rootId, "")).filter((entry) => entry.folder);
  const ordered = [...names].sort((a, b) => Number(b.name === guess) - Number(a.name === guess));
  for (const { name } of ordered) {
    const found = await manifestIn(root.rootId, name).catch((error) => {
      // A damaged backup of another account is not this account's trouble.
      if (name === guess) throw error;
      return null;
    });
    if (found?.manifest.accountUid === accountUid && found.manifest.writer === writer) {
      return { name, names, ...found };
    }
  }
  return { name: null, names, manifest: null, previous: false };
}

async function newManifest(source: AccountSource, accountUid: string, writer: string) {
  const manifest: Manifest = {
    format: formatVersion,
    minReader: formatVersion,
    checksum: "",
    sequence: 0,
    accountUid,
    type: source.type,
    user: source.user,
    host: source.host,
    address: source.address,
    writer,
    program: await programVersions(),
    tags: await listTags(),
    endedAt: null,
    verdict: "unknown",
    folders: [],
  };
  return manifest;
}

/**
 * Opens an account's backup for writing: finds or makes its folder, refuses one that is older than this
 * computer remembers, and puts files in order that an interrupted run left.
 */
export async function openAccountBackup(
  root: OpenRoot,
  source: AccountSource,
  runAt: number,
  wait?: (ms: number) => Promise<void>,
): Promise<OpenBackup> {
  const [accountUid, writer] = [await accountUidOf(source.account), await installation()];
  const here = (await readStored("backups"))?.[backupIdOf(root.markerId, accountUid)];
  const found = await findFolder(root, accountUid, writer, here?.folder ?? null);
  // A folder that was taken away is begun anew; one that went back in time is not written to.
  const least = (here?.sequence ?? 0) - (found.previous ? 1 : 0);
  if (here && found.manifest && found.manifest.sequence < least) {
    throw new Refusal("backup-older-than-remembered", { folder: here.folder });
  }
  const { rootId } = root;
  if (found.manifest) {
    const { name, manifest } = found;
    await refuseCopy({ rootId, folder: name, manifest }, here?.sequence ?? null);
  }
  const taken = new Set(found.names.map(({ name }) => folded(name)));
  const wanted = `${source.address} (${source.type}, ${source.host})`;
  const folder = found.name ?? fileName(wanted, accountUid, taken, hashing);
  const manifest = found.manifest ?? (await newManifest(source, accountUid, writer));
  const backup: OpenBackup = {
    markerId: root.markerId,
    rootId,
    rootPath: root.path,
    folder,
    isImap: source.kind === "imap",
    isStreamed: source.kind === "exchange",
    manifest,
    disk: root.disk,
    keepPrevious: found.previous,
    lastRun: { endedAt: manifest.endedAt, verdict: manifest.verdict },
    elsewhere: elsewhere({ rootId: root.rootId, folder, manifest }),
  };
  if (!found.manifest) await root.disk.makeFolder(folder, true);
  await takeLock(backup, runAt, wait);
  let adopted = false;
  for (const record of manifest.folders) {
    adopted = (await recoverFolder(backup, record, runAt)) || adopted;
  }
  Object.assign(manifest, {
    type: source.type,
    user: source.user,
    host: source.host,
    address: source.address,
    program: await programVersions(),
    tags: await listTags(),
    endedAt: null,
    verdict: "unknown",
  });
  if (adopted || !found.manifest) await writeManifest(backup);
  return backup;
}
