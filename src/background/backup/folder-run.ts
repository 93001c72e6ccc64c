import type { FolderSource } from "../../core/backup/account-source";
import {
  judgePass,
  type PassResult,
  type ServerCount,
  serverVerdict,
} from "../../core/backup/folder-verdict";
import type { FolderVerdict } from "../../core/backup/manifest";
import type { Job } from "../../core/job";
import { isMisread } from "../../core/mailbox-name";
import { reason } from "../../core/reason";
import { Refusal } from "../../core/refusal";
import { deselectFolder, listKeys } from "../../thunderbird/mail-store";
import { type AccountRun, countsOf } from "./account-verdicts";
import { folderId } from "./accounts-to-save";
import { adoptRecord } from "./adopt-record";
import { bodySource, fetchAnew } from "./fetch-bodies";
import type { Opened } from "./open-ahead";
import { recordFor } from "./open-backup";
import type { PassOptions, PassOutcome } from "./pass";
import { stopIfCancelled } from "./run-context";
import { saveFolder } from "./save-folder";
import { countOnServer, refresh, refuseDifferent, storedHere } from "./server-folder";

/** How often a folder that changes meanwhile is gone through before the verdict says so. */
const mostPasses = 3;

/** A pass over what is here, without a server: `keeps` tells whether copies that look damaged are taken. */
export const localPass = (keeps: boolean, listIsWhole: boolean): PassOptions => ({
  keepsSuspect: () => keeps,
  askedFor: new Set(),
  listIsWhole,
});

export function show(
  run: AccountRun,
  folder: FolderSource,
  step: NonNullable<Job["current"]>["step"],
) {
  stopIfCancelled(run.context);
  run.context.job.current = { account: run.source.address, folder: folder.name, step };
}

export async function pass(run: AccountRun, folder: FolderSource, options: PassOptions) {
  const record = recordFor(run.backup, folder);
  const { job, savedBytes } = run.context;
  const before = job.done.bytes;
  const outcome = await saveFolder(run.context, run.backup, folder, record, options);
  savedBytes.set(folder.uri, (savedBytes.get(folder.uri) ?? 0) + job.done.bytes - before);
  run.outcomes.set(folder.uri, outcome);
  return outcome;
}

/** One round over a folder; answers what it proves. */
async function goOnce(run: AccountRun, folder: FolderSource, { before, sure }: Opened) {
  const { context } = run;
  await adoptRecord(run.backup, folder, run.paths);
  const keys = await listKeys(folder.uri);
  show(run, folder, "saving");
  const listIsWhole = sure && keys.length === before.messages;
  const bodies = bodySource(context, folder);
  const options = { askedFor: bodies.lacking, listIsWhole };
  let outcome: PassOutcome;
  try {
    outcome = await pass(run, folder, { ...options, keepsSuspect: () => false, bodies });
  } finally {
    bodies.stop();
  }
  if (outcome.suspects.length > 0) {
    const replaced = await fetchAnew(context, folder, outcome.suspects);
    const keepsSuspect = (key: number) => replaced.has(key);
    outcome = await pass(run, folder, { ...options, keepsSuspect });
  }
  show(run, folder, "checking");
  const after = await countOnServer(context, folder);
  // While a folder is open Thunderbird learns no new UIDNEXT: only its list shows that one came for another.
  const same = sameKeys(await listKeys(folder.uri), outcome.keys);
  const result: PassResult = sure && same ? judgePass(before, after, outcome) : "changing";
  return { result, after, outcome };
}

const sameKeys = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((key, i) => key === b[i]);

/**
 * Refuses a folder whose server looks different, unless the user wants it opened all the same: then once everything
 * that is stored of it here is in the backup.
 */
async function mayOpen(run: AccountRun, folder: FolderSource, server: ServerCount): Promise<void> {
  // Thunderbird may have opened it by itself since, and have dropped what was here when the run began.
  const here = run.atFirst.get(folder.uri) ?? (await storedHere(folder.uri));
  try {
    refuseDifferent(here, server);
  } catch (error) {
    if (!isForced(run, folder)) throw error;
    const outcome = await pass(run, folder, localPass(true, false));
    if (outcome.unreadable > 0) throw error;
  }
}

/** Whether the user wants this folder opened though its server looks different. */
export const isForced = (run: AccountRun, folder: FolderSource): boolean =>
  run.context.openAnyway?.has(folderId(run.source.account, folder.uri)) ?? false;

/** Asks what the server counts and opens the folder, if it may be opened. */
export async function openFolder(run: AccountRun, folder: FolderSource): Promise<Opened> {
  // Asked all the same, it would tell of another folder, and that one would be called complete.
  if (isMisread(folder.path)) throw new Refusal("folder-name-misread");
  const before = await countOnServer(run.context, folder);
  await mayOpen(run, folder, before);
  return { before, sure: await refresh(run.context, folder, before) };
}

/**
 * What has changed meanwhile was seen by this run, so it is no reason to leave the folder alone. Of a folder that a
 * connection holds open Thunderbird keeps the number from when it was opened, also after another program expunged
 * mail (nsImapProtocol::OnStatusForFolder asks NOOP): it has to be opened anew to be counted.
 */
async function openAgain({ context }: AccountRun, folder: FolderSource): Promise<Opened> {
  await deselectFolder(folder.uri);
  const before = await countOnServer(context, folder);
  return { before, sure: await refresh(context, folder, before) };
}

/**
 * Goes through one folder until the server says the same before and after, at most three times. `open` opens it
 * for the first time.
 */
export async function bringUpToDate(
  run: AccountRun,
  folder: FolderSource,
  open: (folder: FolderSource) => Promise<Opened>,
): Promise<FolderVerdict> {
  let last: { result: PassResult; after: ServerCount; outcome: PassOutcome } | null = null;
  let before: ServerCount | null = null;
  for (let round = 0; round < mostPasses && (last?.result ?? "changing") === "changing"; round++) {
    show(run, folder, "asking");
    const opened = round === 0 ? await open(folder) : await openAgain(run, folder);
    before = opened.before;
    if (round === 0) growTotal(run, folder, before.messages);
    last = await goOnce(run, folder, opened);
  }
  if (!last || !before) throw new Error("a folder is gone through at least once");
  const { result, after, outcome } = last;
  const steady = before.messages === after.messages && before.uidNext === after.uidNext;
  const lacking = after.messages - outcome.rows;
  // Mail that is marked as deleted counts on the server, and Thunderbird does not list it.
  const why =
    steady && lacking > 0
      ? reason("not-listed", { count: lacking })
      : result === "changing"
        ? reason("still-changing")
        : undefined;
  return serverVerdict(result, after, countsOf(outcome), Date.now(), why);
}

function growTotal(run: AccountRun, folder: FolderSource, messages: number): void {
  run.context.job.total.messages += Math.max(0, messages - folder.rows);
}
