import type { InboxWatch } from "./snapshot";

/*
 * Belongs here: what was seen of an Inbox over time, weighed as evidence that another device empties it.
 * Does not belong here: who else may explain it (-> checks/inbox-emptied-elsewhere.ts).
 */

export interface Evidence {
  /** `vanished`: messages went that nobody here put away; `pattern`: nothing is ever older. */
  kind: "vanished" | "pattern";
  /** Nothing older than so many days stays. */
  days: number;
  /** Messages that vanished; 0 for the pattern alone. */
  vanished: number;
  /** On how many days they vanished. */
  times: number;
  looks: number;
  /** The first look or disappearance that counts, and the last; milliseconds since the epoch. */
  firstAt: number;
  lastAt: number;
}

type Look = InboxWatch["looks"][number];

const day = 24 * 60 * 60 * 1000;
/** Older evidence than this many days says nothing about today. */
const remembered = 30;
/** An Inbox with fewer messages is one that somebody keeps empty. */
export const fewMessages = 5;
/** So many days of looks are needed before silence means anything, and before a pattern does. */
export const enoughDays = 7;
const enoughLooks = 4;
/** People who empty their Inbox every day or two look like a program that does. */
const fewestDays = 2;
/** How far ages may lie apart, as a part of the greatest, to be one and the same limit. */
const spread = 0.3;

/** The strongest evidence in what was seen; null where there is none. Throws where a look is nonsense. */
export function inboxEvidence(watch: InboxWatch, now: number): Evidence | null {
  const looks = watch.looks.map(proper).filter(({ at }) => now - at <= remembered * day);
  return vanishedAtAnAge(watch, looks, now) ?? steadyAge(looks);
}

/** For how many days the Inbox was watched. */
export function watchedDays({ looks }: InboxWatch): number {
  const [first, last] = [looks[0], looks.at(-1)];
  return first && last ? (last.at - first.at) / day : 0;
}

function proper(look: Look): Look {
  const numbers = [look.at, look.messages, look.oldestAt ?? 0];
  if (!numbers.every((value) => Number.isFinite(value) && value >= 0)) throw new TypeError("look");
  return look;
}

const age = ({ at, oldestAt }: Look): number => (at - (oldestAt ?? at)) / day;

const areOneLimit = (ages: readonly number[]): boolean =>
  Math.max(...ages) - Math.min(...ages) <= Math.max(...ages) * spread;

/** Messages that vanished by age: whatever stayed was younger, each time at about the same age. */
function vanishedAtAnAge(watch: InboxWatch, looks: Look[], now: number): Evidence | null {
  const events = watch.vanished.filter((event) => {
    const numbers = [event.at, event.count, event.youngestDays, event.oldestDays];
    if (!numbers.every((value) => Number.isFinite(value) && value >= 0)) {
      throw new TypeError("vanished");
    }
    const after = looks.find(({ at }) => at >= event.at);
    const sharp = after?.oldestAt != null && age(after) <= event.youngestDays + 1;
    return now - event.at <= remembered * day && sharp && event.youngestDays >= fewestDays;
  });
  const ages = events.map(({ youngestDays }) => youngestDays);
  const vanished = events.reduce((sum, { count }) => sum + count, 0);
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last || vanished < fewMessages || !areOneLimit(ages)) return null;
  return {
    kind: "vanished",
    days: Math.floor(Math.min(...ages)),
    vanished,
    times: events.length,
    looks: looks.length,
    firstAt: first.at,
    lastAt: last.at,
  };
}

/** The last looks in a row at which the oldest message was about equally old. */
function steadyEnd(looks: Look[]): Look[] {
  let from = looks.length;
  while (from > 0 && areOneLimit(looks.slice(from - 1).map(age))) from--;
  return looks.slice(from);
}

/** An Inbox whose oldest message is always about as old, while older ones keep leaving it. */
function steadyAge(all: Look[]): Evidence | null {
  const own = all.findLastIndex(({ messages, oldestAt }) => messages > 0 && oldestAt === null);
  const looks = steadyEnd(
    all
      .slice(own + 1)
      .filter(({ messages, oldestAt }) => messages >= fewMessages && oldestAt !== null),
  );
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last || looks.length < enoughLooks) return null;
  const span = last.at - first.at;
  const moved = (last.oldestAt ?? 0) - (first.oldestAt ?? 0);
  const ages = looks.map(age);
  const steps = new Set(looks.map(({ oldestAt }) => oldestAt)).size;
  const crept = moved >= span * 0.6 && steps >= enoughLooks - 1;
  if (span < enoughDays * day || !crept || Math.min(...ages) < fewestDays) return null;
  return {
    kind: "pattern",
    days: Math.ceil(Math.max(...ages)),
    vanished: 0,
    times: 0,
    looks: looks.length,
    firstAt: first.at,
    lastAt: last.at,
  };
}
