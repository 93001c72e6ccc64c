import { readablePath } from "../../gather/folder-path";
import type { RestoreFolder } from "../../protocol/restore";
import { describeTarget } from "../../thunderbird/mail-delivery";
import { listFolders } from "../../thunderbird/mail-store";

/** The folders of an account that mail can be put into, by their path for people. */
export async function foldersForMail(account: string): Promise<RestoreFolder[]> {
  const { type } = await describeTarget(account, "");
  const found: RestoreFolder[] = [];
  for (const { uri, path } of await listFolders(account)) {
    // A folder that Thunderbird has to rebuild first is not offered.
    const target = await describeTarget(account, uri).catch(() => null);
    if (target?.takesMail) found.push({ uri, name: readablePath(type, path) });
  }
  return found;
}
