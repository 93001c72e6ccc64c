import type { FolderSource } from "../../core/backup/account-source";
import { makeEntry, type Numbering, numberFields, type Row } from "../../core/backup/entry";
import type { PassCounts } from "../../core/backup/folder-verdict";
import type { RefLine } from "../../core/backup/index-line";
import {
  type Known,
  type KnownMessage,
  recognise,
  settleUidValidity,
  takeLine,
  unclaimedByCanon,
} from "../../core/backup/known";
import type { FolderRecord } from "../../core/backup/manifest";
import { type MessageState, stateOf, stateText } from "../../core/backup/message-state";
import { localPrefixLength, unwrapImap } from "../../core/mbox/stored-prefix";
import { type Reason, reason } from "../../core/reason";
import { reasonOf } from "../../core/refusal";
import { folderState, listKeys, readMessages, readRows } from "../../thunderbird/mail-store";
import { hashing } from "../hashing";
import { bigEntry } from "./big-message";
import { type FolderWriter, folderWriter } from "./folder-writer";
import { loadKnown, type OpenBackup } from "./open-backup";
import { type RunContext, stopIfCancelled } from "./run-context";

const rowsPerCall = 500;
const keysPerRead = 200;
const readBytes = 1024 * 1024;

export type StoreRow = Row & { storedSize: number };

/** How a pass treats what it meets. */
export interface PassOptions {
  /** Take a stored copy whose size does not fit; otherwise leave it for a second fetch. */
  keepSuspects: boolean;
  /** Bodies were asked for in this run. */
  fetched: boolean;
  /** The list of messages is the server's, so one that is not on it has left. */
  listIsWhole: boolean;
}

export interface PassOutcome extends PassCounts {
  /** Messages that are not in the backup after this pass, with the reason. */
  unsaved: { row: StoreRow; reason: Reason }[];
  /** Keys of stored copies whose size does not fit. */
  suspects: number[];
}

interface Pass {
  context: RunContext;
  source: FolderSource;
  record: FolderRecord;
  numbering: Numbering;
  known: Known;
  claimed: Set<number>;
  writer: FolderWriter;
  options: PassOptions;
  outcome: PassOutcome;
  byCanon: (canon: string) => KnownMessage | null;
}

function claim(pass: Pass, message: KnownMessage, row: StoreRow): void {
  pass.claimed.add(message.n);
  const state = stateOf(row.flags, row.keywords);
  const moved = message.gone || message.key !== row.key;
  if (moved) pass.writer.note(refLine(pass, message, row, state));
  else if (stateText(state) !== message.state) {
    pass.writer.note({ t: "flags", n: message.n, at: pass.context.runAt, ...state });
  }
  count(pass, message.altered);
}

function refLine(pass: Pass, message: KnownMessage, row: StoreRow, state: MessageState): RefLine {
  const line: RefLine = {
    t: "ref",
    of: message.n,
    at: pass.context.runAt,
    ...numberFields(pass.numbering, row.key),
    size: row.size,
    ...state,
  };
  takeLine(pass.known, line);
  return line;
}

function count(pass: Pass, altered: boolean): void {
  pass.outcome.saved++;
  if (altered) pass.outcome.altered++;
  const { context, source, outcome } = pass;
  // A second pass over the folder must not count the same messages again.
  if (outcome.saved <= (context.counted.get(source.uri) ?? 0)) return;
  context.counted.set(source.uri, outcome.saved);
  context.job.done.messages++;
}

/** Sorts a folder's rows into those the backup holds and those that are to be read. */
async function sortRows(pass: Pass, keys: number[]): Promise<number[]> {
  const fresh: number[] = [];
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    stopIfCancelled(pass.context);
    for (const row of await readRows(pass.source.uri, keys.slice(at, at + rowsPerCall))) {
      pass.outcome.rows++;
      if (row.body) pass.outcome.bodies++;
      const message = recognise(pass.known, row);
      if (message && !pass.claimed.has(message.n)) claim(pass, message, row);
      else fresh.push(row.key);
    }
    await pass.writer.commitIfDue();
  }
  return fresh;
}

