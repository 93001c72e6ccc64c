import type { AccountSource } from "../../core/backup/account-source";
import { oldestReading } from "../../core/backup/manifest";
import type { Job, Verdict } from "../../core/job";
import { readableMailboxName } from "../../core/mailbox-name";
import { Refusal, reasonOf } from "../../core/refusal";
import { keepAlive, startWatch, stopWatch } from "../../thunderbird/event-page";
import { listFolders } from "../../thunderbird/mail-store";
import { changeStored, readStored, type StoredJob, writeStored } from "../../thunderbird/storage";
import { runCheckUp } from "../check-up";
import { openAccountBackup } from "./account-folder";
import { runAccount } from "./account-run";
import { accountsToSave, folderId } from "./accounts-to-save";
import { openRoot } from "./backup-root";
import { releaseLock, renewLock } from "./lock";
import { type OpenBackup, writeManifest } from "./open-backup";
import { writeReport } from "./report-file";
import type { RunContext } from "./run-context";

/** The job this event page works on. Another event page may go on with it: what that needs is stored. */
let running: { stored: StoredJob; abort: AbortController } | null = null;

const worst = (a: Verdict, b: Verdict): Verdict =>
  [a, b].includes("incomplete")
    ? "incomplete"
    : [a, b].includes("unknown")
      ? "unknown"
      : "complete";

/** The running job, or the last one, or null. */
export async function jobStatus(): Promise<Job | null> {
  return running?.stored.job ?? (await readStored("job"))?.job ?? null;
}

export function cancelJob(): Job | null {
  running?.abort.abort();
  return running?.stored.job ?? null;
}

/** Begins a backup; refused while another job runs, or when there is no folder to write to. */
export async function startBackup(
  accounts: string[] | null,
  folders: string[] | null,
): Promise<Job> {
  if (running) throw new Refusal("busy");
  const nothing = { folders: 0, messages: 0, bytes: 0 };
  const job: Job = {
    id: crypto.randomUUID(),
    kind: "backup",
    state: "running",
    startedAt: Date.now(),
    done: { ...nothing },
    total: { ...nothing },
    missing: [],
    missingCount: 0,
  };
  const stored: StoredJob = { job, accounts, folders, endedAccounts: [] };
  const mine = { stored, abort: new AbortController() };
  running = mine;
  try {
    const root = await openRoot();
    job.folder = root.path;
    if ((await accountsToSave(accounts)).length === 0) throw new Refusal("nothing-to-back-up");
    await writeStored("job", stored);
  } catch (error) {
    running = null;
    throw error;
  }
  void work(mine);
  return job;
}

/** Goes on with a job that an earlier event page, or an earlier Thunderbird, did not end. */
export async function resumeJob(): Promise<void> {
  if (running) return;
  const stored = await readStored("job");
  if (running || stored?.job.state !== "running") return;
  const { job } = stored;
  // What is committed is known from the disk; the counting begins anew.
  Object.assign(job, {
    done: { folders: 0, messages: 0, bytes: 0 },
    total: { folders: 0, messages: 0, bytes: 0 },
    missing: [],
    missingCount: 0,
  });
  stored.endedAccounts = [];
  running = { stored, abort: new AbortController() };
  await work(running);
}

async function work(mine: NonNullable<typeof running>): Promise<void> {
  const { stored, abort } = mine;
  const { job } = stored;
  const letGo = keepAlive();
  await startWatch();
  const context: RunContext = {
    job,
    runAt: Date.now(),
    signal: abort.signal,
    missing: [],
    counted: new Map(),
  };
  let state: Job["state"] = "done";
  try {
    job.verdict = await saveAccounts(context, stored);
  } catch (error) {
    const why = reasonOf(error);
    state = why.code === "cancelled" ? "cancelled" : "failed";
    job.verdict = "incomplete";
    job.error = why;
    console.error("Postwacht:", error);
  }
  // A page that sees the job's end finds the report of the state after it.
  await runCheckUp(false).catch((error) => console.error("Postwacht:", error));
  job.state = state;
  job.endedAt = Date.now();
  delete job.current;
  await writeStored("job", stored);
  await stopWatch();
  letGo();
  running = null;
}

async function saveAccounts(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const { job } = context;
  const root = await openRoot();
  const sources = await accountsToSave(stored.accounts);
  for (const source of sources) {
    for (const folder of await listFolders(source.account)) {
      if (folder.virtual || folder.noSelect) continue;
      job.total.folders++;
      job.total.messages += folder.rows;
    }
  }
  let verdict: Verdict = "complete";
  for (const source of sources) {
    const backup = await openAccountBackup(root, source, context.runAt);
    const begun = context.missing.length;
    const stopRenewing = keepLock(backup);
    const close = async () => {
      stopRenewing();
      await writeReport(backup, context.missing.slice(begun));
      await releaseLock(backup);
    };
    try {
      verdict = worst(verdict, await saveAccount(context, backup, source, stored));
    } catch (error) {
      // The first failure is the one to tell; the same disk may well fail here too.
      await close().catch((second) => console.error("Postwacht:", second));
      throw error;
    }
    await close();
    stored.endedAccounts.push(source.account);
    await writeStored("job", stored);
  }
  return verdict;
}

/** Renews the lock while an account is saved. A disk that fails is noticed by the next write of mail. */
function keepLock(backup: OpenBackup): () => void {
  const timer = setInterval(() => {
    renewLock(backup).catch((error) => console.error("Postwacht:", error));
  }, 30_000);
  return () => clearInterval(timer);
}

async function saveAccount(
  context: RunContext,
  backup: OpenBackup,
  source: AccountSource,
  stored: StoredJob,
): Promise<Verdict> {
  const chosen = stored.folders;
  const verdict = await runAccount(
    context,
    backup,
    source,
    (folder) => chosen === null || chosen.includes(folderId(source.account, folder.uri)),
  );
  backup.manifest.endedAt = Date.now();
  backup.manifest.verdict = verdict;
  await writeManifest(backup);
  await remember(backup, source, verdict);
  return verdict;
}

/** What the popup and the check-up say of this backup, without reading the disk again. */
async function remember(backup: OpenBackup, source: AccountSource, verdict: Verdict) {
  const { manifest } = backup;
  const present = manifest.folders.filter((folder) => folder.present);
  const sum = (count: (folder: (typeof present)[number]) => number) =>
    present.reduce((total, folder) => total + count(folder), 0);
  await changeStored("backups", (backups) => ({
    ...backups,
    [manifest.accountUid]: {
      rootId: backup.rootId,
      folder: backup.folder,
      name: source.address,
      sequence: manifest.sequence,
      endedAt: manifest.endedAt ?? Date.now(),
      verdict,
      messages: sum((folder) => folder.verdict?.saved ?? 0),
      expected: sum((folder) => folder.verdict?.server ?? folder.verdict?.rows ?? 0),
      oldestReading: oldestReading(manifest),
      folders: present
        .filter((folder) => folder.verdict?.state === "complete")
        .map((folder) => readableMailboxName(folder.path)),
      hidden: present
        .filter((folder) => !folder.subscribed && folder.verdict?.state === "complete")
        .map((folder) => ({
          path: readableMailboxName(folder.path),
          messages: folder.verdict?.saved ?? 0,
        })),
    },
  }));
}
