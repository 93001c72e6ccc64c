import { callExperiment } from "./calls";
import { noteCrossed } from "./crossed-bytes";
import { ownBuffer } from "./own-buffer";

const call = <T>(work: () => Promise<T>) => callExperiment("backupDisk", work);

export const pickFolder = (title: string) => call(() => messenger.backupDisk.pickFolder(title));
/** A file or a folder that can only be read, also where Thunderbird keeps its own mail. */
export const pickToRead = (title: string, kind: "file" | "folder") =>
  call(() => messenger.backupDisk.pickToRead(title, kind));
export const listRoots = () => call(() => messenger.backupDisk.roots());
export const forgetRoot = (rootId: string) => call(() => messenger.backupDisk.forgetRoot(rootId));
export const claimRoot = (rootId: string) => call(() => messenger.backupDisk.claim(rootId));
export const listNames = (rootId: string, path: string) =>
  call(() => messenger.backupDisk.list(rootId, path));
export const freeSpace = (rootId: string) => call(() => messenger.backupDisk.freeSpace(rootId));
export const isOnProfileDisk = (rootId: string) =>
  call(() => messenger.backupDisk.onProfileDisk(rootId));
export const showInFileManager = (rootId: string, path: string) =>
  call(() => messenger.backupDisk.show(rootId, path));

/** Stands for this profile in its place; a copy of the profile elsewhere has another. */
export const profileMark = () => call(() => messenger.backupDisk.profileMark());

/** Reads under a root. */
export const fileLength = (rootId: string, path: string) =>
  call(() => messenger.backupDisk.length(rootId, path));

export async function readFile(
  rootId: string,
  path: string,
  offset: number,
  maxBytes: number,
): Promise<Uint8Array> {
  if (maxBytes === 0) return new Uint8Array(0);
  const read = await call(() => messenger.backupDisk.readRange(rootId, path, offset, maxBytes));
  return new Uint8Array(noteCrossed(read));
}

/** A file as it is now, to be read without Thunderbird's main process handing each byte over. */
export const openFile = (rootId: string, path: string) =>
  call(() => messenger.backupDisk.openFile(rootId, path));

/** For each text the SHA-256 of the hash before it and the text. */
export async function hashChain(start: string, texts: readonly string[]): Promise<string[]> {
  if (texts.length === 0) return [];
  return (await call(() => messenger.backupDisk.hashChain(start, texts.join("\n")))).split("\n");
}

const hashBegin = () => call(() => messenger.backupDisk.hashBegin());
const hashEnd = (handle: string) => call(() => messenger.backupDisk.hashEnd(handle));

/** SHA-256 over bytes that come in pieces, in their order. */
export function hashPieces() {
  const handle = hashBegin();
  let last: Promise<void> = Promise.resolve();
  return {
    update(bytes: Uint8Array): Promise<void> {
      const buffer = ownBuffer(bytes);
      last = last.then(async () => {
        const begun = await handle;
        await call(() => messenger.backupDisk.hashUpdate([begun], buffer));
      });
      return last;
    },
    async end(): Promise<string> {
      await last;
      return hashEnd(await handle);
    },
  };
}

/** Two hashes that are fed piece by piece, each call after the end of the one before. */
export interface HashPair {
  /** The next bytes of the first and of the second; the same array where they are the same. */
  update(first: Uint8Array, second: Uint8Array): Promise<void>;
  end(): Promise<[string, string]>;
}

/** Two SHA-256 over bytes that come in pieces and are nearly always the same for both: they cross once then. */
export function hashPair(): HashPair {
  const handles = Promise.all([hashBegin(), hashBegin()]);
  const feed = (into: string[], bytes: Uint8Array) =>
    call(() => messenger.backupDisk.hashUpdate(into, ownBuffer(bytes)));
  return {
    async update(first, second) {
      const [one, other] = await handles;
      if (first === second) await feed([one, other], first);
      else await Promise.all([feed([one], first), feed([other], second)]);
    },
    async end() {
      const [one, other] = await handles;
      return Promise.all([hashEnd(one), hashEnd(other)]);
    },
  };
}

/** The right to write under a root, until somebody else claims it. */
export interface WriteAccess {
  /** With `mustBeNew` refused as `backup-folder-in-use` where it exists already. */
  makeFolder(path: string, mustBeNew?: boolean): Promise<void>;
  append(path: string, atLength: number, bytes: Uint8Array): Promise<void>;
  flush(path: string): Promise<void>;
  replace(path: string, bytes: Uint8Array, previousPath?: string): Promise<void>;
  moveTail(path: string, offset: number, tailPath: string): Promise<void>;
}

export async function claimWriteAccess(rootId: string): Promise<WriteAccess> {
  const owner = await claimRoot(rootId);
  const disk = () => messenger.backupDisk;
  return {
    makeFolder: (path, mustBeNew = false) =>
      call(() => disk().makeFolder(rootId, owner, path, mustBeNew)),
    append: (path, atLength, bytes) =>
      call(() => disk().append(rootId, owner, path, atLength, ownBuffer(bytes))),
    flush: (path) => call(() => disk().flush(rootId, owner, path)),
    replace: (path, bytes, previousPath = "") =>
      call(() => disk().replace(rootId, owner, path, ownBuffer(bytes), previousPath)),
    moveTail: (path, offset, tailPath) =>
      call(() => disk().moveTail(rootId, owner, path, offset, tailPath)),
  };
}