async function saveOne(pass: Pass, row: StoreRow, stored: Uint8Array): Promise<void> {
  const local = pass.numbering.kind === "key" ? localPrefixLength(stored) : null;
  const sizes = row.serverSize === null ? [row.size] : [row.serverSize, row.size];
  const { message, suspect } = local
    ? { message: stored.subarray(local.length), suspect: stored.length < row.size }
    : unwrapImap(stored, sizes);
  if (suspect && !pass.options.keepSuspects) {
    pass.outcome.suspects.push(row.key);
    pass.outcome.unsaved.push({ row, reason: reason("message-unreadable") });
    return;
  }
  const details = { runAt: pass.context.runAt, uidl: local?.uidl ?? null, suspect };
  const entry = await makeEntry(row, pass.numbering, message, details, hashing);
  const same = pass.byCanon(entry.line.canon ?? entry.line.sha256);
  if (same) {
    claim(pass, same, row);
    return;
  }
  const line = await pass.writer.add(entry);
  takeLine(pass.known, line);
  pass.claimed.add(line.n);
  pass.context.job.done.bytes += line.size;
  count(pass, line.serverSize !== undefined || suspect);
}

async function saveBig(pass: Pass, row: StoreRow): Promise<void> {
  const { source, numbering, context } = pass;
  const line = await pass.writer.addBig(bigEntry(source.uri, row, numbering, context.runAt));
  takeLine(pass.known, line);
  pass.claimed.add(line.n);
  context.job.done.bytes += line.size;
  count(pass, line.serverSize !== undefined || line.suspect === true);
}

const errorCodes = ["body-not-fetched", "message-changed", "message-unreadable"] as const;

/** A message of no bytes at all: the server says so, and asking for its body brought none. */
const isEmpty = (row: StoreRow) => !row.body && row.size === 0 && (row.serverSize ?? 0) === 0;

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
    if ("offset" in part) {
      await saveOne(pass, row, new Uint8Array(read.bytes, part.offset, part.length));
    } else if ("big" in part) {
      await saveBig(pass, row);
    } else if (pass.options.fetched && isEmpty(row)) {
      await saveOne(pass, row, new Uint8Array(0));
    } else {
      const partial = row.partial ? "message-partial" : null;
      const code = partial ?? errorCodes.find((known) => known === part.error);
      pass.outcome.unsaved.push({ row, reason: reason(code ?? "message-unreadable") });
    }
  }
  await pass.writer.commitIfDue();
  return read.messages.length;
}

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
  const { uidValidity } = await folderState(source.uri);
  settleUidValidity(known, uidValidity);
  record.uidValidity = uidValidity;
  const pass: Pass = {
    context,
    source,
    record,
    numbering:
      uidValidity === null && !backup.isImap
        ? { kind: "key" }
        : { kind: "uid", uidValidity: uidValidity ?? 0 },
    known,
    claimed: new Set(),
    writer: folderWriter(backup, record),
    options,
    outcome: { rows: 0, bodies: 0, saved: 0, altered: 0, unsaved: [], suspects: [] },
    byCanon: () => null,
  };
  try {
    const fresh = await sortRows(pass, await listKeys(source.uri));
    pass.byCanon = unclaimedByCanon(known, pass.claimed);
    for (let at = 0; at < fresh.length; ) {
      stopIfCancelled(context);
      at += await saveBatch(pass, fresh.slice(at, at + keysPerRead));
    }
    if (options.listIsWhole) noteGone(pass);
  } catch (error) {
    // What was written up to here is good; only a disk that fails is not asked for more.
    if (!isDiskTrouble(error)) await pass.writer.commit();
    throw error;
  }
  await pass.writer.commit();
  record.gone = known.all.filter((message) => message.gone).length;
  return pass.outcome;
}

function noteGone(pass: Pass): void {
  const stillThere = new Set(pass.outcome.unsaved.map(({ row }) => row.key));
  for (const message of pass.known.all) {
    if (message.gone || pass.claimed.has(message.n)) continue;
    if (message.key !== null && stillThere.has(message.key)) continue;
    pass.writer.note({ t: "gone", n: message.n, at: pass.context.runAt });
    message.gone = true;
  }
}

const isDiskTrouble = (error: unknown) =>
  /^(disk-|backup-|read-back-differs|internal)/.test(reasonOf(error).code);
