/** What Thunderbird's own deletion of old mail does; null where everything is kept. */
export type RetentionRule =
  | { kind: "everything" }
  | { kind: "age"; days: number }
  | { kind: "number"; count: number }
  | null;

/**
 * Reads a rule from the values that Thunderbird keeps, of an account or of a folder with its own.
 * Zero days, or zero messages, is no limit but the end of everything, within minutes: that is what
 * Thunderbird does where the rule was chosen and its number never filled in. Undefined where the
 * values mean nothing.
 */
export function retentionRule(
  by: unknown,
  days: unknown,
  count: unknown,
): RetentionRule | undefined {
  if (by === 1) return null;
  if (by !== 2 && by !== 3) return undefined;
  const limit = by === 2 ? days : count;
  if (!Number.isSafeInteger(limit) || Number(limit) < 0) return undefined;
  if (limit === 0) return { kind: "everything" };
  return by === 2 ? { kind: "age", days: Number(limit) } : { kind: "number", count: Number(limit) };
}
