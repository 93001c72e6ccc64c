import type { Device } from "../checkup/devices";
import type { Values } from "../reason";

/*
 * Belongs here: the shape of an answer to "Which suits me, POP or IMAP?", all of it closed lists and values.
 * Does not belong here: what weighs how much (-> weights.ts), the order of steps (-> steps.ts).
 */

export const questions = ["otherDevices", "offline", "deleteEverywhere", "roomAtProvider"] as const;
export type Question = (typeof questions)[number];

/** Answers of the user; a question that is not in it was not answered. */
export type Answers = { [Q in Question]?: "yes" | "no" };

export type Choice = "pop" | "imap" | "either";

/** `open`: nothing decides between the two yet. */
export type Sureness = "clear" | "leaning" | "open";

/** Something that speaks for one of the two; what it weighs, and its place in the guide: weights.ts. */
export interface Argument {
  for: "pop" | "imap";
  code: ArgumentCode;
  values: Values;
}

export const argumentCodes = [
  "several-devices",
  "one-device",
  "read-offline",
  "delete-everywhere",
  "delete-here-only",
  "room-tight",
  "room-enough",
  "disk-tight",
  "no-backup",
  "gmail-once",
  "gain-always-here",
  "gain-box-stays-small",
  "gain-same-everywhere",
  "gain-survives-loss",
] as const;
export type ArgumentCode = (typeof argumentCodes)[number];

export const drawbackCodes = [
  "pop-disk-crash",
  "pop-own-copies",
  "pop-deletion-stays-here",
  "pop-inbox-only",
  "imap-deletion-everywhere",
  "imap-uses-room",
  "imap-needs-internet",
  "imap-needs-backup",
] as const;
export type DrawbackCode = (typeof drawbackCodes)[number];

/** What an answer and the facts say differently. */
export const conflictCodes = ["devices-named", "devices-none-named", "quota-full"] as const;
export type ConflictCode = (typeof conflictCodes)[number];

/** Facts that could not be seen; the advice is given without them. */
export const unseenCodes = ["accounts", "servers", "size", "quota", "disk", "backup"] as const;
export type UnseenCode = (typeof unseenCodes)[number];

/** `decide`: the address is read in both ways and nothing says yet which should stay. */
export type Plan = "stay" | "to-imap" | "to-pop" | "decide" | "none";

export interface Step {
  code: StepCode;
  /** Accounts of this Thunderbird that the step is done with. */
  accounts: string[];
  values: Values;
  /** The device on which the step is done, where it is not this Thunderbird. */
  device?: Pick<Device, "name" | "app" | "protocol">;
}

export const stepCodes = [
  "keep-on-server",
  "see-keep-on-server",
  "device-keep-on-server",
  "back-up",
  "backup-fresh",
  "answer-questions",
  "name-devices",
  "room-fits",
  "room-too-small",
  "room-free-not-known",
  "room-not-known",
  "disk-fits",
  "disk-too-small",
  "disk-not-known",
  "allow-imap",
  "allow-pop",
  "add-imap",
  "keep-offline",
  "copy-up",
  "copy-to-local",
  "compare-counts",
  "device-to-imap",
  "add-pop",
  "set-days",
  "remove-pop",
  "remove-imap",
  "back-up-again",
] as const;
export type StepCode = (typeof stepCodes)[number];

export type Provider = "gmail" | "outlook";

/** The advice for one address. */
export interface ChooserAdvice {
  address: string;
  provider: Provider | null;
  choice: Choice;
  sure: Sureness;
  /** For the choice, the weightiest first; for both where the choice is `either`. */
  reasons: Argument[];
  /** What speaks for the other one. */
  against: Argument[];
  drawbacks: DrawbackCode[];
  /** Questions that neither the user nor a fact answers. */
  unanswered: Question[];
  /** Answers that the facts give; the user may still say otherwise. */
  filledIn: Answers;
  conflicts: ConflictCode[];
  /** What the filled-in answers come from: the names of the devices, and the server's own count. */
  devices: string[] | null;
  quota: { usedBytes: number; limitBytes: number } | null;
  unseen: UnseenCode[];
  plan: Plan;
  steps: Step[];
}
