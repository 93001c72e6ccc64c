import type { Receipt, SettingChange } from "../core/fix/fix-plan";
import type { ComparedFolder, Road, Step, StepCode } from "../core/move-house/move";
import type { FolderLoss } from "../core/move-house/name-loss";
import type { Reason } from "../core/reason";

/** A move as a page shows it. */
export interface MoveNow {
  account: string;
  name: string;
  road: Road;
  newAccount: string | null;
  steps: Step[];
  /** When the new server counted, in milliseconds since the epoch; null where it did not. */
  countedAt: number | null;
  compared: ComparedFolder[] | null;
  /** What switches the automatic checks off; empty where they are off. */
  quiet: { hash: string; changes: SettingChange[] };
  /** Why that cannot be planned. */
  quietRefused: Reason | null;
  /** The receipt of the checks that were switched off, where they can be taken back. */
  receipt: string | null;
  /** What a restore would begin with; null before there is a proof and a new mailbox. */
  restore: MovePreset | null;
}

/** `withGone` where a later run has seen the new, emptier mailbox: to it the old mail is gone. */
export interface MovePreset {
  backupId: string;
  account: string;
  withGone: boolean;
}

/** Where the mail is after a move that nobody announced. */
export interface MoveLoss {
  /** When everything was last seen as it was, in milliseconds since the epoch. */
  at: number;
  /** When the last run of the backup ended; null where no backup can be read. */
  backedUpAt: number | null;
  folders: FolderLoss[];
  restore: MovePreset | null;
}

/** Moving house: a list that keeps its place. */
export interface MoveRequests {
  /** Every move that goes on; connects to nothing. */
  "move.list": { input: object; output: MoveNow[] };
  "move.begin": { input: { account: string; road: Road }; output: null };
  /** Forgets the list; what was changed stays changed, and its receipt stays. */
  "move.end": { input: { account: string }; output: null };
  /** The user says that a step is done, or that it is not. */
  "move.tick": { input: { account: string; step: StepCode; done: boolean }; output: null };
  "move.chooseNew": { input: { account: string; newAccount: string }; output: null };
  /** Switches the automatic checks of the old account off; refused where the plan is another one by now. */
  "move.quiet": { input: { account: string; planHash: string }; output: Receipt };
  /** Has the new server count every folder. Opens none of them. */
  "move.count": { input: { account: string }; output: null };
  /** What is safe, at risk and lost of an account that looks moved; null where nothing is known of before. */
  "move.loss": { input: { account: string }; output: MoveLoss | null };
}
