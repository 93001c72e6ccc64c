import { inEveryPlace } from "../checkup/backup-state";
import type { BackupFact, Snapshot } from "../checkup/snapshot";
import { wellFormed } from "../part";
import type { Cover } from "./fix-plan";

const day = 24 * 60 * 60 * 1000;

/**
 * How far the backups of these accounts cover what a change could delete: the worst of them. `fresh`
 * is said only of a backup that is complete, was read back, ended within the last 24 hours, and holds
 * at least as many messages as are here now and, on POP, as are known to be on the server: mail that
 * was deleted here and still is there has its last copy there.
 */
export function coverOf(snapshot: Snapshot, accounts: readonly string[]): Cover {
  const covers = accounts.map((account) => coverOfOne(snapshot, account));
  return covers.includes("none") || covers.length === 0
    ? "none"
    : covers.includes("stale")
      ? "stale"
      : "fresh";
}

function coverOfOne(snapshot: Snapshot, account: string): Cover {
  const backups = wellFormed(snapshot.backups);
  const backup = backups.ok ? backups.value[account] : null;
  if (!backup) return "none";
  const least = toBeCovered(snapshot, account);
  const isFresh = (one: BackupFact) => {
    const { verdict, endedAt, messages, expected, oldestReading } = one;
    const age = snapshot.takenAt - endedAt;
    const proved = verdict === "complete" && messages >= expected && oldestReading !== null;
    return proved && age >= 0 && age < day && messages >= least;
  };
  return inEveryPlace(backup).some(isFresh) ? "fresh" : "stale";
}

/** Messages that the backup has to hold; Infinity where they could not be counted. */
function toBeCovered(snapshot: Snapshot, account: string): number {
  const accounts = wellFormed(snapshot.accounts);
  const fact = accounts.ok ? accounts.value.find(({ id }) => id === account) : undefined;
  const here = fact?.messages ? wellFormed(fact.messages) : null;
  if (!fact || !here?.ok || !Number.isSafeInteger(here.value)) return Infinity;
  if (fact.type !== "pop3") return here.value;
  const states = wellFormed(snapshot.popStates);
  const state = states.ok ? wellFormed(states.value[account]) : states;
  if (!state.ok) return Infinity;
  const kept = state.value.kept.reduce((sum, [, count]) => sum + count, 0);
  return Math.max(here.value, kept + state.value.partial);
}
