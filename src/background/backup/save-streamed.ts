import { joinBytes } from "../../core/mbox/from-lines";
import { reasonOf } from "../../core/refusal";
import { readRows, streamPieces } from "../../thunderbird/mail-store";
import type { Pass, StoreRow } from "./pass";
import { cancellable, stopIfCancelled } from "./run-context";
import { makeReady, noteUnread, saveBig, saveReady } from "./save-message";

const rowsPerCall = 500;
const pieceBytes = 2 * 1024 * 1024;
/** What is larger is streamed a second time, piece by piece into the volume. */
const mostInMemory = 8 * 1024 * 1024;
/** What concerns one message; everything else would meet the others too. */
const oneMessage = new Set(["message-changed", "message-unreadable", "server-refused"]);

/** The whole message; null where it is too large for that. */
async function wholeMessage(uri: string, key: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  for await (const piece of streamPieces(uri, key, pieceBytes)) {
    total += piece.length;
    if (total > mostInMemory) return null;
    pieces.push(piece);
  }
  return joinBytes(pieces);
}

async function saveRow(pass: Pass, row: StoreRow): Promise<void> {
  const { outcome, source, context } = pass;
  outcome.rows++;
  try {
    const bytes = await cancellable(context, wholeMessage(source.uri, row.key));
    outcome.bodies++;
    if (!bytes) await saveBig(pass, row);
    // An answer without a byte is no message.
    else if (bytes.length === 0) noteUnread(pass, row, "message-unreadable");
    else await saveReady(pass, await makeReady(pass, row, bytes));
  } catch (error) {
    const { code } = reasonOf(error);
    if (!oneMessage.has(code)) throw error;
    noteUnread(pass, row, code);
  }
}

/**
 * Saves messages of an account whose mail lies in no store that could be read in bulk (Exchange): one by one, as
 * its service hands them over, each whole and with its hash. Not tried on the real service.
 */
export async function saveStreamed(pass: Pass, keys: readonly number[]): Promise<void> {
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    for (const row of await readRows(pass.source.uri, keys.slice(at, at + rowsPerCall))) {
      stopIfCancelled(pass.context);
      await saveRow(pass, row);
      await pass.writer.commitIfDue();
    }
  }
}
