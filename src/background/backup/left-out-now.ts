import type { AccountSource } from "../../core/backup/account-source";
import { leavesOut, nothingLeftOut } from "../../core/backup/left-out";
import type { FolderChoice } from "../../protocol";
import { listFolders, type StoredFolder } from "../../thunderbird/mail-store";
import { readStored } from "../../thunderbird/storage";

/** The choice of folders for one account, as it stands now. */
export interface AccountChoice {
  leaves: (path: string) => boolean;
  /** The folders that hold mail and are left out. */
  folders: StoredFolder[];
}

export async function choiceFor(source: Pick<AccountSource, "account">): Promise<AccountChoice> {
  const choice = (await readStored("settings"))?.leaveOut ?? nothingLeftOut;
  const all = (await listFolders(source.account)).filter((one) => !one.virtual && !one.noSelect);
  const leaves = leavesOut(choice, source.account, all);
  return { leaves, folders: all.filter(({ path }) => leaves(path)) };
}

/** Every folder of an account that a backup can hold, for the page that lets the user choose. */
export async function folderChoices(account: string): Promise<FolderChoice[]> {
  const all = (await listFolders(account)).filter((one) => !one.virtual && !one.noSelect);
  const { leaves } = await choiceFor({ account });
  return all.map(({ path, delimiter, name, rows }) => ({
    path,
    name,
    depth: delimiter === "" ? 0 : path.split(delimiter).length - 1,
    messages: rows,
    isLeftOut: leaves(path),
  }));
}
