import { examineMbox } from "../../core/doctor/examine-mbox";
import { type Examination, isWellFormed } from "../../core/doctor/finding";
import type { OpenedMboxes } from "../../core/doctor/opened-mboxes";
import type { Job, Verdict } from "../../core/job";
import { Refusal, reasonOf } from "../../core/refusal";
import { readFile } from "../../thunderbird/backup-disk";
import type { StoredJob } from "../../thunderbird/storage";
import { type RunContext, stopIfCancelled } from "../backup/run-context";
import { beginJob } from "../job";
import { mboxFilesIn } from "./mbox-files";
import { findMboxes, noteMboxes } from "./opened-mboxes";

/** So many findings of all files together are kept for pages; the counts are whole. */
const mostKept = 2000;

/** Begins to examine what is open under this id. */
export async function startExamination(rootId: unknown): Promise<Job> {
  const opened = await findMboxes(rootId);
  const input = { kind: "examine" as const, accounts: null, folders: null, mboxes: opened.rootId };
  return beginJob(input, async (job) => {
    job.folder = opened.path;
  });
}

const notCancelled = (error: unknown): void => {
  if (reasonOf(error).code === "cancelled") throw error;
};

/** Examines every file and hands each to `each`. A file that cannot be read does not keep the others from it. */
export async function examineAll(
  context: RunContext,
  opened: OpenedMboxes,
): Promise<NonNullable<OpenedMboxes["examined"]>> {
  const { job } = context;
  const all = await mboxFilesIn(opened);
  job.total = { folders: all.length, messages: 0, bytes: 0 };
  for (const { length } of all) job.total.bytes += length;
  const found: NonNullable<OpenedMboxes["examined"]> = {
    at: context.runAt,
    files: [],
    unreadable: [],
  };
  let kept = 0;
  for (const { file, length } of all) {
    job.current = { account: opened.path, folder: file, step: "checking" };
    const read = (offset: number, count: number) => {
      stopIfCancelled(context);
      return readFile(opened.rootId, file, offset, count);
    };
    const did = (messages: number, bytes: number) => {
      stopIfCancelled(context);
      job.done.messages += messages;
      job.total.messages = Math.max(job.total.messages, job.done.messages);
      job.done.bytes += bytes;
    };
    try {
      const examination: Examination = await examineMbox(file, read, length, did);
      examination.findings = examination.findings.slice(0, Math.max(0, mostKept - kept));
      kept += examination.findings.length;
      found.files.push(examination);
    } catch (error) {
      notCancelled(error);
      found.unreadable.push({ file, why: reasonOf(error) });
    }
    job.done.folders++;
  }
  return found;
}

/** Reads every file from its first byte to its last and keeps what is wrong with each. Changes none of them. */
export async function examineMboxes(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const opened = await findMboxes(stored.mboxes);
  const examined = await examineAll(context, opened);
  if (examined.files.length + examined.unreadable.length === 0) {
    throw new Refusal("no-mbox-there", { path: opened.path });
  }
  await noteMboxes(opened.rootId, { examined });
  if (examined.unreadable.length > 0) return "unknown";
  return examined.files.every(isWellFormed) ? "complete" : "incomplete";
}
