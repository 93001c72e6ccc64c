import type { Values } from "../reason";
import {
  type AddressAccount,
  type AddressFacts,
  bytesOf,
  popAccounts,
  serverAccounts,
} from "./address-facts";
import type { Answers, Choice, Plan, Step, StepCode } from "./advice";
import type { Settled } from "./settle";
import { onDevice, stopGap } from "./stop-gap";
import { readsBothWays } from "./weigh";

/*
 * Belongs here: what to do, in the order in which no mail is lost on the way.
 * Does not belong here: which of the two to choose (-> weigh.ts).
 */

const day = 24 * 60 * 60 * 1000;

/** Days that a POP program should leave mail on the server (S3). */
const soundDays = 100;

/** How to get from how the address is read now to the choice. */
export function planFor(facts: AddressFacts, choice: Choice): Plan {
  if (facts.accounts.length === 0) return "none";
  if (choice === "either") return readsBothWays(facts) ? "decide" : "stay";
  const other = choice === "imap" ? popAccounts(facts) : serverAccounts(facts);
  if (other.length > 0) return choice === "imap" ? "to-imap" : "to-pop";
  return "stay";
}

/** The steps of a plan. Each begins with what loses mail now, and goes on with a backup (S20). */
export function stepsFor(facts: AddressFacts, plan: Plan, settled: Settled): Step[] {
  const first = [...stopGap(facts), ...askFirst(facts, plan, settled)];
  switch (plan) {
    case "none":
      return [];
    case "decide":
      return [...first, backUp(facts)];
    case "stay":
      return [...first, ...staying(facts, settled.answers, first)];
    case "to-imap":
      return [...first, backUp(facts), ...toImap(facts, settled.answers)];
    case "to-pop":
      return [...first, backUp(facts), ...toPop(facts)];
  }
}

/** Devices that nobody named could undo every later step. */
function askFirst(facts: AddressFacts, plan: Plan, { answers, unanswered }: Settled): Step[] {
  const steps: Step[] = [];
  if (plan === "decide" && unanswered.length > 0) steps.push(step("answer-questions"));
  const named = facts.devices !== null && facts.devices.length > 0;
  if (!named && answers.otherDevices !== "no") steps.push(step("name-devices"));
  return steps;
}

/** A backup of before yesterday lacks the mail of today, and the switch is what it is made for. */
function backUp({ accounts, takenAt }: AddressFacts): Step {
  const ids = accounts.map(({ id }) => id);
  const times = accounts.map(({ backedUpAt }) => backedUpAt ?? 0);
  const oldest = Math.min(...times);
  const fresh = oldest > 0 && oldest <= takenAt && takenAt - oldest < day;
  return fresh ? step("backup-fresh", accounts, { backupAt: oldest }) : step("back-up", ids);
}

/** Whatever the stop-gap has set already is not set twice. */
function staying(facts: AddressFacts, answers: Answers, first: Step[]): Step[] {
  const set = first.flatMap(({ accounts }) => accounts);
  const short = popAccounts(facts).filter(
    ({ id, keeping }) => keeping && !isSound(keeping.days) && !set.includes(id),
  );
  const days = short.map((account) =>
    step("set-days", [account], { ...names([account]), days: soundDays }),
  );
  const imap = serverAccounts(facts);
  const devices = imap.length > 0 ? devicesToImap(facts) : [];
  return [backUp(facts), ...days, ...keepHere(imap, answers), ...devices];
}

const isSound = (days: number | null): boolean => days === null || days >= soundDays;

/** From POP, or from both, to IMAP alone: up first, counted, and only then away (S24). */
function toImap(facts: AddressFacts, answers: Answers): Step[] {
  const pop = popAccounts(facts);
  const imap = serverAccounts(facts);
  const prepare = imap.length > 0 ? [] : [...allow("allow-imap", facts), step("add-imap", pop)];
  // Thunderbird keeps the mail of a new IMAP account on this computer unless it is told otherwise.
  return [
    room(facts),
    ...prepare,
    step("copy-up", [...pop, ...imap]),
    step("compare-counts", [...pop, ...imap]),
    ...keepHere(imap, answers),
    ...devicesToImap(facts),
    step("remove-pop", pop, names(pop)),
    step("back-up-again"),
  ];
}

/** From IMAP to POP alone. POP fetches the Inbox only, so the other folders have to be brought here. */
function toPop(facts: AddressFacts): Step[] {
  const pop = popAccounts(facts);
  const imap = serverAccounts(facts);
  const days = { days: soundDays };
  const prepare =
    pop.length > 0
      ? [step("set-days", pop, { ...names(pop), ...days })]
      : [...allow("allow-pop", facts), step("add-pop", imap, days)];
  return [
    disk(facts),
    step("copy-to-local", imap),
    ...prepare,
    step("compare-counts", [...imap, ...pop]),
    step("remove-imap", imap, names(imap)),
    step("back-up-again"),
  ];
}

/** Outlook.com has both switched off until the user switches them on, Gmail POP only. */
function allow(code: "allow-imap" | "allow-pop", { provider }: AddressFacts): Step[] {
  const off = code === "allow-pop" ? provider !== null : provider === "outlook";
  return off ? [step(code)] : [];
}

/** What stands on this computer, against what is free at the provider (S14). */
function room(facts: AddressFacts): Step {
  const { quota } = facts;
  const bytes = bytesOf(popAccounts(facts));
  if (bytes === null) return step("room-not-known");
  if (!quota) return step("room-free-not-known", [], { mailBytes: bytes });
  const free = Math.max(0, quota.limitBytes - quota.usedBytes);
  const values = { mailBytes: bytes, freeBytes: free };
  return step(bytes < free ? "room-fits" : "room-too-small", [], values);
}

/** The mailbox, against what is free on this computer (S7). */
function disk(facts: AddressFacts): Step {
  const { diskFree, quota } = facts;
  const bytes = quota?.usedBytes ?? bytesOf(serverAccounts(facts));
  if (bytes === null || diskFree === null) return step("disk-not-known");
  const values = { mailBytes: bytes, freeBytes: diskFree };
  return step(2 * bytes < diskFree ? "disk-fits" : "disk-too-small", [], values);
}

/** IMAP without internet needs copies on this computer (S11, S24). */
function keepHere(imap: AddressAccount[], { offline }: Answers): Step[] {
  const wanting = imap.filter(({ keptHere }) => keptHere !== true);
  return offline === "no" || wanting.length === 0 ? [] : [step("keep-offline", wanting)];
}

const devicesToImap = ({ devices }: AddressFacts): Step[] =>
  (devices ?? [])
    .filter(({ protocol }) => protocol !== "imap")
    .map((device) => onDevice("device-to-imap", device));

const names = (accounts: AddressAccount[]): Values => ({
  account: accounts.map(({ name }) => name).join(", "),
});

const step = (
  code: StepCode,
  accounts: (AddressAccount | string)[] = [],
  values: Values = {},
): Step => ({
  code,
  accounts: accounts.map((one) => (typeof one === "string" ? one : one.id)),
  values,
});
