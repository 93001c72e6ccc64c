import { uidlsIn } from "../../core/checkup/pop-state";
import { backupsOfAccount } from "../../gather/account-backups";
import { readPopState } from "../../thunderbird/mail-settings";
import { readManifestAt } from "../backup/account-folder";
import { findBackup } from "../backup/find-backup";
import { committedLines } from "../backup/open-backup";

/**
 * Whether one of the account's backups holds every message that is known to be on its POP server, each by its
 * UIDL. A count cannot tell: mail that was deleted here before the backup may have its last copy on the server.
 * Throws a Refusal where none does and one could not be read.
 */
export async function backupHoldsServer(account: string): Promise<boolean> {
  const file = await readPopState(account);
  const uidls = file && uidlsIn(new Uint8Array(file.bytes));
  if (!uidls) return false;
  let unread: unknown = null;
  for (const [backupId] of await backupsOfAccount(account)) {
    try {
      if ((await backupLacks(backupId, uidls)) === 0) return true;
    } catch (error) {
      // Another place may hold them all.
      unread ??= error;
    }
  }
  if (unread) throw unread;
  return false;
}

/**
 * How many of these messages, each by its UIDL, a backup does not hold; null where its manifest cannot be believed.
 * Throws a Refusal where it cannot be read.
 */
export async function backupLacks(
  backupId: string,
  uidls: Iterable<string>,
): Promise<number | null> {
  const { rootId, folder, remembered } = await findBackup(backupId);
  const manifest = await readManifestAt(rootId, `${folder}/backup.json`);
  if (!manifest || manifest.accountUid !== remembered.accountUid) return null;
  const lacking = new Set(uidls);
  for (const record of manifest.folders) {
    if (lacking.size === 0) break;
    for await (const line of committedLines({ rootId, folder, manifest }, record)) {
      if (line.t === "msg" && line.uidl !== undefined) lacking.delete(line.uidl);
    }
  }
  return lacking.size;
}
