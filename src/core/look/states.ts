import type { IndexLine } from "../backup/index-line";
import type { Flag, MessageState } from "../backup/message-state";
import type { BackupReader } from "../backup/verify-reading";
import { indexBytes, isEvent, scanIndex } from "./index-scan";
import { type LookFolder, mostMessages } from "./look-folder";

/** What an index says last of one message. */
export interface LastState {
  /** Null where no later line speaks of its flags: then the line that wrote it does. */
  state: MessageState | null;
  /** When a run saw that it had left the folder, in milliseconds since the epoch; null where it is there. */
  goneAt: number | null;
}

const flagBits: [Flag, number][] = [
  ["deleted", 1],
  ["forwarded", 2],
  ["read", 4],
  ["replied", 8],
  ["starred", 16],
];
const goneBit = 32;
const statedBit = 64;
const namedBit = 128;

/** The last states of messages whose bytes one folder holds. */
export interface States {
  last(n: number): LastState;
  /** Whether any line speaks of the message at all. */
  names(n: number): boolean;
}

interface OpenStates extends States {
  state(n: number, state: MessageState): void;
  gone(n: number, at: number): void;
  here(n: number): void;
}

/**
 * Nine bytes for each message, for a folder may have a million; a set of tags is kept once.
 * @param most numbers above this are none
 */
function openStates(most: number): OpenStates {
  let bits = new Uint8Array(0);
  let goneAt = new Float64Array(0);
  const tagSets: string[][] = [];
  const setNumbers = new Map<string, number>();
  const tagsOf = new Map<number, number>();

  function change(n: number, set: number, cleared: number): boolean {
    if (n < 1 || n > most) return false;
    if (n >= bits.length) {
      const size = Math.min(most, Math.max(1023, 2 * n)) + 1;
      const [oldBits, oldGone] = [bits, goneAt];
      bits = new Uint8Array(size);
      goneAt = new Float64Array(size);
      bits.set(oldBits);
      goneAt.set(oldGone);
    }
    bits[n] = ((bits[n] ?? 0) & ~cleared) | set | namedBit;
    return true;
  }
  const allFlags = flagBits.reduce((sum, [, bit]) => sum | bit, 0);

  return {
    state(n, { flags, tags }) {
      const set = flagBits.reduce((sum, [flag, bit]) => sum | (flags.includes(flag) ? bit : 0), 0);
      if (!change(n, set | statedBit, allFlags)) return;
      if (tags.length === 0) {
        tagsOf.delete(n);
        return;
      }
      const key = tags.join(" ");
      const number = setNumbers.get(key) ?? tagSets.push(tags) - 1;
      setNumbers.set(key, number);
      tagsOf.set(n, number);
    },
    gone(n, at) {
      if (change(n, goneBit, 0)) goneAt[n] = at;
    },
    here(n) {
      change(n, 0, goneBit);
    },
    names: (n) => ((bits[n] ?? 0) & namedBit) !== 0,
    last(n) {
      const word = bits[n] ?? 0;
      const stated = (word & statedBit) !== 0;
      const flags = flagBits.flatMap(([flag, bit]) => ((word & bit) !== 0 ? [flag] : []));
      return {
        state: stated ? { flags, tags: tagSets[tagsOf.get(n) ?? -1] ?? [] } : null,
        goneAt: (word & goneBit) !== 0 ? (goneAt[n] ?? 0) : null,
      };
    },
  };
}

/** What a folder's index says last: of its own messages, and of those that it names in other folders. */
export interface FolderStates {
  own: States;
  /** Folder id -> the messages there. */
  elsewhere: ReadonlyMap<string, States>;
  /** Lines that cannot be read. */
  unread: number;
}

/** Folder id -> the most messages that it can have. */
export async function mostInEach(
  folders: readonly LookFolder[],
  reader: BackupReader,
): Promise<Map<string, number>> {
  const most = new Map<string, number>();
  for (const folder of folders) {
    most.set(folder.id, mostMessages(folder, (await indexBytes(folder, reader)).there));
  }
  return most;
}

/**
 * Reads the lines of a folder's index that speak of messages written before, here or in another folder.
 * @param most folder id -> the most messages that it can have
 */
export async function readStates(
  folder: LookFolder,
  most: ReadonlyMap<string, number>,
  reader: BackupReader,
): Promise<FolderStates> {
  const own = openStates(most.get(folder.id) ?? 0);
  const elsewhere = new Map<string, OpenStates>();
  function statesOf(id: string | undefined): OpenStates {
    if (id === undefined || id === folder.id) return own;
    const known = elsewhere.get(id) ?? openStates(most.get(id) ?? 0);
    elsewhere.set(id, known);
    return known;
  }
  function take(line: IndexLine): void {
    if (line.t === "gone") statesOf(line.folder).gone(line.n, line.at);
    if (line.t === "flags") statesOf(line.folder).state(line.n, line);
    if (line.t !== "ref") return;
    const states = statesOf(line.folder);
    states.here(line.of);
    states.state(line.of, line);
  }
  const unread = await scanIndex(folder, reader, isEvent, take);
  return { own, elsewhere, unread };
}
