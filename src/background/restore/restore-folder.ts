import type { StoredRestore } from "../../thunderbird/storage";
import { type RunContext, stopIfCancelled } from "../backup/run-context";
import { appendMessages, type Delivered } from "./append-messages";
import { fillStore } from "./fill-store";
import { nameDamaged, nameMessage } from "./name-missing";
import type { FoundMessage } from "./read-messages";
import type { RestoreSource } from "./restore-source";
import { contentsOf, keysThere } from "./target-contents";
import type { TargetFolder } from "./target-folder";
import type { Wanted, WantedFolder } from "./wanted-messages";

/** One folder that is put back. */
export interface FolderWork {
  context: RunContext;
  source: RestoreSource;
  restore: StoredRestore;
  folder: WantedFolder;
  target: TargetFolder;
  /** Of the account that mail goes to. */
  isImap: boolean;
  /** The account keeps each folder in one file. */
  oneFile: boolean;
}

/** What was asked for, and what is there. */
export interface FolderCounts {
  asked: number;
  arrived: number;
}

function notArrived(
  { context, source, folder }: FolderWork,
  message: Wanted,
  code: Delivered,
): void {
  const why = code === "added" ? "message-not-arrived" : code;
  nameMessage(context, source, folder, message, why);
}

function count({ context }: FolderWork, { line }: Wanted): void {
  stopIfCancelled(context);
  context.job.done.messages++;
  context.job.done.bytes += line.size;
}

const canonOf = ({ line }: Wanted): string => line.canon ?? line.sha256;

function nameFailed(work: FolderWork, failed: ReadonlyMap<Wanted["line"], Delivered>): void {
  for (const one of work.folder.messages) {
    const code = failed.get(one.line);
    if (code) notArrived(work, one, code);
  }
}

/** What of these a folder holds now is looked at once more, message by message; the others are named. */
async function nameMissing(
  work: FolderWork,
  failed: ReadonlyMap<Wanted["line"], Delivered>,
): Promise<number> {
  const { context, folder, target, isImap } = work;
  const keys = await keysThere(context, target.uri, isImap);
  const there = await contentsOf(context, target.uri, keys, isImap);
  const found = there.claim(folder.messages.map(canonOf));
  for (const [i, one] of folder.messages.entries()) {
    if (!found[i]) notArrived(work, one, failed.get(one.line) ?? "message-not-arrived");
  }
  return found.filter((isThere) => isThere).length;
}

/** Into the store file of a folder that was just made. Answers how many messages arrived. */
async function intoStore(work: FolderWork): Promise<number> {
  const { source, folder, target } = work;
  const failed = new Map<Wanted["line"], Delivered>();
  const told = (one: FoundMessage) => {
    if (one.kind === "lost") failed.set(one.line, one.why);
    else count(work, one);
  };
  const { written, found } = await fillStore(source, target.uri, folder.messages, told);
  if (found !== written) return nameMissing(work, failed);
  nameFailed(work, failed);
  return written;
}

/** By Thunderbird's copying, beside what the folder holds already. Answers how many of the messages are there. */
async function byCopying(work: FolderWork): Promise<number> {
  const { context, source, folder, target, isImap } = work;
  const before = await keysThere(context, target.uri, isImap);
  const there = await contentsOf(context, target.uri, before, isImap);
  const isThere = there.claim(folder.messages.map(canonOf));
  const known = folder.messages.filter((_, i) => isThere[i]);
  const others = folder.messages.filter((_, i) => !isThere[i]);
  for (const one of known) count(work, one);
  const failed = new Map<Wanted["line"], Delivered>();
  let added = 0;
  const told = (one: FoundMessage, what: Delivered) => {
    if (what !== "added") failed.set(one.line, what);
    else {
      added++;
      count(work, one);
    }
  };
  const { uri } = target;
  await appendMessages(context, source, { uri, isImap }, others, told);
  const after = await keysThere(context, uri, isImap);
  if (after.length !== before.length + added) return nameMissing(work, failed);
  nameFailed(work, failed);
  return added + known.length;
}

/** Puts the messages of one folder back, and counts what was asked against what arrived. */
export async function restoreFolder(work: FolderWork): Promise<FolderCounts> {
  const { context, folder, target, oneFile } = work;
  const asked = folder.messages.length + folder.lost;
  nameDamaged(context, work.source, folder);
  if (folder.messages.length === 0) return { asked, arrived: 0 };
  const useStore = target.fresh && oneFile;
  const arrived = useStore ? await intoStore(work) : await byCopying(work);
  return { asked, arrived };
}
