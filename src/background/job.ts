import type { Job, Verdict } from "../core/job";
import { Refusal, reasonOf } from "../core/refusal";
import { keepAlive, startWatch, stopWatch } from "../thunderbird/event-page";
import { readStored, type StoredJob, writeStored } from "../thunderbird/storage";
import { countForBadge } from "./attention";
import { forgetEstimate } from "./backup/estimate";
import type { RunContext } from "./backup/run-context";
import { saveAccounts } from "./backup/save-accounts";
import { checkUpAnew, goOnWithCensus } from "./check-up";
import { exportContacts } from "./contacts/save-contacts";
import { examineMboxes } from "./doctor/examine-job";
import { repairMboxes } from "./doctor/repair-job";
import { fetchScopes } from "./fix/fetch-scopes";
import { followPace } from "./follow-pace";
import { rehearseRestore } from "./rehearse/rehearse-job";
import { restoreBackup } from "./restore/restore-job";
import { noteBackupEnd } from "./schedule-end";
import { verifyBackup } from "./verify/verify-job";

/*
 * Belongs here: one job at a time, its beginning and end, going on after the event page has died.
 * Does not belong here: what a job does (-> backup/save-accounts.ts, fix/fetch-scopes.ts, verify/verify-job.ts,
 * contacts/save-contacts.ts).
 */

/** What each kind of job does; answers its verdict. */
const works: Record<Job["kind"], (context: RunContext, stored: StoredJob) => Promise<Verdict>> = {
  backup: saveAccounts,
  fetch: fetchScopes,
  verify: verifyBackup,
  restore: restoreBackup,
  rehearse: rehearseRestore,
  contacts: exportContacts,
  examine: examineMboxes,
  repair: repairMboxes,
};

/** The job this event page works on. Another event page may go on with it: what that needs is stored. */
let running: { stored: StoredJob; abort: AbortController } | null = null;

/** The running job, or the last one, or null. */
export async function jobStatus(): Promise<Job | null> {
  return running?.stored.job ?? (await readStored("job"))?.job ?? null;
}

export function cancelJob(): Job | null {
  running?.abort.abort();
  return running?.stored.job ?? null;
}

/** Whether this event page works on a job. */
export const isWorking = (): boolean => running !== null;

/** What a new job is, before it has a number and a beginning. */
type NewJob = Pick<Job, "kind"> & Omit<StoredJob, "job" | "attempts">;

/**
 * Begins a job and answers it at once; refused with `busy` while another one runs. `prepare` may refuse
 * it too, and tells the job where it works.
 */
export async function beginJob(
  { kind, ...input }: NewJob,
  prepare: (job: Job, stored: StoredJob) => Promise<void>,
): Promise<Job> {
  if (running) throw new Refusal("busy");
  const nothing = { folders: 0, messages: 0, bytes: 0 };
  const job: Job = {
    id: crypto.randomUUID(),
    kind,
    state: "running",
    startedAt: Date.now(),
    done: { ...nothing },
    total: { ...nothing },
    missing: [],
    missingCount: 0,
  };
  const stored: StoredJob = { ...input, job, attempts: 1 };
  const mine = { stored, abort: new AbortController() };
  running = mine;
  try {
    await prepare(job, stored);
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
  delete job.fetching;
  delete job.left;
  const mine = { stored, abort: new AbortController() };
  running = mine;
  stored.attempts++;
  if (stored.attempts > mostAttempts) {
    Object.assign(job, { state: "failed", verdict: "incomplete", endedAt: Date.now() });
    job.error = { code: "interrupted-too-often", values: {} };
  }
  // Before anything is done, so that a job that brings Thunderbird down is counted.
  await writeStored("job", stored).catch(tell);
  if (job.state === "running") {
    await work(mine);
    return;
  }
  running = null;
  await noteBackupEnd(stored).catch(tell);
}

/** A job that was begun so often without coming to an end is given up. */
const mostAttempts = 5;

const tell = (error: unknown) => console.error("Postwacht:", error);

/** So long a job that is done waits for the check-up after it, in milliseconds. */
const mostJudging = 3000;

/**
 * A page that sees the job's end finds the report of the state after it. A check-up that waits for a silent
 * server must not keep the job from ending, and whoever cancels waits for nothing.
 */
async function judgeTheEnd(state: Job["state"]): Promise<void> {
  const judged = checkUpAnew().catch(tell);
  if (state === "cancelled") return;
  await Promise.race([judged, new Promise((resolve) => setTimeout(resolve, mostJudging))]);
}

async function work({ stored, abort }: NonNullable<typeof running>): Promise<void> {
  const { job } = stored;
  const letGo = keepAlive();
  const context: RunContext = {
    job,
    runAt: Date.now(),
    signal: abort.signal,
    stop: (why) => abort.abort(why),
    missing: [],
    openAnyway: new Set(stored.openAnyway),
    counted: new Map(),
    expected: new Map(),
    savedBytes: new Map(),
  };
  const stopFollowing = followPace(job);
  let state: Job["state"] = "done";
  try {
    await startWatch();
    job.verdict = await works[job.kind](context, stored);
  } catch (error) {
    const why = reasonOf(error);
    state = why.code === "cancelled" ? "cancelled" : "failed";
    job.verdict = "incomplete";
    job.error = why;
    tell(error);
  }
  stopFollowing();
  forgetEstimate();
  await judgeTheEnd(state);
  const { current: _none, ...last } = job;
  try {
    // Nobody hears of the end before another job can begin.
    const ended: StoredJob = { ...stored, job: { ...last, state, endedAt: Date.now() } };
    await writeStored("job", ended);
    await noteBackupEnd(ended).catch(tell);
  } finally {
    running = null;
    await countForBadge().catch(tell);
    await stopWatch().catch(tell);
    letGo();
    void goOnWithCensus().catch(tell);
  }
}
