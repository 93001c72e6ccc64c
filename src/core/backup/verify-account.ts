import { Refusal } from "../refusal";
import type { Hashing } from "./hashing";
import { chainStart } from "./index-line";
import { type FolderRecord, type Manifest, readManifest } from "./manifest";
import { type FolderToRead, verifyFolder } from "./verify-folder";
import {
  type BackupReader,
  type Findings,
  findings,
  type Reading,
  type Watch,
} from "./verify-reading";

export const manifestFile = "backup.json";
export const previousFile = "backup.previous.json";

/** What a backup's folder says of itself, as far as it can be believed. */
export interface FoundManifest {
  /** Null where neither file can be read. */
  manifest: Manifest | null;
  /** Whether it is the current one, so that its lengths and sums count. */
  isCurrent: boolean;
}

type Found = { file: string; state: "missing" | "damaged" } | { state: "read"; manifest: Manifest };

async function manifestIn(file: string, reader: BackupReader, hashing: Hashing): Promise<Found> {
  const length = await reader.length(file);
  if (length === null) return { file, state: "missing" };
  const text = reader.text(await reader.read(file, 0, length));
  const read = text === null ? null : await readManifest(text, hashing);
  if (read?.ok) return { state: "read", manifest: read.manifest };
  if (read?.why === "too-new") throw new Refusal("backup-too-new");
  return { file, state: "damaged" };
}

/**
 * Reads backup.json, and the one before it where that is damaged. A backup that asks for a newer reader is refused.
 * @param remembered the sequence that this installation wrote last, if it writes this backup
 */
export async function findManifest(
  reader: BackupReader,
  hashing: Hashing,
  found: Findings,
  remembered: number | null,
): Promise<FoundManifest> {
  const current = await manifestIn(manifestFile, reader, hashing);
  const previous = await manifestIn(previousFile, reader, hashing);
  if (previous.state === "damaged") found.damage("previous-damaged", previousFile);
  const before = previous.state === "read" ? previous.manifest : null;
  if (current.state !== "read") {
    found.damage(
      current.state === "missing" ? "manifest-missing" : "manifest-damaged",
      manifestFile,
    );
    return { manifest: before, isCurrent: false };
  }
  const { manifest } = current;
  const newest = Math.max(remembered ?? 0, before?.sequence ?? 0);
  if (newest > manifest.sequence) found.damage("manifest-older", manifestFile);
  if (previous.state === "missing" && manifest.sequence > 1) {
    found.note({ kind: "previous-missing", file: previousFile, bytes: 0 });
  }
  return { manifest, isCurrent: true };
}

const folderOf = (
  record: FolderRecord,
  manifest: Manifest,
  isCurrent: boolean,
  hashing: Hashing,
): FolderToRead => ({
  account: manifest.address,
  name: record.name,
  index: record.index,
  indexLength: isCurrent ? record.indexLength : null,
  chainStart: chainStart(hashing, manifest.accountUid, record.id),
  chain: isCurrent ? record.chain : null,
  volumes: record.volumes,
  messages: isCurrent ? record.messages : null,
  bytes: isCurrent ? record.bytes : null,
});

/** A folder of which only the index is known. */
const folderOfIndex = (index: string): FolderToRead => ({
  account: "",
  name: index.replace(/\.jsonl$/, "").replaceAll(".sbd/", "/"),
  index,
  indexLength: null,
  chainStart: null,
  chain: null,
  volumes: [],
  messages: null,
  bytes: null,
});

/** Every file below a backup's folder, with its length. */
async function filesBelow(reader: BackupReader): Promise<Map<string, number>> {
  const files = new Map<string, number>();
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, folder: isFolder, length } of await reader.list(folder)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (isFolder) folders.push(path);
      else files.set(path, length);
    }
  }
  return files;
}

/** Files of ours that hold no committed message. */
const aside =
  /^(backup\.json|backup\.previous\.json|report\.html|lock\.json|postwacht-root\.json)(\.tmp)?$|\.recovered-[0-9TZ-]+\.bin$/;

/** What of a backup is to be read: its folders, how much that is, and what does not belong to it. */
export interface AccountToRead {
  folders: FolderToRead[];
  messages: number;
  bytes: number;
}

/** Looks through a backup's folder before anything long is read. */
export async function planReading(
  { manifest, isCurrent }: FoundManifest,
  reader: BackupReader,
  hashing: Hashing,
  found: Findings,
): Promise<AccountToRead> {
  const files = await filesBelow(reader);
  const folders = manifest
    ? manifest.folders.map((record) => folderOf(record, manifest, isCurrent, hashing))
    : [];
  const named = new Set(
    folders.flatMap((folder) => [folder.index, ...folder.volumes.map(({ file }) => file)]),
  );
  const extra = [...files.keys()].filter((file) => !named.has(file) && !aside.test(file)).sort();
  const indexes = isCurrent ? [] : extra.filter((file) => file.endsWith(".jsonl"));
  folders.push(...indexes.map(folderOfIndex));
  for (const file of extra) {
    // Where no manifest names the files, their indexes may.
    const mayBeNamed = !isCurrent && /\.(jsonl|mbox)$/.test(file);
    if (!mayBeNamed) found.note({ kind: "extra-file", file, bytes: files.get(file) ?? 0 });
  }
  const bytesOf = (folder: FolderToRead) =>
    folder.volumes.reduce((sum, { length }) => sum + length, 0) +
    (folder.indexLength ?? files.get(folder.index) ?? 0);
  return {
    folders,
    messages: folders.reduce((sum, { messages }) => sum + (messages ?? 0), 0),
    bytes: folders.reduce((sum, folder) => sum + bytesOf(folder), 0),
  };
}

/** A complete reading, and the files of which every byte was right. */
export interface AccountReading {
  reading: Omit<Reading, "startedAt" | "endedAt" | "bytes">;
  right: Set<string>;
}

/** Reads everything of one account's backup. The manifest's own damage is in `found` already. */
export async function verifyAccount(
  { manifest }: FoundManifest,
  plan: AccountToRead,
  reader: BackupReader,
  hashing: Hashing,
  watch: Watch,
  found: Findings,
): Promise<AccountReading> {
  const right = new Set<string>();
  const named = new Map<string, { index: string; n: number }[]>();
  let [messages, whole] = [0, 0];
  for (const folder of plan.folders) {
    const outcome = await verifyFolder(folder, reader, hashing, watch, found);
    messages += outcome.messages;
    whole += outcome.whole;
    for (const file of outcome.right) right.add(file);
    for (const [id, n] of outcome.named) {
      named.set(id, [...(named.get(id) ?? []), { index: folder.index, n }]);
    }
  }
  for (const [id, lines] of named) {
    const holder = manifest?.folders.find((record) => record.id === id);
    for (const { index, n } of lines) {
      const isThere = !manifest || (holder && n >= 1 && n <= holder.messages);
      if (!isThere) found.damage("index-names-nothing", index);
    }
  }
  const { damages, notes, hits, hitCount } = found;
  return { reading: { messages, whole, hitCount, hits, damages, notes }, right };
}

export { findings };
