/*
 * Belongs here: how often a backup makes itself, and what is remembered for that.
 * Does not belong here: when the next one is due (-> next-run.ts), starting it (-> ../../background/schedule.ts).
 */

export const rhythms = ["off", "daily", "weekly", "monthly"] as const;

export type Rhythm = (typeof rhythms)[number];

/** What the schedule remembers. All times are milliseconds since the epoch by this computer's clock. */
export interface Schedule {
  /** Null until the user chooses; nothing runs by itself before that. */
  rhythm: Rhythm | null;
  /** When the rhythm was chosen. */
  since: number;
  /** When a backup of everything last ended well enough, by markerId of its place. */
  savedAt: Record<string, number>;
  /** The last run that ended badly, and how many did in a row. */
  failed: { at: number; times: number } | null;
  /** What the user was told by a notification and what has not changed since. */
  told: { failure: string | null; overdue: boolean };
}

export const noSchedule: Schedule = {
  rhythm: null,
  since: 0,
  savedAt: {},
  failed: null,
  told: { failure: null, overdue: false },
};

const hour = 60 * 60_000;
const day = 24 * hour;

/**
 * From the end of one backup to when the next is due. A little less than the rhythm says: who starts
 * Thunderbird every morning at nine has a backup every morning, not one that is later each day.
 */
export const restOf: Record<Exclude<Rhythm, "off">, number> = {
  daily: day - 4 * hour,
  weekly: 7 * day - 12 * hour,
  monthly: 28 * day,
};

/** Days without a proved backup after which one is overdue. */
const overdueDays: Record<Exclude<Rhythm, "off">, number> = { daily: 3, weekly: 14, monthly: 35 };

/**
 * After how many days a backup is old: the user's own limit, or less where a shorter rhythm promises more.
 * @param limit the user's limit, in days
 */
export function daysUntilOld(rhythm: Rhythm | null, limit: number): number {
  return rhythm === null || rhythm === "off" ? limit : Math.min(limit, overdueDays[rhythm]);
}
