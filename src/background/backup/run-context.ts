import type { Job, Missing } from "../../core/job";
import { Refusal } from "../../core/refusal";

/** What every step of a running job shares: its progress, its end and what it could not save. */
export interface RunContext {
  job: Job;
  runAt: number;
  signal: AbortSignal;
  missing: Missing[];
  /** Folder URI -> messages already counted, so that a second pass does not count them again. */
  counted: Map<string, number>;
}

export function stopIfCancelled(context: RunContext): void {
  if (context.signal.aborted) throw new Refusal("cancelled");
}

/** Waits, or ends at once when the job is cancelled. */
export function pause(context: RunContext, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new Refusal("cancelled"));
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
    const cancel = () => reject(new Refusal("cancelled"));
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
