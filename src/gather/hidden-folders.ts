import type { HiddenFolderFact } from "../core/checkup/snapshot";
import { readableMailboxName } from "../core/mailbox-name";
import { known, missing, type Part } from "../core/part";
import { readServers } from "../thunderbird/mail-settings";
import type { StoredFolder } from "../thunderbird/mail-store";
import type { RememberedBackup } from "../thunderbird/storage";
import { backupsOfAccount } from "./account-backups";
import { asPart } from "./as-part";
import { whyNotConnect } from "./connection";
import { foldersThatAnswer } from "./server-folders";

/** What the last backup, in whatever place, found in folders that are not subscribed. */
async function countsFromBackup(account: string): Promise<RememberedBackup | null> {
  const [last] = await backupsOfAccount(account);
  return last?.[1] ?? null;
}

/** The folders of one IMAP account that are on the server and not subscribed. Connects. */
export async function gatherHidden(
  account: string,
  list: Part<StoredFolder[]>,
  at: number,
): Promise<Part<HiddenFolderFact[]>> {
  if (!list.ok) return list;
  const why = await whyNotConnect(account);
  if (why) return { ok: false, reason: why };
  return asPart(at, async () => {
    const server = (await readServers()).find((candidate) => candidate.account === account);
    // With this setting off Thunderbird shows every folder, subscribed or not.
    if (server?.booleans.using_subscription === false) return [];
    const { folders } = await foldersThatAnswer(account);
    const special = new Set(list.value.filter(({ role }) => role !== null).map(({ path }) => path));
    const backup = await countsFromBackup(account);
    return folders
      .filter(({ path, subscribed, selectable }) => {
        return selectable && !subscribed && path.toUpperCase() !== "INBOX" && !special.has(path);
      })
      .map(({ path }) => {
        const name = readableMailboxName(path);
        const held = backup?.hidden.find((folder) => folder.path === name);
        const messages = held
          ? known(held.messages, backup?.endedAt ?? at)
          : missing("not-asked-yet");
        return { account, path: name, messages };
      });
  });
}
