import { type AccountSource, type FolderSource, recordOf } from "../../core/backup/account-source";
import { exchangeVerdict, localVerdict } from "../../core/backup/folder-verdict";
import { overallVerdict } from "../../core/backup/manifest";
import type { Verdict } from "../../core/job";
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
import { adoptRecord } from "./adopt-record";
import { bringUpToDate, isForced, localPass, openFolder, pass, show } from "./folder-run";
import { foldersHere, foldersOnServer } from "./folder-tree";
import { writeManifestWhenDue } from "./manifest-pace";
import { openAhead } from "./open-ahead";
import { type OpenBackup, recordFor, writeManifest } from "./open-backup";
import { recoverFolder } from "./recover";
import { folderDone, noteMissing, type RunContext } from "./run-context";
import { storedHere } from "./server-folder";
import { whenFree } from "./when-free";

type Chosen = (source: FolderSource) => boolean;

/** Records for new folders are committed before their first byte, so that a crash leaves nothing unnamed. */
async function prepareRecords(run: AccountRun, folders: FolderSource[]): Promise<void> {
  const before = run.backup.manifest.folders.length;
  const records = folders.map((folder) => recordFor(run.backup, folder));
  for (const record of records.filter((candidate) => candidate.volumes.length === 0)) {
    if (record.indexLength === 0) await recoverFolder(run.backup, record, run.context.runAt);
  }
  if (run.backup.manifest.folders.length > before) await writeManifest(run.backup);
}

/** Codes that concern the account, not one folder: the other folders would fail in the same way. */
const accountWide = new Set([
  "server-unreachable",
  "server-silent",
  "offline",
  "account-gone",
  "password-needed",
  "sign-in-needed",
]);

/** Saves what Thunderbird has stored, before anything connects that could make it drop some of it. */
async function saveWhatIsHere(
  run: AccountRun,
  folders: FolderSource[],
  willConnect: boolean,
): Promise<Reason | null> {
  const { kind } = run.source;
  for (const folder of folders) {
    show(run, folder, "saving");
    const isImap = kind === "imap";
    const record = recordFor(run.backup, folder);
    try {
      const options = localPass(!willConnect, !isImap);
      const outcome = await whenFree(run.context, () => pass(run, folder, options));
      if (isImap) run.atFirst.set(folder.uri, await storedHere(folder.uri));
      else {
        const judge = kind === "exchange" ? exchangeVerdict : localVerdict;
        record.verdict = judge(countsOf(outcome), Date.now());
      }
      await releaseFolder(folder.uri);
    } catch (error) {
      // One folder that cannot be read must not keep the others out of the backup.
      const why = folderTrouble(error);
      record.verdict = failedVerdict(run, folder, why);
      if (kind === "exchange" && accountWide.has(why.code)) return why;
    }
    if (!willConnect) folderDone(run.context, folder.uri);
  }
  return null;
}

async function goThroughServer(run: AccountRun, folders: FolderSource[]): Promise<Reason | null> {
  const open = openAhead(
    folders,
    (folder) => openFolder(run, folder),
    (folder) => isForced(run, folder),
  );
  for (const folder of folders) {
    try {
      const verdict = await bringUpToDate(run, folder, open);
      recordFor(run.backup, folder).verdict = verdict;
    } catch (error) {
      const why = folderTrouble(error);
      // What came before the trouble is saved, and what did not come gets a name.
      await pass(run, folder, localPass(false, false)).catch(folderTrouble);
      recordFor(run.backup, folder).verdict = failedVerdict(run, folder, why);
      if (accountWide.has(why.code)) return why;
    }
    folderDone(run.context, folder.uri);
    await writeManifestWhenDue(run.backup, "verdict");
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
  const ends = /^(cancelled|disk-|backup-|read-back-differs|room-ran-out|mail-room-ran-out)/;
  if (ends.test(why.code)) throw error;
  return why;
}

async function runServerSide(run: AccountRun, here: FolderSource[], chosen: Chosen) {
  const { context, backup, source } = run;
  let folders = here;
  let trouble: Reason | null = null;
  let vanished: FolderSource[] = [];
  let hidden = 0;
  try {
    show(run, { name: source.address } as FolderSource, "asking");
    const tree = await foldersOnServer(context, source);
    folders = tree.folders.filter(chosen);
    run.paths = new Set([...tree.folders, ...tree.notShown].map(({ path }) => path));
    markPresent(run, tree.folders);
    vanished = tree.vanished.filter(chosen);
    for (const folder of vanished) {
      // Thunderbird may have taken it away by now; what it had was saved when the run began.
      await pass(run, folder, localPass(true, false)).catch(ignoreGone);
    }
    settleVanished(run, vanished);
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
  const verdict = overallVerdict(folders.map((folder) => recordFor(backup, folder)));
  // One that was renamed has gone on under its new name.
  const kept = vanished.filter((folder) => recordOf(backup.manifest.folders, folder));
  return {
    folders: [...folders, ...kept],
    verdict: hidden > 0 || trouble ? ("incomplete" as const) : verdict,
  };
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
  const verdictsBefore = new Set(backup.manifest.folders.map(({ verdict }) => verdict));
  const run: AccountRun = {
    context,
    backup,
    source,
    outcomes: new Map(),
    verdictsBefore,
    paths: new Set(),
    atFirst: new Map(),
  };
  const all = await foldersHere(source);
  const here = all.filter(chosen);
  // Folders that are not subscribed may be on the server without being shown.
  const hidden = backup.manifest.folders.filter(({ subscribed }) => !subscribed);
  run.paths = new Set([...all, ...hidden].map(({ path }) => path));
  for (const folder of here) await adoptRecord(backup, folder, run.paths).catch(folderTrouble);
  const isImap = source.kind === "imap";
  let trouble = source.kind === "local" ? null : await whyNotConnect(source.account);
  const willConnect = isImap && trouble === null;
  await prepareRecords(run, here);
  // Exchange hands nothing over without a connection.
  if (isImap || !trouble) trouble = (await saveWhatIsHere(run, here, willConnect)) ?? trouble;
  if (willConnect) {
    const { folders, verdict } = await runServerSide(run, here, chosen);
    listMissing(run, folders);
    return verdict;
  }
  if (trouble) markFailed(run, here, trouble);
  if (!isImap) markPresent(run, all);
  listMissing(run, here);
  if (source.kind === "exchange") {
    const why = reason("service-not-tried");
    noteMissing(context, { account: source.address, folder: source.address, reason: why });
  }
  return overallVerdict(here.map((folder) => recordFor(backup, folder)));
}
