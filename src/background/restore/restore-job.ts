import type { Job, Verdict } from "../../core/job";
import { Refusal } from "../../core/refusal";
import { whyNotConnect } from "../../gather/connection";
import { listTags } from "../../thunderbird/accounts";
import {
  addTag,
  describeTarget,
  forgetMadeFolders,
  listMadeFolders,
} from "../../thunderbird/mail-delivery";
import {
  readStored,
  type StoredJob,
  type StoredRestore,
  writeStored,
} from "../../thunderbird/storage";
import { type RunContext, stopIfCancelled } from "../backup/run-context";
import { beginJob } from "../job";
import { shownName } from "./name-missing";
import { planRestore, type RestoreAsk } from "./plan-restore";
import { type FolderCounts, type FolderWork, restoreFolder } from "./restore-folder";
import { openSource, type RestoreSource } from "./restore-source";
import { folderFor, topFolder } from "./target-folder";
import { openInbox } from "./target-room";
import { amountOf, foldersToRestore, type Wanted, wantedIn } from "./wanted-messages";

const input = { kind: "restore" as const, accounts: null, folders: null };

/** Begins to put mail back; refused where something stands in the way, or has to be asked first. */
export function startRestore(ask: RestoreAsk, knowingly: boolean): Promise<Job> {
  return beginJob(input, async (job, stored) => {
    const plan = await planRestore(ask);
    if (plan.obstacle) throw new Refusal(plan.obstacle.code, plan.obstacle.values);
    if (plan.question && !knowingly) throw new Refusal(plan.question.code, plan.question.values);
    // What an earlier restore made is the user's by now.
    for (const { job: token, purpose } of await listMadeFolders()) {
      if (purpose === "restored") await forgetMadeFolders(token);
    }
    stored.restore = {
      token: crypto.randomUUID(),
      backupId: ask.backupId,
      selection: ask.selection,
      target: ask.target,
      top: plan.name,
      intoPicked: plan.intoPicked,
      done: {},
    };
    job.folder = plan.path;
  });
}

/** Goes on with the last restore, which was stopped, failed or left something out. */
export async function goOnRestoring(): Promise<Job> {
  const last = await readStored("job");
  const restore = last?.restore;
  if (!restore || last.job.kind !== "restore") throw new Refusal("bad-request");
  return beginJob(input, async (job, stored) => {
    stored.restore = restore;
    if (last.job.folder !== undefined) job.folder = last.job.folder;
  });
}

/** Makes the tags that these messages have and Thunderbird does not. */
async function makeTags({ manifest }: RestoreSource, messages: readonly Wanted[]): Promise<void> {
  const used = new Set(messages.flatMap(({ state }) => state.tags));
  const here = new Set((await listTags()).map(({ key }) => key));
  for (const { key, name, color } of manifest.tags) {
    const isSound = /^[\x21-\x7e]{1,100}$/.test(key) && name.length > 0 && name.length <= 200;
    if (!used.has(key) || here.has(key) || !isSound) continue;
    await addTag(key, name, /^#[0-9a-f]{6}$/i.test(color) ? color : "");
  }
}

async function connect({ target }: StoredRestore, isImap: boolean): Promise<void> {
  if (!isImap) return;
  const why = await whyNotConnect(target.account);
  if (why) throw new Refusal(why.code, why.values);
  // Thunderbird first finds all folders; one that is made meanwhile it would not show.
  await openInbox(target.account);
}

/** One folder; nothing where an earlier attempt has put all of it there. */
async function restoreOne(work: Omit<FolderWork, "target">): Promise<FolderCounts> {
  const { context, restore, folder } = work;
  const before = restore.done[folder.record.id];
  if (before) {
    const { messages, bytes } = amountOf(folder.messages);
    context.job.done.messages += messages;
    context.job.done.bytes += bytes;
    return before;
  }
  return restoreFolder({ ...work, target: await folderFor(restore, folder.names) });
}

/** Puts back what was chosen, folder by folder, and counts what arrived. */
export async function restoreBackup(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const { restore } = stored;
  if (!restore) throw new Refusal("bad-request");
  const { job } = context;
  const source = await openSource(restore.backupId, () => stopIfCancelled(context));
  const folders = foldersToRestore(source, restore.selection);
  const { type, oneFile } = await describeTarget(restore.target.account, "");
  const isImap = type === "imap";
  await connect(restore, isImap);
  job.counts = [];
  for (const place of folders) {
    const { messages, bytes } = amountOf(
      (await wantedIn(source, place, restore.selection)).messages,
    );
    job.total.messages += messages;
    job.total.bytes += bytes;
  }
  job.total.folders = folders.length;
  await topFolder(restore);
  await writeStored("job", stored);
  let isEqual = true;
  for (const place of folders) {
    stopIfCancelled(context);
    const folder = await wantedIn(source, place, restore.selection);
    job.current = { account: source.name, folder: shownName(folder), step: "restoring" };
    await makeTags(source, folder.messages);
    const counts = await restoreOne({ context, source, restore, folder, isImap, oneFile });
    const { asked, arrived } = counts;
    job.counts.push({ folder: shownName(folder), asked, arrived });
    job.done.folders++;
    if (asked === arrived && folder.isWhole) restore.done[folder.record.id] = counts;
    else isEqual = false;
    await writeStored("job", stored);
  }
  if (!isEqual) return "incomplete";
  await forgetMadeFolders(restore.token);
  return "complete";
}
