import type { FolderSource } from "../../core/backup/account-source";
import type { Numbering } from "../../core/backup/entry";
import { recognise, settleUidValidity, unclaimedByCanon } from "../../core/backup/known";
import type { FolderRecord } from "../../core/backup/manifest";
import { reasonOf } from "../../core/refusal";
import { folderState, listKeys, readMessages, readRows } from "../../thunderbird/mail-store";
import { folderWriter } from "./folder-writer";
import { loadKnown, type OpenBackup } from "./open-backup";
import { claim, countSaved, type Pass, type PassOptions, type PassOutcome } from "./pass";
import { type RunContext, stopIfCancelled } from "./run-context";
import { noteUnread, saveBig, saveOne } from "./save-message";

const rowsPerCall = 500;
/** About as many ordinary messages as one call reads. */
const keysPerRead = 60;
const readBytes = 1024 * 1024;

/** Sorts a folder's rows into those the backup holds and those that are to be read. */
async function sortRows(pass: Pass): Promise<number[]> {
  const fresh: number[] = [];
  const { keys } = pass.outcome;
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    stopIfCancelled(pass.context);
    for (const row of await readRows(pass.source.uri, keys.slice(at, at + rowsPerCall))) {
      pass.outcome.rows++;
      if (row.body) pass.outcome.bodies++;
      const message = recognise(pass.known, row, pass.numbering.kind);
      // A copy that did not look whole is read again: a better one may be here by now.
      if (message && !message.suspect && !pass.claimed.has(message.n)) {
        claim(pass, message, row);
        countSaved(pass, message.altered);
      } else {
        fresh.push(row.key);
      }
    }
    await pass.writer.commitIfDue();
  }
  return fresh;
}

async function saveBatch(pass: Pass, keys: number[]): Promise<number> {
  const [read, rows] = await Promise.all([
    readMessages(pass.source.uri, keys, readBytes),
    readRows(pass.source.uri, keys),
  ]);
  const rowOf = new Map(rows.map((row) => [row.key, row]));
  for (const part of read.messages) {
    stopIfCancelled(pass.context);
    const row = rowOf.get(part.key);
    // A message that has just gone is no longer a row; the next pass counts without it.
    if (!row) continue;
    const isEmpty = !row.body && row.size === 0 && (row.serverSize ?? 0) === 0;
    if ("offset" in part) {
      await saveOne(pass, row, new Uint8Array(read.bytes, part.offset, part.length));
    } else if ("big" in part) {
      await saveBig(pass, row);
    } else if (isEmpty && pass.options.askedFor.has(row.key)) {
      await saveOne(pass, row, new Uint8Array(0));
    } else {
      noteUnread(pass, row, part.error);
    }
  }
  await pass.writer.commitIfDue();
  return read.messages.length;
}

async function noteGone(pass: Pass): Promise<void> {
  for (const message of pass.known.all) {
    if (message.gone || pass.claimed.has(message.n)) continue;
    if (message.key !== null && pass.outcome.unsavedKeys.has(message.key)) continue;
    pass.writer.note({ t: "gone", n: message.n, at: pass.context.runAt });
    message.gone = true;
    await pass.writer.commitIfDue();
  }
}

const isDiskTrouble = (error: unknown) =>
  /^(disk-|backup-|read-back-differs|internal)/.test(reasonOf(error).code);

const emptyOutcome = (keys: number[]): PassOutcome => ({
  keys,
  rows: 0,
  bodies: 0,
  saved: 0,
  altered: 0,
  unsaved: [],
  unsavedKeys: new Set(),
  suspects: [],
});

/**
 * One pass over a folder: everything Thunderbird has stored and the backup has not is written, changed states
 * and messages that have left are noted, and all of it is committed. Reads only what is here; asks no server.
 */
export async function saveFolder(
  context: RunContext,
  backup: OpenBackup,
  source: FolderSource,
  record: FolderRecord,
  options: PassOptions,
): Promise<PassOutcome> {
  const known = await loadKnown(backup, record);
  const state = await folderState(source.uri);
  // A folder that was not opened in this session may not tell its UIDVALIDITY; then the old one holds.
  const uidValidity = state.uidValidity ?? known.uidValidity;
  settleUidValidity(known, uidValidity);
  record.uidValidity = uidValidity;
  const numbering: Numbering = backup.isImap
    ? { kind: "uid", uidValidity: uidValidity ?? 0 }
    : { kind: "key" };
  const pass: Pass = {
    context,
    source,
    numbering,
    known,
    claimed: new Set(),
    writer: folderWriter(backup, record),
    options,
    outcome: emptyOutcome(await listKeys(source.uri)),
    byCanon: () => null,
  };
  try {
    const fresh = await sortRows(pass);
    pass.byCanon = unclaimedByCanon(known, pass.claimed);
    for (let at = 0; at < fresh.length; ) {
      stopIfCancelled(context);
      at += await saveBatch(pass, fresh.slice(at, at + keysPerRead));
    }
    if (options.listIsWhole) await noteGone(pass);
  } catch (error) {
    // What was written up to here is good; only a disk that fails is not asked for more.
    if (!isDiskTrouble(error)) await pass.writer.commit();
    throw error;
  }
  await pass.writer.commit();
  record.gone = known.all.filter((message) => message.gone).length;
  return pass.outcome;
}
