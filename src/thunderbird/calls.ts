import type { ReasonCode } from "../core/reason";

type Experiment =
  | "mailSettings"
  | "mailStore"
  | "mailDelivery"
  | "backupDisk"
  | "inboxWatch"
  | "addressCards";

const absent: ReasonCode = "experiment-absent";

/** False in a build without experiments, and where Thunderbird has switched them off. */
export const hasExperiments = (): boolean => messenger.mailSettings !== undefined;

/**
 * Calls an experiment. What it throws is an error whose message is one of our reason codes, or Thunderbird's
 * own text; core/refusal.ts reads both.
 */
export async function callExperiment<T>(name: Experiment, work: () => Promise<T>): Promise<T> {
  if (messenger[name] === undefined) throw new Error(absent);
  return work();
}
