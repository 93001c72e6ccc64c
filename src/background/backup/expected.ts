import type { AccountSource } from "../../core/backup/account-source";
import { type ExpectedWork, expectFolder } from "../../core/backup/expected-work";
import type { FolderRecord } from "../../core/backup/manifest";
import { backupIdOf } from "../../core/backup/places";
import { listFolders, type StoredFolder } from "../../thunderbird/mail-store";
import { readStored } from "../../thunderbird/storage";
import { readManifestAt } from "./account-folder";
import type { OpenRoot } from "./backup-root";

/** A folder with what saving it takes, as far as that is known without opening it. */
export interface ExpectedFolder {
  folder: StoredFolder;
  work: ExpectedWork;
}

/**
 * What the folders of an account take, from what Thunderbird lists and what the last count of their rows
 * said. Opens no folder and asks no server, so that it takes no longer for a hundred thousand messages.
 */
export async function expectAccount(
  source: AccountSource,
  saved: readonly FolderRecord[],
): Promise<ExpectedFolder[]> {
  const censuses = (await readStored("censuses")) ?? {};
  const records = new Map(saved.map((record) => [record.path, record]));
  const isImap = source.kind === "imap";
  const folders = (await listFolders(source.account)).filter(
    (one) => !one.virtual && !one.noSelect,
  );
  return folders.map((folder) => {
    const kept = censuses[folder.uri];
    const bytes = kept?.bytes;
    const counted = kept && bytes !== undefined ? { ...kept.census, bytes } : null;
    const size = { rows: folder.rows, onServer: isImap ? folder.serverTotal : null, counted };
    return { folder, work: expectFolder(size, records.get(folder.path)) };
  });
}

/** What an account's backup holds, as it was committed last; nothing where there is none or it cannot be read. */
export async function savedBefore(
  { rootId, markerId }: Pick<OpenRoot, "rootId" | "markerId">,
  account: string,
): Promise<readonly FolderRecord[]> {
  const uid = (await readStored("accountUids"))?.[account] ?? "";
  const backup = (await readStored("backups"))?.[backupIdOf(markerId, uid)];
  if (!backup) return [];
  // A damaged one is told of when it is opened; for an estimate it holds nothing.
  const manifest = await readManifestAt(rootId, `${backup.folder}/backup.json`).catch(() => null);
  return manifest?.folders ?? [];
}
