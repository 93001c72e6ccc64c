import type { Answer } from "../safe-to-delete/answer";

/** To a new provider; the same address on a new host; from POP to IMAP. */
export const roads = ["provider", "host", "pop-to-imap"] as const;
export type Road = (typeof roads)[number];

export type StepCode =
  | "prove"
  | "tell"
  | "quiet"
  | "switch"
  | "new-account"
  | "restore"
  | "compare"
  | "resume"
  | "let-go";

/** Steps that nobody here can see, or not always: the user says that they are done. */
export const tickable: readonly StepCode[] = ["tell", "switch"];

/** A folder of the old mailbox, as the proved backup holds it. */
export interface OldFolder {
  /** The path for people. */
  path: string;
  /** The names that lead to it, the outermost first. */
  names: string[];
  messages: number;
  uidValidity: number | null;
}

/** The backup that a move goes by. What comes into the backup after the switch does not change it. */
export interface MoveProof {
  backupId: string;
  /** When its run ended, in milliseconds since the epoch. */
  endedAt: number;
  folders: OldFolder[];
}

/** A move as it is kept, over days and restarts; one for each old account. */
export interface MoveHouse {
  account: string;
  road: Road;
  startedAt: number;
  /** The old account as it was when the move began. */
  from: { name: string; user: string; host: string; type: string };
  newAccount: string | null;
  proof: MoveProof | null;
  /** The receipt of the checks that were switched off. */
  receipt: string | null;
  /** What the server with the new mailbox counted last. */
  counted: { at: number; folders: NewFolder[] } | null;
  /** When the move to the other server was seen, in milliseconds since the epoch; it stays seen. */
  switchedAt: number | null;
  /** When the user said that a step is done, in milliseconds since the epoch. */
  ticked: Partial<Record<StepCode, number>>;
}

/** A folder of the new mailbox; `messages` is null where it could not be counted. */
export interface NewFolder {
  names: string[];
  messages: number | null;
}

/** A folder of the old mailbox beside what the new one holds of it. */
export interface ComparedFolder {
  path: string;
  had: number;
  /** Null where the new folder could not be counted. */
  has: number | null;
}

/** What is seen of a move now. */
export interface MoveFacts {
  /** Milliseconds since the epoch. */
  now: number;
  /** The old account is still in Thunderbird. */
  isThere: boolean;
  /** Whether Thunderbird connects to the old account by itself; null where that cannot be read. */
  checksOn: boolean | null;
  /** The new account is in Thunderbird; the old one itself where the address stays. */
  newIsThere: boolean;
  /** Null where nothing was counted since the move. */
  compared: ComparedFolder[] | null;
  /** Null where it was not asked. */
  safe: Answer | null;
}

export type StepState = "done" | "open" | "not-known" | "blocked";

/** One step, with why it stands as it does: a sentence `move_reason_<reason>`. */
export interface Step {
  code: StepCode;
  state: StepState;
  /** It was seen here (`checked`), or it stands on the user's word (`told`). */
  how: "checked" | "told";
  reason: StepReason;
  /** What the reason counts or dates. */
  values: { count: number; whenAt: number };
}

export const stepReasons = [
  "proof-none",
  "proof-old",
  "proof-fresh",
  "proof-used",
  "proof-too-late",
  "tell-open",
  "tell-told",
  "checks-on",
  "checks-off",
  "checks-were-off",
  "checks-unknown",
  "checks-back",
  "checks-still-off",
  "account-removed",
  "switch-open",
  "switch-seen",
  "switch-told",
  "new-open",
  "new-there",
  "restore-open",
  "restore-there",
  "compare-agrees",
  "compare-lacks",
  "compare-uncounted",
  "compare-unknown",
  "go-yes",
  "go-no",
  "go-unknown",
  "first-prove",
  "first-quiet",
  "first-switch",
  "first-new-account",
  "first-compare",
] as const;
export type StepReason = (typeof stepReasons)[number];
