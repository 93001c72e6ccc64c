import type { AccountSource, FolderSource } from "../../core/backup/account-source";
import {
  judgePass,
  localVerdict,
  type PassResult,
  type ServerCount,
  serverVerdict,
} from "../../core/backup/folder-verdict";
import { type FolderVerdict, overallVerdict } from "../../core/backup/manifest";
import type { Job, Verdict } from "../../core/job";
import { type Reason, reason } from "../../core/reason";
import { reasonOf } from "../../core/refusal";
import { whyNotConnect } from "../../gather/connection";
import { releaseFolder } from "../../thunderbird/mail-store";
import {
  type AccountRun,
  countsOf,
  failedVerdict,
  listMissing,
  markFailed,
  markPresent,
  settleVanished,
} from "./account-verdicts";
import { foldersHere, foldersOnServer } from "./folder-tree";
import { type OpenBackup, recordFor, writeManifest } from "./open-backup";
import { recoverFolder } from "./recover";
import { noteMissing, type RunContext, stopIfCancelled } from "./run-context";
import { type PassOptions, type PassOutcome, saveFolder } from "./save-folder";
import { countOnServer, fetchAnew, fetchMissing, refresh, refuseDifferent } from "./server-folder";

/** How often a folder that changes meanwhile is gone through before the verdict says so. */
const mostPasses = 3;

const afterFetch: PassOptions = { keepSuspects: true, fetched: true, listIsWhole: true };

type Chosen = (source: FolderSource) => boolean;

function show(run: AccountRun, folder: FolderSource, step: NonNullable<Job["current"]>["step"]) {
  stopIfCancelled(run.context);
  run.context.job.current = { account: run.source.address, folder: folder.name, step };
}

/** Records for new folders are committed before their first byte, so that a crash leaves nothing unnamed. */
async function prepareRecords(run: AccountRun, folders: FolderSource[]): Promise<void> {
  const before = run.backup.manifest.folders.length;
  const records = folders.map((folder) => recordFor(run.backup, folder));
  for (const record of records.filter((candidate) => candidate.volumes.length === 0)) {
    if (record.indexLength === 0) await recoverFolder(run.backup, record, run.context.runAt);
  }
  if (run.backup.manifest.folders.length > before) await writeManifest(run.backup);
}

async function pass(run: AccountRun, folder: FolderSource, options: PassOptions) {
  const record = recordFor(run.backup, folder);
  const outcome = await saveFolder(run.context, run.backup, folder, record, options);
  run.outcomes.set(folder.uri, outcome);
  return outcome;
}

/** Saves what Thunderbird has stored, before anything connects that could make it drop some of it. */
async function saveWhatIsHere(run: AccountRun, folders: FolderSource[], willConnect: boolean) {
  for (const folder of folders) {
    show(run, folder, "saving");
    const isImap = run.source.kind === "imap";
    const outcome = await pass(run, folder, {
      fetched: false,
      keepSuspects: !willConnect,
      listIsWhole: !isImap,
    });
    if (!isImap) {
      recordFor(run.backup, folder).verdict = localVerdict(countsOf(outcome), Date.now());
    }
    run.context.job.done.folders += willConnect ? 0 : 1;
    await releaseFolder(folder.uri);
  }
}

/** Goes through one folder until the server says the same before and after, at most three times. */
async function bringUpToDate(run: AccountRun, folder: FolderSource): Promise<FolderVerdict> {
  let [result, server]: [PassResult, ServerCount | null] = ["changing", null];
  let outcome: PassOutcome | null = null;
  for (let round = 0; round < mostPasses && result === "changing"; round++) {
    show(run, folder, "asking");
    const before = await countOnServer(run.context, folder);
    if (round === 0) {
      await refuseDifferent(folder, before);
      growTotal(run, folder, before.messages);
    }
    await refresh(run.context, folder, before);
    show(run, folder, "fetching");
    await fetchMissing(run.context, folder);
    show(run, folder, "saving");
    outcome = await pass(run, folder, { ...afterFetch, keepSuspects: round > 0 });
    if (outcome.suspects.length > 0) {
      await fetchAnew(run.context, folder, outcome.suspects);
      outcome = await pass(run, folder, afterFetch);
    }
    show(run, folder, "checking");
    server = await countOnServer(run.context, folder);
    result = judgePass(before, server, outcome);
  }
  const counts = outcome ? countsOf(outcome) : { rows: 0, bodies: 0, saved: 0, altered: 0 };
  const why = result === "changing" ? reason("still-changing") : undefined;
  return serverVerdict(result, server, counts, Date.now(), why);
}

