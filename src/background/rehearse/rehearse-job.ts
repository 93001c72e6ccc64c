import { rehearsalPart } from "../../core/backup/report-rehearsal";
import { findManifest } from "../../core/backup/verify-account";
import { findings } from "../../core/backup/verify-reading";
import type { Job, Verdict } from "../../core/job";
import { Refusal } from "../../core/refusal";
import type { Rehearsal } from "../../core/rehearsal/compare";
import { sampleOf } from "../../core/rehearsal/sample";
import { type Need, roomNeeded } from "../../core/restore/obstacles";
import { programVersions } from "../../thunderbird/event-page";
import type { StoredJob } from "../../thunderbird/storage";
import { writeManifest } from "../backup/open-backup";
import { type RunContext, stopIfCancelled } from "../backup/run-context";
import { hashing } from "../hashing";
import { beginJob } from "../job";
import { nameDamaged, shownName } from "../restore/name-missing";
import { openSource, type RestoreSource } from "../restore/restore-source";
import {
  amountOf,
  foldersToRestore,
  type WantedFolder,
  wantedIn,
} from "../restore/wanted-messages";
import { backupReader } from "../verify/backup-reader";
import { findBackup } from "../verify/found-backup";
import { openOwn, renewReport } from "../verify/own-backup";
import { backgroundWords } from "../words";
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
  const places = sampleOf(folders.map(({ messages }) => messages.map(({ line }) => line)));
  return folders
    .map((folder, i) => {
      const chosen = new Set(places[i]);
      return { ...folder, messages: folder.messages.filter((_, place) => chosen.has(place)) };
    })
    .filter(holds);
}

/** All of it may take half of what is free; a sample leaves the disk its reserve. */
function refuseWithoutRoom(amounts: readonly Need[], free: number, all: boolean): void {
  // One folder after another: only the largest has to fit.
  const neededBytes = Math.max(0, ...amounts.map(roomNeeded));
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
    await renewReport(own, "rehearsal", rehearsalPart(rehearsal, backgroundWords()));
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
  const amounts = folders.map(({ messages }) => amountOf(messages));
  refuseWithoutRoom(amounts, place.free, all);
  for (const { messages, bytes } of amounts) {
    job.total.messages += messages;
    job.total.bytes += bytes;
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
    if (nameDamaged(context, source, folder)) {
      // Of a damaged index nobody knows how many are missing; it is one at least.
      const damaged = Math.max(1, folder.lost);
      rehearsal.asked += damaged;
      rehearsal.lost += damaged;
    }
    if (folder.messages.length > 0) {
      const counts = await withScratchFolder(place, job.id, (uri) =>
        rehearseFolder(context, source, folder, uri),
      );
      rehearsal.equal += counts.equal;
      rehearsal.changed += counts.changed;
      rehearsal.lost += counts.lost;
    }
    job.done.folders++;
  }
  rehearsal.at = Date.now();
  job.rehearsal = rehearsal;
  await keepRehearsal(context, backupId, rehearsal);
  return rehearsal.lost === 0 ? "complete" : "incomplete";
}
