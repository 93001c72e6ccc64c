import { daysUntilOld, restOf, type Schedule } from "./schedule";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A run that is late by so much does not wait any longer for the user to leave the computer alone. */
const patience = 4 * hour;

/**
 * A schedule whose times lie in the past. After a clock was set back they would put everything off until it
 * catches up, which may be years: what "was" in the future counts as just now, so that nothing runs at once
 * and nothing is skipped for longer than one rhythm.
 */
export function setRight(schedule: Schedule, now: number): Schedule {
  const { since, savedAt, failed } = schedule;
  const inPast = (time: number) => (Number.isFinite(time) ? Math.min(time, now) : 0);
  return {
    ...schedule,
    since: inPast(since),
    savedAt: Object.fromEntries(Object.entries(savedAt).map(([id, at]) => [id, inPast(at)])),
    failed: failed && { ...failed, at: inPast(failed.at) },
  };
}

/**
 * When the next backup in a place is due, in milliseconds since the epoch; null where none runs by itself. What
 * fell due during sleep or while Thunderbird was closed lies in the past, and is made up for once.
 * @param markerId the place; null where there is none, which counts as one that was never written to
 */
export function dueAt(schedule: Schedule, markerId: string | null): number | null {
  const { rhythm, since, savedAt, failed } = schedule;
  if (rhythm === null || rhythm === "off") return null;
  const last = markerId === null ? undefined : savedAt[markerId];
  const due = last === undefined ? since : last + restOf[rhythm];
  return failed ? Math.max(due, failed.at + pauseAfter(failed.times, restOf[rhythm])) : due;
}

/** Runs that may end badly in a row before the rhythm is kept to again: what no repetition mends is not tried all day. */
const mostTries = 5;

/** After a run that ended badly: one hour, then twice as long each time, and never longer than the rhythm. */
const pauseAfter = (times: number, rest: number): number =>
  times > mostTries ? rest : Math.min(hour * 2 ** (Math.max(times, 1) - 1), rest);

/** What the schedule does at this moment. */
export type Step = "run" | "wait-for-quiet" | "wait";

/** Whether to begin a run in a place now. `idle` says that nobody uses the computer. */
export function stepNow(
  schedule: Schedule,
  markerId: string | null,
  idle: boolean,
  now: number,
): Step {
  const due = dueAt(schedule, markerId);
  if (due === null || due > now) return "wait";
  return idle || now - due >= patience ? "run" : "wait-for-quiet";
}

/** Whether the last backup, in whatever place, lies longer ago than the rhythm and the user's limit allow. */
export function isOverdue(schedule: Schedule, limitDays: number, now: number): boolean {
  const { rhythm, since, savedAt } = schedule;
  if (rhythm === null || rhythm === "off") return false;
  const last = Math.max(since, ...Object.values(savedAt));
  return now - last > daysUntilOld(rhythm, limitDays) * day;
}

/** How a run of everything ended. */
export type Ending = "good" | "bad" | "stopped";

/** The schedule after a run of everything in a place. One that the user stopped is tried again like one that failed. */
export function afterRun(
  schedule: Schedule,
  markerId: string,
  ending: Ending,
  now: number,
): Schedule {
  if (ending === "good") {
    return {
      ...schedule,
      savedAt: { ...schedule.savedAt, [markerId]: now },
      failed: null,
      told: { failure: null, overdue: false },
    };
  }
  // Who stops a run does not want it back within the hour.
  const least = ending === "stopped" ? 3 : 1;
  const times = Math.max((schedule.failed?.times ?? 0) + 1, least);
  return { ...schedule, failed: { at: now, times } };
}
