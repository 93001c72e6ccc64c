import type { FolderRecord, Manifest } from "../backup/manifest";
import type { FolderToRead } from "../backup/verify-folder";

/** A folder of a backup whose messages can be listed. */
export interface LookFolder {
  /** That of the manifest's record; where there is none, the name of the index. */
  id: string;
  name: string;
  /** As the server spells it; the index's name where no manifest tells. */
  path: string;
  index: string;
  /** Bytes of the index that count; null where nothing tells how much is committed. */
  indexLength: number | null;
  /** Volume -> bytes that count; null where nothing tells which files are its own. */
  volumes: ReadonlyMap<string, number> | null;
  /** What the manifest counts; null where it is not known. */
  messages: number | null;
  /** Of these: no longer in the folder. */
  gone: number | null;
  /** False once the folder itself is neither in Thunderbird nor on the server. */
  present: boolean;
}

const ofRecord = (record: FolderRecord): LookFolder => ({
  id: record.id,
  name: record.name,
  path: record.path,
  index: record.index,
  indexLength: record.indexLength,
  volumes: new Map(record.volumes.map(({ file, length }) => [file, length])),
  messages: record.messages,
  gone: record.gone,
  present: record.present,
});

const ofIndex = ({ index, name }: FolderToRead): LookFolder => ({
  id: index,
  name,
  path: name,
  index,
  indexLength: null,
  volumes: null,
  messages: null,
  gone: null,
  present: true,
});

/**
 * The folders of a backup, as its manifest tells, and those whose index lies there while no manifest that can be
 * believed names it. An older manifest is good for everything but the last commit.
 */
export function lookFolders(
  manifest: Manifest | null,
  planned: readonly FolderToRead[],
): LookFolder[] {
  const records = manifest?.folders ?? [];
  const named = new Set(records.map(({ index }) => index));
  return [
    ...records.map(ofRecord),
    ...planned.filter(({ index }) => !named.has(index)).map(ofIndex),
  ];
}

/** A line of an index has at least so many bytes: its chain value alone takes 76. */
const shortestLine = 80;

/** The most messages that a folder can have, so that a number in a foreign file claims no memory. */
export const mostMessages = ({ messages }: LookFolder, indexBytes: number): number =>
  Math.min(messages ?? Number.POSITIVE_INFINITY, Math.ceil(indexBytes / shortestLine));
