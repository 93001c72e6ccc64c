import type { Values } from "../reason";
import { type AddressFacts, bytesOf, popAccounts, serverAccounts } from "./address-facts";
import type { Argument, ArgumentCode, Choice, DrawbackCode, Sureness } from "./advice";
import type { Settled } from "./settle";
import { clearFrom, weights } from "./weights";

export interface Weighed {
  choice: Choice;
  sure: Sureness;
  reasons: Argument[];
  against: Argument[];
  drawbacks: DrawbackCode[];
}

/** Weighs everything that is known about an address. */
export function weigh(facts: AddressFacts, settled: Settled): Weighed {
  const all = argumentsFrom(facts, settled).toSorted((a, b) => weight(b) - weight(a));
  const choice = choose(all, settled);
  const reasons = all.filter((one) => choice === "either" || one.for === choice);
  return {
    choice,
    sure: sureness(choice, all, settled),
    reasons: [...reasons, ...gains(choice, settled)],
    against: all.filter((one) => !reasons.includes(one)),
    drawbacks: drawbacks(choice),
  };
}

const weight = ({ code }: Argument) => weights[code].weight;

const argument = (code: ArgumentCode, values: Values = {}): Argument => ({
  for: weights[code].for,
  code,
  values,
});

function argumentsFrom(facts: AddressFacts, { answers }: Settled): Argument[] {
  const { otherDevices, offline, deleteEverywhere, roomAtProvider } = answers;
  const found: Argument[] = [];
  const when = (condition: boolean, code: ArgumentCode, values?: Values) => {
    if (condition) found.push(argument(code, values));
  };
  when(otherDevices === "yes", "several-devices");
  when(otherDevices === "no", "one-device");
  when(offline === "yes", "read-offline");
  // On a single device a deletion counts everywhere in either way, so it speaks for neither.
  when(deleteEverywhere === "yes" && otherDevices !== "no", "delete-everywhere");
  when(deleteEverywhere === "no" && otherDevices !== "no", "delete-here-only");
  when(roomAtProvider === "no", "room-tight");
  when(roomAtProvider === "yes", "room-enough");
  when(isDiskTight(facts), "disk-tight", { freeBytes: facts.diskFree ?? 0 });
  when(lacksBackup(facts), "no-backup");
  when(facts.provider === "gmail", "gmail-once");
  return found;
}

/** POP keeps everything on this disk, so the disk has to hold it all and some more. */
export function isDiskTight(facts: AddressFacts): boolean {
  const { diskFree } = facts;
  if (diskFree === null) return false;
  const toCome = bytesOf(serverAccounts(facts).filter(({ keptHere }) => keptHere !== true)) ?? 0;
  return diskFree < Math.max(1e9, 2 * toCome);
}

/** Only where it was seen: an account whose backup is not known is not called one without. */
const lacksBackup = (facts: AddressFacts): boolean =>
  !facts.unseen.includes("backup") &&
  facts.accounts.some(({ backedUpAt }) => backedUpAt === null) &&
  facts.accounts.length > 0;

/** Above zero for IMAP. */
const balance = (all: Argument[]): number =>
  all.reduce((sum, one) => sum + (one.for === "imap" ? weight(one) : -weight(one)), 0);

/** With several devices POP is never advised (S4): each would have a copy and a state of its own. */
function choose(all: Argument[], { answers }: Settled): Choice {
  if (Object.keys(answers).length === 0) return "either";
  const sum = balance(all);
  if (sum > 0) return "imap";
  if (sum < 0 && answers.otherDevices !== "yes") return "pop";
  return "either";
}

/** The devices decide most: without them, or against an answer, nothing is clear. */
function sureness(choice: Choice, all: Argument[], settled: Settled): Sureness {
  if (choice === "either") return "open";
  const decided = settled.answers.otherDevices !== undefined && settled.conflicts.length === 0;
  return decided && Math.abs(balance(all)) >= clearFrom ? "clear" : "leaning";
}

/** What the choice brings whatever the facts; named last, since it decided nothing. */
function gains(choice: Choice, { answers }: Settled): Argument[] {
  if (choice === "pop") return [argument("gain-always-here"), argument("gain-box-stays-small")];
  if (choice === "either") return [];
  const same = answers.otherDevices === "no" ? [] : [argument("gain-same-everywhere")];
  return [...same, argument("gain-survives-loss")];
}

const costs: Record<"pop" | "imap", DrawbackCode[]> = {
  pop: ["pop-disk-crash", "pop-own-copies", "pop-deletion-stays-here", "pop-inbox-only"],
  imap: ["imap-deletion-everywhere", "imap-uses-room", "imap-needs-internet", "imap-needs-backup"],
};

/** Those of the choice; where nothing decides, those of both, so that the user can. */
const drawbacks = (choice: Choice): DrawbackCode[] =>
  choice === "either" ? [...costs.pop, ...costs.imap] : costs[choice];

/** Whether the address is read both ways in this Thunderbird. */
export const readsBothWays = (facts: AddressFacts): boolean =>
  popAccounts(facts).length > 0 && serverAccounts(facts).length > 0;