function growTotal(run: AccountRun, folder: FolderSource, messages: number): void {
  run.context.job.total.messages += Math.max(0, messages - folder.rows);
}

/** Codes that concern the account, not one folder: the other folders would fail in the same way. */
const accountWide = new Set(["server-unreachable", "offline", "account-gone", "password-needed"]);

async function goThroughServer(run: AccountRun, folders: FolderSource[]): Promise<Reason | null> {
  for (const folder of folders) {
    const record = recordFor(run.backup, folder);
    try {
      record.verdict = await bringUpToDate(run, folder);
    } catch (error) {
      const why = folderTrouble(error);
      // What came before the trouble is saved, and what did not come gets a name.
      await pass(run, folder, { ...afterFetch, listIsWhole: false }).catch(ignoreGone);
      record.verdict = failedVerdict(run, folder, why);
      if (accountWide.has(why.code)) return why;
    }
    run.context.job.done.folders++;
    await writeManifest(run.backup);
    await releaseFolder(folder.uri).catch(ignoreGone);
  }
  return null;
}

/** A folder that was deleted meanwhile has nothing to release. */
function ignoreGone(error: unknown): void {
  if (reasonOf(error).code !== "folder-gone") throw error;
}

/** Errors that end the whole job; everything else is one folder's trouble. */
function folderTrouble(error: unknown): Reason {
  const why = reasonOf(error);
  const ends =
    why.code === "cancelled" || why.code.startsWith("disk-") || why.code.startsWith("backup-");
  if (ends || why.code === "read-back-differs") throw error;
  return why;
}

async function runServerSide(run: AccountRun, here: FolderSource[], chosen: Chosen) {
  const { context, backup, source } = run;
  let folders = here;
  let trouble: Reason | null = null;
  let hidden = 0;
  try {
    show(run, { name: source.address } as FolderSource, "asking");
    const tree = await foldersOnServer(context, source);
    folders = tree.folders.filter(chosen);
    if (tree.folders.length === folders.length) markPresent(run, folders);
    settleVanished(run, tree.vanished.filter(chosen));
    context.job.total.folders += folders.length - here.length;
    hidden = tree.notShown.length;
    for (const { path } of tree.notShown) {
      const why = reason("folder-not-shown");
      noteMissing(context, { account: source.address, folder: path, reason: why });
    }
    await prepareRecords(run, folders);
    trouble = await goThroughServer(run, folders);
  } catch (error) {
    trouble = folderTrouble(error);
  }
  if (trouble) markFailed(run, folders, trouble);
  const verdict = overallVerdict(backup.manifest.folders.filter(({ present }) => present));
  return { folders, verdict: hidden > 0 || trouble ? ("incomplete" as const) : verdict };
}

/**
 * Backs up one account: first what is here, then what its server has. Answers the verdict over the chosen
 * folders; each folder's own is in the manifest.
 */
export async function runAccount(
  context: RunContext,
  backup: OpenBackup,
  source: AccountSource,
  chosen: Chosen,
): Promise<Verdict> {
  const run: AccountRun = { context, backup, source, outcomes: new Map() };
  const all = await foldersHere(source);
  const here = all.filter(chosen);
  const isImap = source.kind === "imap";
  const trouble = isImap ? await whyNotConnect(source.account) : null;
  const willConnect = isImap && trouble === null;
  await prepareRecords(run, here);
  await saveWhatIsHere(run, here, willConnect);
  if (willConnect) {
    const { folders, verdict } = await runServerSide(run, here, chosen);
    listMissing(run, folders);
    return verdict;
  }
  if (trouble) markFailed(run, here, trouble);
  if (!isImap && all.length === here.length) markPresent(run, here);
  listMissing(run, here);
  return overallVerdict(here.map((folder) => recordFor(backup, folder)));
}
