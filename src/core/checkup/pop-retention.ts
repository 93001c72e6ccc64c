import { isProper, type ProperValue } from "./server-settings";
import type { ServerFact } from "./snapshot";
import type { Thresholds } from "./thresholds";

/** What Thunderbird's own account wizard sets; too short wherever a second device reads along. */
export const wizardDays = 14;

/** From here on the number of days gives a second device or a backup time enough. */
export const amplyDays = 100;

/** The settings that decide how long a POP account leaves mail on the server. */
export const retentionSettings = ["leaveOnServer", "deleteByAge", "daysOnServer"] as const;

type RetentionSettings = {
  [Name in (typeof retentionSettings)[number]]: ProperValue<Name>;
};

/**
 * Days that a POP account leaves a message on the server after fetching it: 0 where it takes it
 * away at the same or the next check, infinite where it never does. A number below zero makes all
 * mail too old at once, and at zero Thunderbird skips the rule.
 */
export function daysLeft({ leaveOnServer, deleteByAge, daysOnServer }: RetentionSettings): number {
  if (!leaveOnServer) return 0;
  if (!deleteByAge || daysOnServer === 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, daysOnServer);
}

/** The same of a server as Thunderbird tells it; null where a setting is nonsense. */
export function daysLeftBy({ settings }: ServerFact): number | null {
  const proper = settings && retentionSettings.every((name) => isProper(name, settings[name]));
  return proper ? daysLeft(settings as RetentionSettings) : null;
}

/**
 * Whether a POP account removes nothing at all from the server; null where a setting is nonsense.
 */
export function leavesAll(server: ServerFact): boolean | null {
  const days = daysLeftBy(server);
  const follows = server.settings?.deleteFollowsLocal;
  if (days === null || !isProper("deleteFollowsLocal", follows)) return null;
  return days === Number.POSITIVE_INFINITY && follows === false;
}

/** Too few days for a device or a backup that comes along later. */
export const isShort = (days: number, { popDays }: Thresholds): boolean =>
  days <= wizardDays || days < popDays;

/** Days enough for anybody, and for the user's own limit too. */
export const isAmple = (days: number, thresholds: Thresholds): boolean =>
  days >= amplyDays && !isShort(days, thresholds);
