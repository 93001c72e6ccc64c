import { uidlsIn } from "../../core/checkup/pop-state";
import { readPopState } from "../../thunderbird/mail-settings";
import { readStored } from "../../thunderbird/storage";
import { readManifestAt } from "../backup/account-folder";
import { committedLines } from "../backup/open-backup";

/**
 * Whether the account's backup holds every message that is known to be on its POP server, each by its UIDL.
 * A count cannot tell: mail that was deleted here before the backup may have its last copy on the server.
 * Throws a Refusal where the backup cannot be read.
 */
export async function backupHoldsServer(account: string): Promise<boolean> {
  const file = await readPopState(account);
  const uidls = file && uidlsIn(new Uint8Array(file.bytes));
  const backupId = (await readStored("accountUids"))?.[account] ?? "";
  const backup = (await readStored("backups"))?.[backupId];
  if (!uidls || !backup) return false;
  const { rootId, folder } = backup;
  const manifest = await readManifestAt(rootId, `${folder}/backup.json`);
  if (!manifest || manifest.accountUid !== backupId) return false;
  const lacking = new Set(uidls);
  for (const record of manifest.folders) {
    if (lacking.size === 0) break;
    for await (const line of committedLines({ rootId, folder, manifest }, record)) {
      if (line.t === "msg" && line.uidl !== undefined) lacking.delete(line.uidl);
    }
  }
  return lacking.size === 0;
}
