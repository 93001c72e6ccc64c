import { type Reason, type ReasonCode, reason, type Values } from "./reason";

/** A fact, or why it is missing. `at` is when it was read, in milliseconds since the epoch. */
export type Part<T> = { ok: true; value: T; at: number } | { ok: false; reason: Reason };

export const known = <T>(value: T, at: number): Part<T> => ({ ok: true, value, at });

export const missing = (code: ReasonCode, values: Values = {}): Part<never> => ({
  ok: false,
  reason: reason(code, values),
});
