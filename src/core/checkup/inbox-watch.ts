import type { InboxWatch } from "./snapshot";

/*
 * Belongs here: what two looks at an Inbox, one after the other, say about the mail that left it.
 * Does not belong here: what that may mean (-> checks/inbox-emptied-elsewhere.ts).
 */

/** The rows of an Inbox: UIDs with their dates, in seconds since the epoch. */
export interface InboxRows {
  uidValidity: number;
  rows: [number, number][];
}

/** An Inbox now, and what is known of the messages that left it since the look before. */
export interface InboxLook extends InboxRows {
  /** Milliseconds since the epoch. */
  at: number;
  /** How many messages there are; `rows` may have fewer. */
  messages: number;
  /** UIDs that this Thunderbird deleted, moved or marked as deleted; null where nobody watched all the time. */
  putAway: readonly number[] | null;
  /** Dates of messages that other folders here hold, in seconds. */
  elsewhere: readonly number[];
}

/** What is kept of an Inbox between two looks. */
export interface Watched {
  watch: InboxWatch;
  rows: InboxRows;
}

/**
 * The rows with the lowest UIDs are kept, because what a POP program takes away is the oldest mail;
 * an Inbox with far more messages than this is emptied by nobody.
 */
export const mostRows = 5000;
const mostLooks = 60;
const mostVanished = 60;
const day = 24 * 60 * 60 * 1000;
/** Nobody has mail from before this, in seconds: a lower date is a mistake in the message. */
const earliest = Date.UTC(1990, 0, 1) / 1000;

/** The rows that were there and are not now; none where the mailbox was numbered anew. */
export function rowsThatLeft(before: InboxRows | null, now: InboxRows): [number, number][] {
  if (before?.uidValidity !== now.uidValidity) return [];
  const here = new Set(now.rows.map(([uid]) => uid));
  return before.rows.filter(([uid]) => !here.has(uid));
}

/**
 * Adds a look to what was seen of an Inbox. A look at which nothing had come or gone is not kept:
 * Thunderbird may not have asked the server since, and then the mail only seems to grow older.
 */
export function nextWatch(before: Watched | null, now: InboxLook): Watched {
  const rows = { uidValidity: now.uidValidity, rows: now.rows };
  const oldest = oldestOf(now);
  const look = { at: now.at, messages: now.messages, oldestAt: oldest && oldest * 1000 };
  if (!before || before.rows.uidValidity !== now.uidValidity) {
    return { watch: { looks: [look], vanished: [] }, rows };
  }
  const left = rowsThatLeft(before.rows, now);
  const came = now.rows.length + left.length > before.rows.rows.length;
  if (left.length === 0 && !came) return { watch: before.watch, rows };

  const explained = new Set(now.putAway ?? []);
  const elsewhere = new Set(now.elsewhere);
  const isExplained = ([uid, date]: [number, number]) => explained.has(uid) || elsewhere.has(date);
  const oldestLeft = left.filter(([, date]) => isDate(date, now.at) && date < (oldest ?? Infinity));
  // Whoever puts the oldest mail away here decides how old the rest is.
  const movedHere = oldestLeft.filter(isExplained).length * 2 >= oldestLeft.length;
  const own = oldestLeft.length > 0 && movedHere;
  const { looks, vanished } = before.watch;
  const gone = now.putAway === null ? [] : left.filter((row) => !isExplained(row));
  return {
    watch: {
      looks: withLook(looks, own ? { ...look, oldestAt: null } : look),
      vanished: withVanished(vanished, gone, now.at),
    },
    rows,
  };
}

const isDate = (date: number, at: number): boolean =>
  Number.isFinite(date) && date >= earliest && date * 1000 <= at + day;

function oldestOf({ rows, at }: InboxLook): number | null {
  const dates = rows.map(([, date]) => date).filter((date) => isDate(date, at));
  return dates.length > 0 ? dates.reduce((a, b) => Math.min(a, b)) : null;
}

const sameDay = (one: number, other: number): boolean =>
  Math.floor(one / day) === Math.floor(other / day);

type Look = InboxWatch["looks"][number];

/** The last look of a day is the one that is kept; that mail was put away here on that day stays true. */
function withLook(looks: readonly Look[], look: Look): Look[] {
  // After the clock was put back, looks of the future are none.
  const earlier = looks.filter(({ at }) => at <= look.at);
  const last = earlier.at(-1);
  if (!last || !sameDay(last.at, look.at)) return [...earlier, look].slice(-mostLooks);
  const ownBefore = last.messages > 0 && last.oldestAt === null;
  return [...earlier.slice(0, -1), ownBefore ? { ...look, oldestAt: null } : look];
}

function withVanished(
  vanished: InboxWatch["vanished"],
  gone: readonly [number, number][],
  at: number,
): InboxWatch["vanished"] {
  const ages = gone
    .filter(([, date]) => isDate(date, at))
    .map(([, date]) => Math.max(0, (at / 1000 - date) / 86_400));
  if (ages.length === 0) return vanished;
  const event = {
    at,
    count: ages.length,
    youngestDays: tenth(ages.reduce((a, b) => Math.min(a, b))),
    oldestDays: tenth(ages.reduce((a, b) => Math.max(a, b))),
  };
  const last = vanished.at(-1);
  if (!last || !sameDay(last.at, at)) return [...vanished, event].slice(-mostVanished);
  const both = {
    at,
    count: last.count + event.count,
    youngestDays: Math.min(last.youngestDays, event.youngestDays),
    oldestDays: Math.max(last.oldestDays, event.oldestDays),
  };
  return [...vanished.slice(0, -1), both];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
