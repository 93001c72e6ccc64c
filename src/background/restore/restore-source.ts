import { chainStart, readLines } from "../../core/backup/index-line";
import type { FolderRecord, Manifest } from "../../core/backup/manifest";
import { findManifest } from "../../core/backup/verify-account";
import { type BackupReader, findings } from "../../core/backup/verify-reading";
import { indexTexts } from "../../core/backup/verify-texts";
import { Refusal } from "../../core/refusal";
import { type FolderState, folderStateTaker } from "../../core/restore/folder-state";
import { hashing } from "../hashing";
import { backupReader } from "../verify/backup-reader";
import { findBackup } from "../verify/found-backup";

/** A folder's last state; `isWhole` is false where lines of its index are damaged, so that messages may be missing. */
export type ReadState = FolderState & { isWhole: boolean };

/** A backup that mail is taken from. */
export interface RestoreSource {
  backupId: string;
  name: string;
  /** Where it lies, for people. */
  path: string;
  manifest: Manifest;
  reader: BackupReader;
  stateOf(record: FolderRecord): Promise<ReadState>;
}

/** States of so many messages are kept, so that a plan and the work after it read each index once. */
const mostKept = 50_000;

async function readState(
  { accountUid }: Manifest,
  record: FolderRecord,
  reader: BackupReader,
): Promise<ReadState> {
  const taker = folderStateTaker(record.id);
  let chain = chainStart(hashing, accountUid, record.id);
  let isWhole = true;
  const all = indexTexts(reader, record.index, 0, record.indexLength, () => {});
  for await (const { texts } of all) {
    const lines = await readLines(texts, chain, hashing);
    for (const { line } of lines) taker.take(line);
    chain = lines.at(-1)?.chain ?? chain;
    if (lines.length < texts.length) {
      // What stands behind a line that does not fit is proved by nothing.
      isWhole = false;
      break;
    }
  }
  return { ...taker.state(), isWhole: isWhole && chain === record.chain };
}

/** Finds a backup to take mail from. `stop` throws when nobody waits for it any more. */
export async function openSource(backupId: string, stop: () => void): Promise<RestoreSource> {
  const backup = await findBackup(backupId);
  const reader = backupReader(backup, stop);
  const { manifest } = await findManifest(reader, hashing, findings(), null);
  if (!manifest) throw new Refusal("backup-damaged", { file: "backup.json" });
  const kept = new Map<string, ReadState>();
  let count = 0;
  return {
    backupId,
    name: manifest.address,
    path: backup.path,
    manifest,
    reader,
    async stateOf(record) {
      const known = kept.get(record.id);
      if (known) return known;
      const state = await readState(manifest, record, reader);
      if (count + state.messages.length > mostKept) {
        kept.clear();
        count = 0;
      }
      kept.set(record.id, state);
      count += state.messages.length;
      return state;
    },
  };
}
