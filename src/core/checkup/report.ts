import type { Reason, Values } from "../reason";

export type Severity = "critical" | "high" | "medium" | "low" | "info";

/**
 * What a click can do about a finding. `fix` writes settings after showing which, and fetches what
 * was missing; `backup` starts one; `settings` opens Thunderbird's own; `answer` asks whether two
 * accounts are one mailbox; `devices` asks about other devices; `go-offline` stops all connections.
 */
export type Action = "fix" | "backup" | "settings" | "answer" | "devices" | "go-offline";

export interface Subject {
  accounts: string[];
  /** The address that the card is about, in the user's spelling. */
  address?: string;
  folder?: string;
  /** All folders that a finding is about, where it is about several. Not part of its id. */
  folders?: string[];
}

export interface Finding {
  /** check + subject: the same from run to run. */
  id: string;
  /** Changes when the facts behind the finding change. */
  fingerprint: string;
  check: string;
  severity: Severity;
  subject: Subject;
  values: Values;
  action?: Action;
}

/** Something the check could not see; the rest of the check still counts. */
export interface NotKnown {
  subject: Subject;
  reason: Reason;
}

/**
 * `found` when there is a finding, else `unknown` when something could not be seen, else `fine`.
 * `notKnown` lists everything unseen, also beside findings; `reason` is the first of it.
 */
export interface Outcome {
  check: string;
  state: "fine" | "found" | "unknown";
  findings: Finding[];
  notKnown: NotKnown[];
  reason?: Reason;
}

export interface Report {
  version: 1;
  /** Milliseconds since the epoch. */
  takenAt: number;
  outcomes: Outcome[];
}
