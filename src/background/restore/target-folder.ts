import { Refusal, reasonOf } from "../../core/refusal";
import { listMadeFolders, makeMailFolder, readStoreFile } from "../../thunderbird/mail-delivery";
import { folderState, listFolders } from "../../thunderbird/mail-store";
import type { StoredRestore } from "../../thunderbird/storage";

/** A folder that mail is put into; `fresh` where it was made for this restore and Thunderbird has read nothing in it. */
export interface TargetFolder {
  uri: string;
  fresh: boolean;
}

/** Whether a folder was made for this restore and is empty; one whose store a crash left unread is read first. */
async function isFresh(uri: string): Promise<boolean> {
  const made = (await listMadeFolders()).find((one) => one.uri === uri);
  if (made?.state === "written") await readStoreFile(uri);
  const isNew = made?.state === "empty" || made?.state === "writing";
  return isNew && (await folderState(uri)).rows === 0;
}

async function make({ target, token }: StoredRestore, parent: string, name: string) {
  return makeMailFolder(target.account, parent, name, "restored", token);
}

/** Some servers make folders only below the Inbox. */
async function makeTop(restore: StoredRestore, name: string) {
  try {
    return await make(restore, "", name);
  } catch (error) {
    if (reasonOf(error).code !== "folder-not-made") throw error;
    const inbox = (await listFolders(restore.target.account)).find(({ role }) => role === "inbox");
    if (!inbox) throw error;
    return make(restore, inbox.uri, name);
  }
}

/** The folder under which everything is put; made where none was picked. Remembers it in `restore`. */
export async function topFolder(restore: StoredRestore): Promise<string> {
  if (restore.target.folder !== null) return restore.target.folder;
  if (restore.topUri !== undefined) return restore.topUri;
  for (let i = 1; i < 100; i++) {
    const name = i === 1 ? restore.top : `${restore.top} (${i})`;
    const { uri, made } = await makeTop(restore, name);
    if (!made) continue;
    Object.assign(restore, { top: name, topUri: uri });
    return uri;
  }
  throw new Refusal("folder-not-made");
}

/**
 * The folder for these names below the top one. Below a folder that the user picked one of the same name is used;
 * below one that was made for this restore there is no other.
 */
export async function folderFor(
  restore: StoredRestore,
  names: readonly string[],
): Promise<TargetFolder> {
  let uri = await topFolder(restore);
  if (restore.intoPicked) return { uri, fresh: false };
  for (const name of names) uri = (await make(restore, uri, name)).uri;
  return { uri, fresh: await isFresh(uri) };
}
