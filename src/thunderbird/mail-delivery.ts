import { callExperiment } from "./calls";
import { ownBuffer } from "./own-buffer";

const call = <T>(work: () => Promise<T>) => callExperiment("mailDelivery", work);

/** How long a server may take for one folder, in milliseconds. */
const serverTimeout = 120_000;
/** How long it may take for one message: so many milliseconds, and as long as a line of 20 KB a second needs. */
const messageTimeout = 30_000;
const bytesPerMs = 20;
const longestTimeout = 7_200_000;
/** How long Thunderbird may take to read the file of a folder, in milliseconds. */
const readingTimeout = 600_000;

export type Target = messenger.mailDelivery.Target;
export type MadeFolder = messenger.mailDelivery.MadeFolder;
/** A message to be put into a folder; `offset` and `length` are its place in the bytes that go with it. */
export type Delivery = messenger.mailDelivery.Delivery;
export type Purpose = MadeFolder["purpose"];

/** What may stand in the way of putting mail into a folder; with an empty `uri` into new folders of the account. */
export const describeTarget = (account: string, uri: string) =>
  call(() => messenger.mailDelivery.target(account, uri));

/**
 * Makes a folder below another one, or below the account where `parent` is empty; `made` is false where there is
 * one of that name which was not made for this job. Connects on IMAP.
 */
export const makeMailFolder = (
  account: string,
  parent: string,
  name: string,
  purpose: Purpose,
  job: string,
) =>
  call(() => messenger.mailDelivery.makeFolder(account, parent, name, purpose, job, serverTimeout));

/** The folders that were made here and are still somebody's work, also after a crash. */
export const listMadeFolders = () => call(() => messenger.mailDelivery.madeFolders());

/** What was made for a job is the user's from now on. Scratch folders stay ours until they are removed. */
export const forgetMadeFolders = (job: string) =>
  call(() => messenger.mailDelivery.forgetFolders(job));

/** Removes a scratch folder with all that is in it, without Trash. */
export const removeScratchFolder = (uri: string) =>
  call(() => messenger.mailDelivery.removeFolder(uri));

/** The store file of a local folder that was made for a job and into which nothing has come yet. */
export interface StoreWriter {
  append(bytes: Uint8Array): Promise<void>;
  /** Has Thunderbird read the file; answers how many messages it found there. */
  end(): Promise<number>;
}

/** Begins such a file anew. What an earlier, interrupted attempt wrote there goes. */
export async function writeStoreFile(uri: string): Promise<StoreWriter> {
  await call(() => messenger.mailDelivery.beginStore(uri));
  let length = 0;
  return {
    async append(bytes) {
      await call(() => messenger.mailDelivery.writeStore(uri, length, ownBuffer(bytes)));
      length += bytes.length;
    },
    end: () => readStoreFile(uri),
  };
}

/**
 * Puts a store file that is written to its end into its folder, where a crash came before that, and has Thunderbird
 * read it; answers how many messages it found there.
 */
export const readStoreFile = async (uri: string): Promise<number> =>
  (await call(() => messenger.mailDelivery.endStore(uri, readingTimeout))).messages;

/** A large message in a file of its own, until it is put somewhere; `handle` goes into a delivery's `staged`. */
export interface StagedMessage {
  handle: string;
  length: number;
}

/** Keeps a large message in a file of its own while it is read. */
export async function stageMessage(pieces: AsyncIterable<Uint8Array>): Promise<StagedMessage> {
  let [handle, length] = ["", 0];
  for await (const piece of pieces) {
    handle = await call(() => messenger.mailDelivery.stage(handle, ownBuffer(piece)));
    length += piece.length;
  }
  return { handle, length };
}

export const dropStaged = (handle: string) => call(() => messenger.mailDelivery.unstage(handle));

/**
 * Puts messages into a folder by Thunderbird's own copying: into one on a server, and into one that holds mail
 * already. Answers for each whether it is there; fewer answers where going on made no sense. `longest` is the length
 * of the longest of them, in bytes.
 */
export const deliver = (uri: string, messages: Delivery[], bytes: Uint8Array, longest: number) =>
  call(() => {
    const timeout = messageTimeout + Math.ceil(longest / bytesPerMs);
    const atMost = Math.min(timeout, longestTimeout);
    return messenger.mailDelivery.append(uri, messages, ownBuffer(bytes), atMost);
  });

/** Opens an IMAP folder after messages were put there; false where something still waits to be sent or taken over. */
export const settleFolder = (uri: string) =>
  call(() => messenger.mailDelivery.settle(uri, serverTimeout));

/** Makes a tag, unless there is one with this key or this name; answers whether it was made. */
export const addTag = (key: string, name: string, color: string) =>
  call(() => messenger.mailDelivery.addTag(key, name, color));
