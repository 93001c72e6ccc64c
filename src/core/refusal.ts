import { type Reason, type ReasonCode, reason, reasonCodes, type Values } from "./reason";

/** What is thrown when something cannot be done; pages get its reason, never a sentence. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(code: ReasonCode, values: Values = {}) {
    super(code);
    this.reason = reason(code, values);
  }
}

/**
 * The reason behind anything that was thrown. An experiment throws an error whose message is one of our codes;
 * what is none of them is `internal`, with Thunderbird's own text.
 */
export function reasonOf(error: unknown): Reason {
  if (error instanceof Refusal) return error.reason;
  const text = error instanceof Error ? error.message : String(error);
  const code = reasonCodes.find((known) => known === text);
  return code ? reason(code) : reason("internal", { detail: text });
}
