import { stemOf } from "../../core/backup/folder-files";
import type { Examination } from "../../core/doctor/finding";
import type { OpenedMboxes, RepairDone } from "../../core/doctor/opened-mboxes";
import { repairMbox } from "../../core/doctor/repair-mbox";
import type { Job, Verdict } from "../../core/job";
import { Refusal } from "../../core/refusal";
import { forgetRoot, pickFolder, readFile } from "../../thunderbird/backup-disk";
import { readStored, type StoredJob } from "../../thunderbird/storage";
import { folderWriter } from "../backup/folder-writer";
import { type OpenBackup, recordFor, writeManifest } from "../backup/open-backup";
import { type RunContext, stopIfCancelled } from "../backup/run-context";
import { beginJob } from "../job";
import { besideCopy } from "./beside-copy";
import { copyMessage } from "./copied-message";
import { makeCopyFolder } from "./copy-folder";
import { examineAll } from "./examine-job";
import { findMboxes, noteMboxes } from "./opened-mboxes";

/** Lets the user pick where the copy goes, and begins to write it; null when the picker was closed. */
export async function startRepair(rootId: unknown, title: string): Promise<Job | null> {
  const opened = await findMboxes(rootId);
  const picked = await pickFolder(title);
  if (!picked) return null;
  const { isNew, ...target } = picked;
  const isPlace = (await readStored("backupPlaces"))?.all.some(
    (place) => place.rootId === target.rootId,
  );
  const copyTo = { ...target, forget: isNew && !isPlace };
  const input = { kind: "repair" as const, accounts: null, folders: null };
  try {
    return await beginJob({ ...input, mboxes: opened.rootId, copyTo }, async (job) => {
      job.folder = target.path;
    });
  } catch (error) {
    if (copyTo.forget) await forgetRoot(target.rootId);
    throw error;
  }
}

/** A folder's path as Thunderbird writes those of Local Folders: `Inbox.sbd/Work` is Work in Inbox. */
const pathOf = (file: string): string =>
  file
    .split("/")
    .map((level, i, all) => {
      const ending = i === all.length - 1 ? /\.(mbox|mbx)$/i : /\.sbd$/i;
      return encodeURIComponent(level.replace(ending, "") || level);
    })
    .join("/");

const hasMail = ({ format }: Examination) => format !== "not-mbox" && format !== "empty";

async function copyFile(
  context: RunContext,
  { rootId, path: openedPath }: OpenedMboxes,
  { file, bytes, format, messages }: Examination,
  backup: OpenBackup,
): Promise<void> {
  const { job } = context;
  job.current = { account: openedPath, folder: file, step: "saving" };
  const path = pathOf(file);
  const name = decodeURIComponent(path.split("/").at(-1) ?? path);
  // Two files of one name, with and without an ending, are two folders.
  const isTaken = backup.manifest.folders.some((record) => record.path === path);
  const source = { uri: "", delimiter: "/", name, role: null, subscribed: true, rows: messages };
  const record = recordFor(backup, { ...source, path: isTaken ? encodeURI(file) : path });
  const writer = folderWriter(backup, record);
  const beside = besideCopy(backup, stemOf(record));
  const read = (offset: number, count: number) => {
    stopIfCancelled(context);
    return readFile(rootId, file, offset, count);
  };
  let gone = 0;
  for await (const part of repairMbox(read, bytes, format)) {
    stopIfCancelled(context);
    if (part.t === "line") await beside.line(part.offset, part.text);
    else if (part.t === "rest") await beside.rest(part.pieces());
    else {
      await copyMessage(writer, part.message, context.runAt);
      if (part.message.deleted) gone++;
      job.done.messages++;
      job.done.bytes += part.message.atMost;
    }
  }
  await beside.end();
  await writer.commit();
  record.gone = gone;
  // What was examined a moment ago and what was copied are the same file, or somebody writes to it.
  if (record.messages !== messages) throw new Refusal("message-changed", { file });
}

/**
 * Writes a repaired copy of every opened file into a new folder: mboxrd with an index, read back and compared
 * before it counts. The files themselves stay as they are. What a run that was stopped has written stays too; the
 * next run begins another folder.
 */
export async function repairMboxes(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const { job, runAt } = context;
  const opened = await findMboxes(stored.mboxes);
  const { copyTo } = stored;
  if (!copyTo) throw new Refusal("bad-request");
  try {
    const examined = await examineAll(context, opened);
    const files = examined.files.filter(hasMail);
    if (files.length === 0) throw new Refusal("no-mbox-there", { path: opened.path });
    job.done = { folders: 0, messages: 0, bytes: 0 };
    job.total = {
      folders: files.length,
      messages: files.reduce((sum, one) => sum + one.messages, 0),
      bytes: files.reduce((sum, one) => sum + one.bytes, 0),
    };
    const name =
      opened.path
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.mbox$/i, "") ?? "mbox";
    const day = new Date(runAt).toISOString().slice(0, 10);
    const backup = await makeCopyFolder(copyTo, `${name} ${day}`, job.total.bytes);
    for (const file of files) {
      await copyFile(context, opened, file, backup);
      job.done.folders++;
    }
    backup.manifest.endedAt = Date.now();
    await writeManifest(backup);
    const repaired: RepairDone = {
      at: Date.now(),
      path: `${copyTo.path}${copyTo.path.includes("\\") ? "\\" : "/"}${backup.folder}`,
      messages: job.done.messages,
      deleted: backup.manifest.folders.reduce((sum, record) => sum + record.gone, 0),
      skipped: [
        ...examined.files.filter((one) => !hasMail(one)).map(({ file }) => file),
        ...examined.unreadable.map(({ file }) => file),
      ],
    };
    await noteMboxes(opened.rootId, { examined, repaired });
    return repaired.skipped.length === 0 ? "complete" : "incomplete";
  } finally {
    if (copyTo.forget) await forgetRoot(copyTo.rootId);
  }
}
