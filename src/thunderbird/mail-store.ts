import { callExperiment } from "./calls";
import { noteCrossed } from "./crossed-bytes";

/** How long a server may take to answer STATUS, in milliseconds. */
const statusTimeout = 30_000;
/** The caller looks at the rows again and again, so this only has to be short. */
const refreshTimeout = 1000;

export type StoredFolder = messenger.mailStore.Folder;
export type FolderState = messenger.mailStore.FolderState;
export type MessageRow = messenger.mailStore.MessageRow;

const call = <T>(work: () => Promise<T>) => callExperiment("mailStore", work);

const foldersPerCall = 500;

/** Every folder of an account as Thunderbird shows it here; asked for in steps that Thunderbird does not notice. */
export async function listFolders(account: string): Promise<StoredFolder[]> {
  const uris = await call(() => messenger.mailStore.folderUris(account));
  const found: StoredFolder[] = [];
  for (let at = 0; at < uris.length; ) {
    const some = uris.slice(at, at + foldersPerCall);
    const { done, folders } = await call(() => messenger.mailStore.folders(some));
    found.push(...folders);
    at += done;
  }
  return found;
}

export const folderState = (uri: string) => call(() => messenger.mailStore.state(uri));

/** A folder's own rules for deleting old mail. Opens its database. */
export const readRetention = (uri: string) => call(() => messenger.mailStore.retention(uri));

/** Counts the first of these messages, as many as one step may; dates outside of the range do not count. */
export const countRows = (uri: string, keys: number[], from: number, to: number) =>
  call(() => messenger.mailStore.census(uri, keys, from, to));

/** STATUS: what the server counts, without opening the folder. */
export const askServer = (uri: string, timeout = statusTimeout) =>
  call(() => messenger.mailStore.askServer(uri, timeout));

/** Opens the folder on its server; false where Thunderbird did not say in time that this has ended well. */
export const refreshFolder = (uri: string, timeout = refreshTimeout) =>
  call(() => messenger.mailStore.refresh(uri, timeout));

/** Has Thunderbird forget that it holds a folder open on its server: the next question and opening are new ones. */
export const deselectFolder = (uri: string) => call(() => messenger.mailStore.deselect(uri));

/** The server's limits; nothing until the folder was opened in this session, or where there are none. */
export const readQuota = (uri: string) => call(() => messenger.mailStore.quota(uri));

/** Makes a folder known here that Thunderbird does not show. One that is not subscribed gets no junk rules. */
export const revealFolder = (
  account: string,
  path: string,
  delimiter: string,
  subscribed: boolean,
) => call(() => messenger.mailStore.reveal(account, path, delimiter, !subscribed));

/** At most so many messages are marked in one call, which takes Thunderbird's main thread about 15 ms. */
export const marksAtOnce = 1000;

/** What stands in the rows of these messages, at most `marksAtOnce`, as hashes; see the experiment's schema. */
export const readMarks = (uri: string, keys: readonly number[], flagMask: number) =>
  call(() => messenger.mailStore.marks(uri, Uint32Array.from(keys).buffer, flagMask));

export const listKeys = (uri: string) => call(() => messenger.mailStore.keys(uri));
export const readRows = (uri: string, keys: number[]) =>
  call(() => messenger.mailStore.rows(uri, keys));
/** Has Thunderbird fetch these bodies into its own store; answers when it says that this is over. */
export const fetchBodies = (uri: string, keys: number[]) =>
  call(() => messenger.mailStore.fetchBodies(uri, keys));
export const keysWithoutBody = (uri: string, keys: number[]) =>
  call(() => messenger.mailStore.withoutBody(uri, keys));
export async function readMessages(uri: string, keys: number[], maxBytes: number) {
  const read = await call(() => messenger.mailStore.read(uri, keys, maxBytes));
  noteCrossed(read.bytes);
  return read;
}

/** Writes whether an IMAP folder is kept on this computer; answers what stands there then. */
export const keepFolderOffline = (uri: string, from: boolean, to: boolean) =>
  call(() => messenger.mailStore.keepOffline(uri, from, to));

/** Writes the retention of a folder that has its own: 1 keeps all. Another value needs `deleting`. */
export const retainInFolder = (uri: string, from: number, to: number, deleting: boolean) =>
  call(() => messenger.mailStore.retain(uri, from, to, deleting));

/** Takes back Thunderbird's mark on stored bodies that its next compaction would drop. */
export const keepBodies = (uri: string, keys: number[]) =>
  call(() => messenger.mailStore.keepBodies(uri, keys));

/** Fetches what is missing of POP messages. This is a whole check for mail, with all that it removes. */
export const fetchPartial = (uri: string, keys: number[]) =>
  call(() => messenger.mailStore.fetchPartial(uri, keys));
export const releaseFolder = (uri: string) => call(() => messenger.mailStore.release(uri));

/** One stored message in pieces of at most `pieceBytes`. */
export async function* readPieces(
  uri: string,
  key: number,
  pieceBytes: number,
): AsyncGenerator<Uint8Array> {
  yield* piecesOf(await call(() => messenger.mailStore.openMessage(uri, key)), pieceBytes);
}

/** How long the service of an account may hand over nothing of a message, in milliseconds. */
const streamTimeout = 60_000;

/** One message as the service of its account hands it over, in pieces. Connects where it is not stored here. */
export async function* streamPieces(
  uri: string,
  key: number,
  pieceBytes: number,
): AsyncGenerator<Uint8Array> {
  const handle = await call(() => messenger.mailStore.streamMessage(uri, key, streamTimeout));
  yield* piecesOf(handle, pieceBytes);
}

async function* piecesOf(handle: string, pieceBytes: number): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const piece = await call(() => messenger.mailStore.readPiece(handle, pieceBytes));
      if (piece.byteLength === 0) return;
      yield new Uint8Array(noteCrossed(piece));
    }
  } finally {
    await call(() => messenger.mailStore.closeMessage(handle));
  }
}
