import { entryTail } from "../../core/backup/entry";
import { joinBytes } from "../../core/mbox/from-lines";
import { storeEntry, storeHead } from "../../core/restore/delivered-bytes";
import { writeStoreFile } from "../../thunderbird/mail-delivery";
import { type FoundMessage, readSaved } from "./read-messages";
import type { RestoreSource } from "./restore-source";
import type { Wanted } from "./wanted-messages";

/** So many bytes are handed over at a time. */
const pieceBytes = 2 * 1024 * 1024;

/** Told of each message: that it was written, or that it is not what was saved any more. */
export type Told = (message: FoundMessage) => void;

/**
 * Writes the store file of a local folder that was just made, and has Thunderbird read it. Answers how many
 * messages were written and how many Thunderbird found.
 */
export async function fillStore(
  source: RestoreSource,
  uri: string,
  wanted: readonly Wanted[],
  told: Told,
): Promise<{ written: number; found: number }> {
  const file = await writeStoreFile(uri);
  let [parts, bytes, written]: [Uint8Array[], number, number] = [[], 0, 0];
  let last = Promise.resolve();
  const put = (part: Uint8Array) => {
    parts.push(part);
    bytes += part.length;
  };
  async function flush(): Promise<void> {
    await last;
    if (bytes === 0) return;
    // The disk writes while the next messages are read.
    last = file.append(joinBytes(parts));
    last.catch(() => undefined);
    [parts, bytes] = [[], 0];
  }
  for await (const batch of readSaved(source, wanted)) {
    for (const one of batch) {
      if (one.kind === "whole") put(storeEntry(one.line, one.state, one.quoted));
      if (one.kind === "large") {
        put(storeHead(one.line, one.state));
        let end: number | undefined;
        for await (const piece of one.pieces()) {
          put(piece);
          end = piece.at(-1);
          await flush();
        }
        put(entryTail(end));
      }
      if (one.kind !== "lost") written++;
      if (bytes > pieceBytes) await flush();
      told(one);
    }
  }
  await flush();
  await last;
  return { written, found: await file.end() };
}
