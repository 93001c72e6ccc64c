import type { AccountSource, FolderSource } from "../../core/backup/account-source";
import { readableMailboxName } from "../../core/mailbox-name";
import { reasonOf } from "../../core/refusal";
import { foldersThatAnswer } from "../../gather/server-folders";
import type { ServerFolder } from "../../thunderbird/mail-settings";
import {
  askServer,
  listFolders,
  revealFolder,
  type StoredFolder,
} from "../../thunderbird/mail-store";
import { cancellable, pause, type RunContext } from "./run-context";

const asSource = (folder: StoredFolder, subscribed: boolean): FolderSource => ({
  uri: folder.uri,
  path: folder.path,
  delimiter: folder.delimiter,
  name: folder.name,
  role: folder.role,
  subscribed,
  rows: folder.rows,
});

const holdsMail = (folder: StoredFolder) => !folder.virtual && !folder.noSelect;

/** The folders of an account that Thunderbird shows; virtual ones hold no mail of their own. */
export async function foldersHere(source: AccountSource): Promise<FolderSource[]> {
  const folders = await listFolders(source.account);
  return folders.filter(holdsMail).map((folder) => asSource(folder, true));
}

/** What a server says of its folders, beside what Thunderbird shows of them. */
export interface ServerTree {
  folders: FolderSource[];
  /** Folders that Thunderbird shows and the server no longer has. */
  vanished: FolderSource[];
  /** Folders that could not be made known here. */
  notShown: ServerFolder[];
}

/**
 * Asks an IMAP server for all its folders (LIST and LSUB) and makes those known here that are not subscribed.
 * Thunderbird's own discovery is not used: it deletes what is stored of a folder that has gone.
 */
export async function foldersOnServer(
  context: RunContext,
  source: AccountSource,
): Promise<ServerTree> {
  const listed = await cancellable(context, foldersThatAnswer(source.account));
  const here = new Map((await listFolders(source.account)).map((folder) => [folder.path, folder]));
  const tree: ServerTree = { folders: [], vanished: [], notShown: [] };
  const onServer = new Set(listed.folders.map(({ path }) => canonicalPath(path)));
  for (const folder of here.values()) {
    if (!holdsMail(folder)) continue;
    const listed = onServer.has(canonicalPath(folder.path)) || (await answers(context, folder.uri));
    (listed ? tree.folders : tree.vanished).push(asSource(folder, true));
  }
  const known = new Set([...here.keys()].map(canonicalPath));
  // Shared by all folders: those that are never shown are not waited for one by one.
  const waits = [300, 1200, 2500];
  const shownAt = new Map(tree.folders.map((folder) => [folder.path, folder]));
  for (const folder of listed.folders) {
    const isInbox = canonicalPath(folder.path) === "INBOX";
    const shown = shownAt.get(folder.path);
    // INBOX is always shown, subscribed or not.
    if (shown) shown.subscribed = folder.subscribed || isInbox;
    // A placeholder Thunderbird takes for a folder that only holds others, and the server says it can hold mail.
    const asItIs = known.has(canonicalPath(folder.path)) && !isPlaceholder(here.get(folder.path));
    if (asItIs || !folder.selectable) continue;
    try {
      const revealed = await patiently(context, waits, () =>
        revealFolder(source.account, folder.path, listed.delimiter, folder.subscribed),
      );
      tree.folders.push(asSource(revealed, folder.subscribed));
    } catch (error) {
      if (reasonOf(error).code !== "folder-not-shown") throw error;
      tree.notShown.push({ ...folder, path: readableMailboxName(folder.path) });
    }
  }
  return tree;
}

/** While Thunderbird finds an account's folders for the first time, one that was just made known may vanish again. */
async function patiently<T>(
  context: RunContext,
  waits: number[],
  reveal: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await reveal();
    } catch (error) {
      const wait = reasonOf(error).code === "folder-not-shown" ? waits.shift() : undefined;
      if (wait === undefined) throw error;
      await pause(context, wait);
    }
  }
}

const isPlaceholder = (folder: StoredFolder | undefined) =>
  folder?.noSelect === true && !folder.virtual;

/** A folder that the list left out may be there all the same: in another namespace, or behind a cut. */
async function answers(context: RunContext, uri: string): Promise<boolean> {
  try {
    await cancellable(context, askServer(uri));
    return true;
  } catch (error) {
    const { code } = reasonOf(error);
    if (code !== "server-refused" && code !== "folder-gone") throw error;
    return false;
  }
}

/** INBOX is the one name whose case means nothing. */
const canonicalPath = (path: string) => (path.toUpperCase() === "INBOX" ? "INBOX" : path);
