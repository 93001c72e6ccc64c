import { findManifest } from "../../core/backup/verify-account";
import { findings } from "../../core/backup/verify-reading";
import type { Job, Verdict } from "../../core/job";
import { reason } from "../../core/reason";
import { Refusal } from "../../core/refusal";
import type { Rehearsal } from "../../core/rehearsal/compare";
import { sampleLimits, sampleOf } from "../../core/rehearsal/sample";
import { roomNeeded } from "../../core/restore/obstacles";
import { programVersions } from "../../thunderbird/event-page";
import type { StoredJob } from "../../thunderbird/storage";
import { writeManifest } from "../backup/open-backup";
import { noteMissing, type RunContext, stopIfCancelled } from "../backup/run-context";
import { hashing } from "../hashing";
import { beginJob } from "../job";
import { shownName } from "../restore/restore-folder";
import { openSource, type RestoreSource } from "../restore/restore-source";
import {
  amountOf,
  foldersToRestore,
  type WantedFolder,
  wantedIn,
} from "../restore/wanted-messages";
import { backupReader } from "../verify/backup-reader";
import { findBackup } from "../verify/found-backup";
import { openOwn } from "../verify/own-backup";
import { rehearseFolder } from "./rehearse-folder";
import { removeLeftScratch, scratchPlace, withScratchFolder } from "./scratch-folders";

/** Begins to try a restore; refused while another job runs, or where the backup is not there. */
export function startRehearsal(backupId: string, all: boolean): Promise<Job> {
  const input = { kind: "rehearse" as const, accounts: null, folders: null, backup: backupId, all };
  return beginJob(input, async (job) => {
    job.folder = (await findBackup(backupId)).path;
  });
}

/** What is tried of each folder: everything that was there at the last run, or a sample of it. */
async function chosenOf(source: RestoreSource, all: boolean): Promise<WantedFolder[]> {
  const folders: WantedFolder[] = [];
  for (const place of foldersToRestore(source, {})) folders.push(await wantedIn(source, place, {}));
  const holds = ({ messages, lost, isWhole }: WantedFolder) =>
    messages.length > 0 || lost > 0 || !isWhole;
  if (all) return folders.filter(holds);
  const places = sampleOf(
    folders.map(({ messages }) => messages.map(({ line }) => line)),
    sampleLimits,
  );
  return folders
    .map((folder, i) => {
      const chosen = new Set(places[i]);
      return { ...folder, messages: folder.messages.filter((_, place) => chosen.has(place)) };
    })
    .filter(holds);
}

/** Messages of which the index tells no more are lost whatever Thunderbird does. Answers how many. */
function nameDamaged(context: RunContext, source: RestoreSource, folder: WantedFolder): number {
  if (folder.isWhole && folder.lost === 0) return 0;
  noteMissing(context, {
    account: source.name,
    folder: shownName(folder),
    reason: reason("index-damaged", { file: folder.record.index }),
  });
  // Of a damaged index nobody knows how many are missing; it is one at least.
  return Math.max(1, folder.lost);
}

/** All of it may take half of what is free; a sample leaves the disk its reserve. */
function refuseWithoutRoom(folders: readonly WantedFolder[], free: number, all: boolean): void {
  // One folder after another: only the largest has to fit.
  const needs = folders.map(({ messages }) => roomNeeded(amountOf(messages)));
  const neededBytes = Math.max(0, ...needs);
  const freeBytes = all ? Math.floor(free / 2) : free;
  if (neededBytes > freeBytes)
    throw new Refusal("no-room-for-rehearsal", { neededBytes, freeBytes });
}

/** Writes the result into the backup, where this installation writes that. */
async function keepRehearsal(context: RunContext, backupId: string, rehearsal: Rehearsal) {
  const backup = await findBackup(backupId);
  const reader = backupReader(backup, () => stopIfCancelled(context));
  const found = await findManifest(reader, hashing, findings(), backup.own?.sequence ?? null);
  const own = await openOwn(backup, found, Date.now());
  if (!own) return;
  try {
    own.backup.manifest.rehearsal = rehearsal;
    await writeManifest(own.backup);
  } finally {
    await own.close();
  }
}

/**
 * Puts mail of a backup into scratch folders of Local Folders, one at a time, reads it back out of Thunderbird,
 * compares every byte, and removes it. What an earlier, interrupted try left there goes first.
 */
export async function rehearseRestore(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const { job } = context;
  const [backupId, all] = [stored.backup ?? "", stored.all === true];
  await removeLeftScratch();
  const source = await openSource(backupId, () => stopIfCancelled(context));
  const folders = await chosenOf(source, all);
  const place = await scratchPlace();
  refuseWithoutRoom(folders, place.free, all);
  for (const { messages } of folders) {
    const amount = amountOf(messages);
    job.total.messages += amount.messages;
    job.total.bytes += amount.bytes;
  }
  job.total.folders = folders.length;
  const { thunderbird } = await programVersions();
  const rehearsal: Rehearsal = {
    ...{ at: 0, thunderbird, all, asked: job.total.messages },
    ...{ equal: 0, changed: 0, lost: 0 },
  };
  for (const folder of folders) {
    stopIfCancelled(context);
    job.current = { account: source.name, folder: shownName(folder), step: "restoring" };
    const damaged = nameDamaged(context, source, folder);
    rehearsal.asked += damaged;
    rehearsal.lost += damaged;
    if (folder.messages.length === 0) continue;
    const counts = await withScratchFolder(place, job.id, (uri) =>
      rehearseFolder(context, source, folder, uri),
    );
    rehearsal.equal += counts.equal;
    rehearsal.changed += counts.changed;
    rehearsal.lost += counts.lost;
    job.done.folders++;
  }
  rehearsal.at = Date.now();
  job.rehearsal = rehearsal;
  await keepRehearsal(context, backupId, rehearsal);
  return rehearsal.lost === 0 ? "complete" : "incomplete";
}
