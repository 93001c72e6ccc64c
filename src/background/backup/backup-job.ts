import type { Job, Verdict } from "../../core/job";
import { Refusal, reasonOf } from "../../core/refusal";
import { keepAlive, startWatch, stopWatch } from "../../thunderbird/event-page";
import { listFolders } from "../../thunderbird/mail-store";
import { readStored, type StoredJob, writeStored } from "../../thunderbird/storage";
import { countForBadge } from "../attention";
import { runCheckUp } from "../check-up";
import { accountsToSave } from "./accounts-to-save";
import { openRoot } from "./backup-root";
import { forgetEstimate } from "./estimate";
import { noteMissing, type RunContext } from "./run-context";
import { saveAccount } from "./save-account";

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
  const stored: StoredJob = { job, accounts, folders, attempts: 1 };
  const mine = { stored, abort: new AbortController() };
  running = mine;
  try {
    const root = await openRoot();
    job.folder = root.path;
    if ((await accountsToSave(accounts)).sources.length === 0)
      throw new Refusal("nothing-to-back-up");
    await writeStored("job", stored);
  } catch (error) {
    running = null;
    throw error;
  }
  void work(mine).catch(tell);
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
  const mine = { stored, abort: new AbortController() };
  running = mine;
  stored.attempts++;
  if (stored.attempts > mostAttempts) {
    Object.assign(job, { state: "failed", verdict: "incomplete", endedAt: Date.now() });
    job.error = { code: "interrupted-too-often", values: {} };
  }
  // Before anything is done, so that a job that brings Thunderbird down is counted.
  await writeStored("job", stored).catch(tell);
  if (job.state === "running") await work(mine);
  else running = null;
}

/** A job that was begun so often without coming to an end is given up. */
const mostAttempts = 5;

const tell = (error: unknown) => console.error("Postwacht:", error);

async function work({ stored, abort }: NonNullable<typeof running>): Promise<void> {
  const { job } = stored;
  const letGo = keepAlive();
  const context: RunContext = {
    job,
    runAt: Date.now(),
    signal: abort.signal,
    missing: [],
    counted: new Map(),
  };
  let state: Job["state"] = "done";
  try {
    await startWatch();
    job.verdict = await saveAccounts(context, stored);
  } catch (error) {
    const why = reasonOf(error);
    state = why.code === "cancelled" ? "cancelled" : "failed";
    job.verdict = "incomplete";
    job.error = why;
    tell(error);
  }
  forgetEstimate();
  // A page that sees the job's end finds the report of the state after it.
  await runCheckUp(false).catch(tell);
  Object.assign(job, { state, endedAt: Date.now() });
  delete job.current;
  try {
    await writeStored("job", stored);
    await countForBadge().catch(tell);
  } finally {
    await stopWatch().catch(tell);
    letGo();
    running = null;
  }
}

async function saveAccounts(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const { job } = context;
  const root = await openRoot();
  const { sources, skipped } = await accountsToSave(stored.accounts);
  for (const { name, reason } of skipped) {
    noteMissing(context, { account: name, folder: name, reason });
  }
  for (const source of sources) {
    for (const folder of await listFolders(source.account)) {
      if (folder.virtual || folder.noSelect) continue;
      job.total.folders++;
      job.total.messages += folder.rows;
    }
  }
  let verdict: Verdict = sources.length > 0 ? "complete" : "unknown";
  if (skipped.length > 0) verdict = "incomplete";
  let failure: unknown = null;
  for (const source of sources) {
    try {
      verdict = worst(verdict, await saveAccount(context, root, source, stored.folders));
    } catch (error) {
      // One account's damaged backup is not the others' trouble; a failing disk or a cancel is everybody's.
      if (!reasonOf(error).code.startsWith("backup-")) throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return verdict;
}
