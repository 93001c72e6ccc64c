import { localPrefixLength, unwrapImap } from "../../core/mbox/stored-prefix";
import { Refusal } from "../../core/refusal";
import { type Contents, contents, possibleForms } from "../../core/restore/contents";
import { settleFolder } from "../../thunderbird/mail-delivery";
import {
  fetchBodies,
  keysWithoutBody,
  listKeys,
  type MessageRow,
  readMessages,
  readPieces,
} from "../../thunderbird/mail-store";
import { cancellable, type RunContext, stopIfCancelled } from "../backup/run-context";
import { hashing } from "../hashing";
import { allOf } from "./read-messages";

const keysPerCall = 1000;
const bytesPerCall = 1024 * 1024;
/** Thunderbird gives messages that are not on the server yet keys from the very top. */
const firstFakeKey = 0xffffff80;
/** So often a folder is opened until nothing in it waits any more. */
const mostSettling = 5;

/** The keys of a folder's messages; on IMAP after the folder was opened, so that they are the server's. */
export async function keysThere(
  context: RunContext,
  uri: string,
  isImap: boolean,
): Promise<number[]> {
  for (let tried = 0; isImap && tried < mostSettling; tried++) {
    stopIfCancelled(context);
    if (await cancellable(context, settleFolder(uri))) break;
  }
  return (await listKeys(uri)).filter((key) => key < firstFakeKey);
}

async function fetchMissing(context: RunContext, uri: string, keys: number[]): Promise<void> {
  for (let tried = 0; tried < 3; tried++) {
    const missing = await keysWithoutBody(uri, keys);
    if (missing.length === 0) return;
    await cancellable(context, fetchBodies(uri, missing));
  }
}

const messageIn = (stored: Uint8Array, row: MessageRow, isImap: boolean): Uint8Array =>
  isImap
    ? unwrapImap(stored, [row.serverSize ?? row.size, row.size]).message
    : stored.subarray(localPrefixLength(stored).length);

/** Reads every message of a folder, as Thunderbird hands it over; on IMAP fetches those that are not on this computer. */
export async function readThere(
  context: RunContext,
  uri: string,
  keys: readonly number[],
  isImap: boolean,
  told: (message: Uint8Array) => Promise<void>,
): Promise<void> {
  const take = (stored: Uint8Array, row: MessageRow) => told(messageIn(stored, row, isImap));
  for (let at = 0; at < keys.length; at += keysPerCall) {
    const some = keys.slice(at, at + keysPerCall);
    if (isImap) await fetchMissing(context, uri, some);
    for (let done = 0; done < some.length; ) {
      stopIfCancelled(context);
      const { messages, bytes } = await readMessages(uri, some.slice(done), bytesPerCall);
      if (messages.length === 0) throw new Refusal("folder-unreadable");
      done += messages.length;
      for (const one of messages) {
        if ("offset" in one) {
          await take(new Uint8Array(bytes, one.offset, one.length), one.row);
        } else if ("big" in one) {
          await take(await allOf(readPieces(uri, one.key, 4 * bytesPerCall)), one.row);
        } else if (one.error !== "message-changed") {
          console.error("Postwacht: a message that cannot be read", uri, one);
          // Putting mail beside what cannot be read could put it there twice.
          throw new Refusal("target-unreadable");
        }
      }
    }
  }
}

/** The hashes of a message in each form that it may have had before it was stored here. */
export const formHashes = (message: Uint8Array): Promise<string[]> =>
  Promise.all(possibleForms(message).map((form) => hashing.whole(form)));

/** What a folder holds, by content alone, so that nothing is put there twice. */
export async function contentsOf(
  context: RunContext,
  uri: string,
  keys: readonly number[],
  isImap: boolean,
): Promise<Contents> {
  const found = contents();
  await readThere(context, uri, keys, isImap, async (message) => {
    found.add(await formHashes(message));
  });
  return found;
}
