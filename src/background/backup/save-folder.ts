import type { FolderSource } from "../../core/backup/account-source";
import type { Numbering } from "../../core/backup/entry";
import {
  dropUnheld,
  recognise,
  settleUidValidity,
  unclaimedByCanon,
} from "../../core/backup/known";
import type { FolderRecord } from "../../core/backup/manifest";
import { reasonOf } from "../../core/refusal";
import { folderState, listKeys, readMessages, readRows } from "../../thunderbird/mail-store";
import { folderWriter } from "./folder-writer";
import { loadKnown, type OpenBackup } from "./open-backup";
import {
  claim,
  countAllSaved,
  countSaved,
  type Pass,
  type PassOptions,
  type PassOutcome,
} from "./pass";
import { type RunContext, stopIfCancelled } from "./run-context";
import { makeReady, noteUnread, saveBig, saveReady } from "./save-message";
import { saveStreamed } from "./save-streamed";
import { markList, settle, settledOutcome } from "./settled";

const rowsPerCall = 500;
/** More ordinary messages than one call reads. */
const keysPerRead = 150;
const readBytes = 2 * 1024 * 1024;

/** Finds the rows that the backup holds; answers the keys of those that are to be read. */
async function sortRows(pass: Pass): Promise<number[]> {
  const { keys } = pass.outcome;
  if (pass.known.byKey.size === 0) return keys;
  const fresh: number[] = [];
  const ask = (at: number) => readRows(pass.source.uri, keys.slice(at, at + rowsPerCall));
  for await (const rows of ahead(keys.length, ask, () => rowsPerCall)) {
    stopIfCancelled(pass.context);
    for (const row of rows) {
      const message = recognise(pass.known, row, pass.numbering.kind);
      // A copy that did not look whole is read again: a better one may be here by now.
      if (message && !message.suspect && !pass.claimed.has(message)) {
        pass.outcome.rows++;
        if (row.body) pass.outcome.bodies++;
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

type ReadBatch = Awaited<ReturnType<typeof readMessages>>;
type ReadMessage = ReadBatch["messages"][number];

/** Asks for a list piece by piece: the next piece is on its way while this one is worked on. */
async function* ahead<T>(
  length: number,
  ask: (at: number) => Promise<T>,
  advance: (piece: T) => number,
): AsyncGenerator<T> {
  const begin = (at: number) => {
    const piece = ask(at);
    // A piece that nobody waits for any more is nobody's trouble.
    piece.catch(() => undefined);
    return piece;
  };
  if (length === 0) return;
  let next = begin(0);
  for (let at = 0; at < length; ) {
    const piece = await next;
    at += advance(piece);
    if (at < length) next = begin(at);
    yield piece;
  }
}

/** The bytes of a message that was read whole; one that has none at all is whole too, once it was asked for. */
function storedBytes(pass: Pass, batch: ReadBatch, part: ReadMessage): Uint8Array | null {
  if ("offset" in part) return new Uint8Array(batch.bytes, part.offset, part.length);
  if (!("error" in part) || !part.row) return null;
  const { body, size, serverSize } = part.row;
  const isEmpty = !body && size === 0 && (serverSize ?? 0) === 0;
  return isEmpty && pass.options.askedFor.has(part.key) ? new Uint8Array(0) : null;
}

async function saveBatch(pass: Pass, batch: ReadBatch): Promise<void> {
  const ready = await Promise.all(
    batch.messages.map((part) => {
      const stored = storedBytes(pass, batch, part);
      return stored && part.row ? makeReady(pass, part.row, stored) : null;
    }),
  );
  for (const [i, part] of batch.messages.entries()) {
    stopIfCancelled(pass.context);
    const message = ready[i];
    // A message that has just gone is no longer a row; the next pass counts without it.
    if (!part.row) continue;
    pass.outcome.rows++;
    if (part.row.body) pass.outcome.bodies++;
    if (message) await saveReady(pass, message);
    else if ("big" in part) await saveBig(pass, part.row);
    else if ("error" in part) noteUnread(pass, part.row, part.error);
  }
  await pass.writer.commitIfDue();
}

async function noteGone(pass: Pass): Promise<void> {
  const { all, elsewhere } = pass.known;
  for (const message of [...all, ...elsewhere.values()]) {
    if (message.gone || pass.claimed.has(message)) continue;
    if (message.key !== null && pass.outcome.unsavedKeys.has(message.key)) continue;
    const place = message.folder === undefined ? {} : { folder: message.folder };
    pass.writer.note({ t: "gone", n: message.n, ...place, at: pass.context.runAt });
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
  unreadable: 0,
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
  const [state, keys] = await Promise.all([folderState(source.uri), listKeys(source.uri)]);
  const marks = await markList(source.uri, keys);
  const nothingNew = await settledOutcome(
    record,
    state.uidValidity ?? record.uidValidity,
    keys,
    marks,
  );
  if (nothingNew) return countAllSaved(context, source, nothingNew);
  const known = await loadKnown(backup, record);
  dropUnheld(known, backup.manifest.folders);
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
    outcome: emptyOutcome(keys),
    record,
    streamed: backup.isStreamed === true,
    elsewhere: backup.elsewhere,
    sameMessage: async () => null,
  };
  try {
    const fresh = await sortRows(pass);
    const own = unclaimedByCanon(known, pass.claimed);
    pass.sameMessage = async (line) =>
      own(line.canon ?? line.sha256) ??
      (await backup.elsewhere.find(record.id, known, pass.claimed, line));
    options.bodies?.want(fresh);
    const ask = async (at: number) => {
      const some = fresh.slice(at, at + keysPerRead);
      await options.bodies?.ready(some);
      return readMessages(source.uri, some, readBytes);
    };
    const batches = ahead(fresh.length, ask, ({ messages }) => messages.length);
    if (pass.streamed) await saveStreamed(pass, fresh);
    else for await (const batch of batches) await saveBatch(pass, batch);
    if (options.listIsWhole) await noteGone(pass);
  } catch (error) {
    // What was written up to here is good; only a disk that fails is not asked for more.
    if (!isDiskTrouble(error)) await pass.writer.commit();
    throw error;
  }
  await pass.writer.commit();
  record.gone = known.all.filter((message) => message.gone).length;
  await settle(pass, marks);
  return pass.outcome;
}
