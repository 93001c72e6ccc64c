import type { ExpectedWork } from "../../core/backup/expected-work";
import type { Job, Missing } from "../../core/job";
import { Refusal } from "../../core/refusal";

/** What every step of a running job shares: its progress, its end and what it could not save. */
export interface RunContext {
  job: Job;
  runAt: number;
  signal: AbortSignal;
  /** Ends the run as a cancel does, for a reason of its own. */
  stop: (why: Refusal) => void;
  missing: Missing[];
  /** Ids of folders that the user wants opened although their server looks different. */
  openAnyway?: ReadonlySet<string>;
  /** Folder URI -> messages already counted, so that a second pass does not count them again. */
  counted: Map<string, number>;
  /** Folder URI -> what saving it is expected to take, as far as that was known beforehand. */
  expected: Map<string, ExpectedWork>;
  /** Folder URI -> bytes that this run has saved of it. */
  savedBytes: Map<string, number>;
}

/** Why a run was stopped: by the user, unless somebody gave another reason. */
const whyStopped = ({ reason }: AbortSignal): Refusal =>
  reason instanceof Refusal ? reason : new Refusal("cancelled");

export function stopIfCancelled(context: RunContext): void {
  if (context.signal.aborted) throw whyStopped(context.signal);
}

/** Waits, or ends at once when the job is cancelled. */
export function pause(context: RunContext, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(whyStopped(context.signal));
    };
    const timer = setTimeout(() => {
      context.signal.removeEventListener("abort", cancel);
      resolve();
    }, ms);
    if (context.signal.aborted) cancel();
    else context.signal.addEventListener("abort", cancel, { once: true });
  });
}

/** A call to Thunderbird that may hang: cancelling the job does not wait for it. */
export function cancellable<T>(context: RunContext, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(whyStopped(context.signal));
    if (context.signal.aborted) cancel();
    context.signal.addEventListener("abort", cancel, { once: true });
    work.then(resolve, reject).finally(() => context.signal.removeEventListener("abort", cancel));
  });
}

const mostListed = 10_000;

/** Puts what could not be saved on the job's list; pages show the first 200, the report more. */
export function noteMissing(context: RunContext, missing: Missing): void {
  context.job.missingCount++;
  if (context.missing.length < mostListed) context.missing.push(missing);
  if (context.job.missing.length < 200) context.job.missing.push(missing);
}

/** Mail has come to this computer. */
export function noteFetched({ job }: RunContext, messages: number, bytes: number): void {
  if (!job.fetching) return;
  job.fetching.done.messages += messages;
  job.fetching.done.bytes += bytes;
}

/** So much of a folder is really to be fetched; what was expected of it beforehand no longer counts. */
export function expectFetch(
  context: RunContext,
  uri: string,
  messages: number,
  bytes: number,
): void {
  const { job, expected } = context;
  const before = expected.get(uri);
  const nothing = { messages: 0, bytes: 0 };
  const was = before?.toFetch ?? nothing;
  job.fetching ??= { done: { ...nothing }, total: { ...nothing } };
  job.fetching.total.messages += messages - was.messages;
  job.fetching.total.bytes += bytes - was.bytes;
  expected.set(uri, {
    toSave: before?.toSave ?? nothing,
    toFetch: { messages, bytes },
    isCounted: true,
  });
}

/** A folder is done; what it really took stands in the place of what was expected. */
export function folderDone(context: RunContext, uri: string): void {
  const { job, expected, savedBytes } = context;
  const before = expected.get(uri);
  const bytes = savedBytes.get(uri) ?? 0;
  job.done.folders++;
  job.total.bytes += bytes - (before?.toSave.bytes ?? 0);
  expected.set(uri, {
    toSave: { messages: before?.toSave.messages ?? 0, bytes },
    toFetch: before?.toFetch ?? { messages: 0, bytes: 0 },
    isCounted: true,
  });
}
