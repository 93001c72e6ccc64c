import type { FolderSource } from "../../core/backup/account-source";
import { recognise, settleUidValidity } from "../../core/backup/known";
import { folderState, keysWithoutBody, listKeys, readRows } from "../../thunderbird/mail-store";
import { loadKnown, type OpenBackup, recordFor } from "./open-backup";

const keysPerCall = 2000;
const rowsPerCall = 500;

/**
 * The messages of an IMAP folder that have no body here and are not in the backup either. One that the backup
 * knows by UID, Message-ID and size need not be fetched again, whatever has become of Thunderbird's copy.
 */
export async function neededBodies(backup: OpenBackup, source: FolderSource): Promise<number[]> {
  const keys = await listKeys(source.uri);
  const missing: number[] = [];
  for (let at = 0; at < keys.length; at += keysPerCall) {
    missing.push(...(await keysWithoutBody(source.uri, keys.slice(at, at + keysPerCall))));
  }
  const record = recordFor(backup, source);
  if (missing.length === 0 || record.indexLength === 0) return missing;
  const known = await loadKnown(backup, record);
  // Under another UIDVALIDITY its numbers mean nothing, and only the bytes tell what is known.
  settleUidValidity(known, (await folderState(source.uri)).uidValidity);
  const needed: number[] = [];
  for (let at = 0; at < missing.length; at += rowsPerCall) {
    for (const row of await readRows(source.uri, missing.slice(at, at + rowsPerCall))) {
      const message = recognise(known, row, "uid");
      // A copy that did not look whole is fetched again.
      if (!message || message.suspect) needed.push(row.key);
    }
  }
  return needed;
}
