import type { Amount, Fetching, Job } from "./job";

/*
 * Belongs here: how long a job takes yet, from what it has done so far and how long that took.
 * Does not belong here: how that is said (-> ui/progress.tsx).
 */

/** Fetching is a thousand times slower than saving, so each kind of work has a pace of its own. */
type Kind = "fetch" | "save" | "folder";

interface Work {
  units: number;
  /** Milliseconds that went into these units. */
  time: number;
}

/** What a job looked like at a moment, in milliseconds of a clock that is never set. */
interface Seen {
  at: number;
  done: Record<Kind, number>;
}

/** All that is remembered of a job's pace; plain, and made anew with every fact. */
export interface Pace {
  work: Record<Kind, Work>;
  last: Seen | null;
  startedAt: number | null;
  /** Since when the time left could be worked out. */
  knownSince: number | null;
  /** What a page may show, in milliseconds; null where it would be a guess. */
  left: number | null;
}

const kinds: Kind[] = ["fetch", "save", "folder"];
/** Older work counts half after so much time of its kind, in milliseconds: a line may get slower. */
const halfLife = 60_000;
/** A number that moves all the time is read as a guess; a change comes in over so many milliseconds. */
const settling = 15_000;
/** Nothing is said in the first seconds, nor before a pace has lasted. */
const quiet = 5_000;
const lasting = 3_000;
/** A message costs about as much as so many bytes beside its own. */
const perFetch = 4_000;
const perSave = 2_000;

const nothing = (): Work => ({ units: 0, time: 0 });

export const newPace = (): Pace => ({
  work: { fetch: nothing(), save: nothing(), folder: nothing() },
  last: null,
  startedAt: null,
  knownSince: null,
  left: null,
});

const unitsOf = ({ messages, bytes }: Pick<Amount, "messages" | "bytes">, each: number) =>
  bytes + messages * each;

/** The work that is done, or to be done, in each kind's own unit. */
function workOf(amount: Amount, fetched: Fetching["done"] | undefined): Record<Kind, number> {
  return {
    fetch: fetched ? unitsOf(fetched, perFetch) : 0,
    save: unitsOf(amount, perSave),
    folder: amount.folders,
  };
}

/** Which work the time since the last look went into. */
function workedOn(job: Job, before: Seen, done: Record<Kind, number>): Kind {
  if (done.fetch > before.done.fetch) return "fetch";
  if (done.save > before.done.save) return "save";
  if (job.current?.step === "fetching") return job.fetching ? "fetch" : "save";
  return "folder";
}

function add(work: Work, units: number, time: number): Work {
  const kept = 0.5 ** (time / halfLife);
  return { units: work.units * kept + units, time: work.time * kept + time };
}

/** The time that is left by the paces so far; null where one that is needed was never seen. */
function rawLeft(work: Pace["work"], done: Record<Kind, number>, total: Record<Kind, number>) {
  let left = 0;
  for (const kind of kinds) {
    const open = Math.max(0, total[kind] - done[kind]);
    const { units, time } = work[kind];
    if (open === 0) continue;
    if (units > 0 && time > 0) left += (open / units) * time;
    // What a folder costs apart from its mail is learnt from the first; mail that nobody has seen move is not.
    else if (kind !== "folder") return null;
  }
  return left;
}

/** Takes in what a running job looks like now. `at` is in milliseconds and never goes back. */
export function notePace(pace: Pace, job: Job, at: number): Pace {
  const done = workOf(job.done, job.fetching?.done);
  const total = workOf(job.total, job.fetching?.total);
  const startedAt = pace.startedAt ?? at;
  const last = { at, done };
  if (!pace.last) return { ...pace, last, startedAt };
  const passed = at - pace.last.at;
  const kind = workedOn(job, pace.last, done);
  const work = { ...pace.work };
  for (const one of kinds) {
    const units = Math.max(0, done[one] - pace.last.done[one]);
    work[one] = add(work[one], units, one === kind ? passed : 0);
  }
  const raw = rawLeft(work, done, total);
  const knownSince = raw === null ? null : (pace.knownSince ?? at);
  const next = { work, last, startedAt, knownSince };
  if (raw === null || knownSince === null) return { ...next, left: null };
  if (at - startedAt < quiet || at - knownSince < lasting) return { ...next, left: null };
  if (pace.left === null) return { ...next, left: raw };
  const expected = Math.max(0, pace.left - passed);
  return { ...next, left: expected + (raw - expected) * Math.min(1, passed / settling) };
}
