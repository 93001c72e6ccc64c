import { type Entry, makeEntry } from "../../core/backup/entry";
import type { MessageLine } from "../../core/backup/index-line";
import { type KnownMessage, takeLine } from "../../core/backup/known";
import { localPrefixLength, unwrapImap } from "../../core/mbox/stored-prefix";
import { reasonOf } from "../../core/refusal";
import { hashing } from "../hashing";
import { bigEntry } from "./big-message";
import { claim, countSaved, noteUnsaved, type Pass, type StoreRow } from "./pass";

const readErrors = [
  "body-not-fetched",
  "message-changed",
  "message-unreadable",
  "server-refused",
] as const;

function take(pass: Pass, line: MessageLine): void {
  takeLine(pass.known, line);
  pass.claimed.add(pass.known.all[line.n - 1] as KnownMessage);
  pass.elsewhere.add(pass.record.id, line);
  pass.context.job.done.bytes += line.size;
}

/** A copy that may be damaged is kept, and is not called saved: on IMAP until it was fetched anew. */
function countCopy(pass: Pass, row: StoreRow, altered: boolean, suspect: boolean): void {
  const isLocal = pass.numbering.kind === "key";
  const isKept = !isLocal && pass.options.keepsSuspect(row.key);
  if (!suspect || isKept) {
    countSaved(pass, altered || suspect);
    return;
  }
  if (!isLocal) pass.outcome.suspects.push(row.key);
  noteUnsaved(pass, row, "message-unreadable");
}

/** A message whose stored bytes were at hand; without an entry where it is left for a second fetch. */
export interface ReadyMessage {
  row: StoreRow;
  suspect: boolean;
  entry: Entry | null;
}

/** Makes the entry of a message. Touches nothing else, so that many can be made at once. */
export async function makeReady(
  pass: Pass,
  row: StoreRow,
  stored: Uint8Array,
): Promise<ReadyMessage> {
  const local = pass.numbering.kind === "key" ? localPrefixLength(stored) : null;
  const sizes = row.serverSize === null ? [row.size] : [row.serverSize, row.size];
  const { message, suspect } = local
    ? {
        message: stored.subarray(local.length),
        suspect: !pass.streamed && stored.length < row.size,
      }
    : unwrapImap(stored, sizes);
  if (suspect && !local && !pass.options.keepsSuspect(row.key))
    return { row, suspect, entry: null };
  const details = { runAt: pass.context.runAt, uidl: local?.uidl ?? null, suspect };
  return { row, suspect, entry: await makeEntry(row, pass.numbering, message, details, hashing) };
}

/** Saves one message, unless the backup holds it already. */
export async function saveReady(pass: Pass, { row, suspect, entry }: ReadyMessage): Promise<void> {
  if (!entry) {
    countCopy(pass, row, false, true);
    return;
  }
  const same = await pass.sameMessage(entry.line);
  if (same) {
    claim(pass, same, row, entry.line);
    countCopy(pass, row, same.altered, suspect);
    return;
  }
  const line = await pass.writer.add(entry);
  take(pass, line);
  countCopy(pass, row, line.serverSize !== undefined, suspect);
}

/** Saves one message that is read in pieces; one that cannot be read to its end leaves no trace. */
export async function saveBig(pass: Pass, row: StoreRow): Promise<void> {
  const { source, numbering, context } = pass;
  const entry = () => bigEntry(source.uri, row, numbering, context.runAt, pass.streamed);
  try {
    // Where the backup may hold it already, in this folder or in another, it is hashed first.
    if (await pass.elsewhere.mayHoldBig([row.size, row.storedSize])) {
      const probe = await entry().pour(async () => undefined);
      const same = await pass.sameMessage(probe);
      if (same) {
        claim(pass, same, row, probe);
        countCopy(pass, row, same.altered, probe.suspect === true);
        return;
      }
    }
    const line = await pass.writer.addBig(entry());
    take(pass, line);
    countCopy(pass, row, line.serverSize !== undefined, line.suspect === true);
  } catch (error) {
    const code = readErrors.find((known) => known === reasonOf(error).code);
    if (!code) throw error;
    noteUnsaved(pass, row, code);
  }
}

/** Names a message that Thunderbird could not hand over. */
export function noteUnread(pass: Pass, row: StoreRow, error: string): void {
  const code = readErrors.find((known) => known === error) ?? "message-unreadable";
  noteUnsaved(pass, row, row.partial ? "message-partial" : code);
}
