import { type Reason, type ReasonCode, reason, reasonCodes, type Values } from "./reason";

/** A fact, or why it is missing. `at` is when it was read, in milliseconds since the epoch. */
export type Part<T> = { ok: true; value: T; at: number } | { ok: false; reason: Reason };

export const known = <T>(value: T, at: number): Part<T> => ({ ok: true, value, at });

export const missing = (code: ReasonCode, values: Values = {}): Part<never> => ({
  ok: false,
  reason: reason(code, values),
});

/** A part from a saved or damaged snapshot may be anything; a check sees only a proper one. */
export function wellFormed<T>(part: Part<T> | undefined | null): Part<T> {
  if (part?.ok === true && part.value !== undefined && part.value !== null) return part;
  if (part?.ok === false && reasonCodes.includes(part.reason?.code)) {
    return areValues(part.reason.values) ? part : missing(part.reason.code);
  }
  return missing("value-unreadable");
}

/** Whether these can stand in a sentence: names and counts. */
const areValues = (values: unknown): boolean =>
  typeof values === "object" &&
  values !== null &&
  !Array.isArray(values) &&
  Object.values(values).every((value) => typeof value === "string" || Number.isFinite(value));
