import type { NewFolder } from "../../core/move-house/move";
import { Refusal } from "../../core/refusal";
import { namesTo } from "../../core/restore/folder-names";
import { whyNotConnect } from "../../gather/connection";
import type { Requests } from "../../protocol";
import { keepAlive } from "../../thunderbird/event-page";
import { readServers } from "../../thunderbird/mail-settings";
import {
  askServer,
  deselectFolder,
  listFolders,
  type StoredFolder,
} from "../../thunderbird/mail-store";
import { changeMove, moveOf } from "./moves";

/**
 * Has the server of the new mailbox count every folder, by STATUS: what Thunderbird lists may still be of the old
 * one. Opens nothing. Without a server Thunderbird's own list counts. Throws a Refusal where nothing may connect,
 * or where no folder at all was counted.
 */
export async function countNew({ account }: Requests["move.count"]["input"]): Promise<null> {
  const move = await moveOf(account);
  const { newAccount } = move;
  const server = (await readServers()).find((one) => one.account === newAccount);
  if (newAccount === null || !server) throw new Refusal("account-gone");
  const isImap = server.type === "imap";
  const why = isImap ? await whyNotConnect(newAccount) : null;
  if (why) throw new Refusal(why.code, why.values);
  const letGo = keepAlive();
  try {
    const folders: NewFolder[] = [];
    let failure: unknown = null;
    for (const folder of await listFolders(newAccount)) {
      if (folder.virtual || folder.noSelect) continue;
      const messages = await countOf(folder, isImap).catch((error: unknown) => {
        failure = error;
        return null;
      });
      folders.push({ names: namesTo(folder, isImap), messages });
    }
    // One folder that is not counted is named; none at all has a reason.
    if (failure !== null && folders.every(({ messages }) => messages === null)) throw failure;
    await changeMove(account, { counted: { at: Date.now(), folders } });
    return null;
  } finally {
    letGo();
  }
}

async function countOf({ uri, rows }: StoredFolder, isImap: boolean): Promise<number> {
  if (!isImap) return rows;
  // An open folder is only asked for news, and tells of no smaller number.
  await deselectFolder(uri);
  return (await askServer(uri)).messages;
}
