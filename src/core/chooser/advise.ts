import type { Snapshot } from "../checkup/snapshot";
import type { AddressFacts } from "./address-facts";
import type { Answers, ChooserAdvice } from "./advice";
import { readAddress } from "./read-address";
import { settle } from "./settle";
import { planFor, stepsFor } from "./steps";
import { weigh } from "./weigh";

/** Which of POP and IMAP suits one address, from a saved snapshot and the user's answers; asks nobody. */
export const advise = (snapshot: Snapshot, address: string, answers: Answers): ChooserAdvice =>
  adviseOn(readAddress(snapshot, address), answers);

/** The same from facts that are at hand. */
export function adviseOn(facts: AddressFacts, given: Answers): ChooserAdvice {
  const settled = settle(facts, given);
  const weighed = weigh(facts, settled);
  const plan = planFor(facts, weighed.choice);
  return {
    address: facts.address,
    provider: facts.provider,
    ...weighed,
    unanswered: settled.unanswered,
    filledIn: settled.filledIn,
    conflicts: settled.conflicts,
    devices: facts.devices?.map(({ name }) => name) ?? null,
    quota: facts.quota,
    unseen: facts.unseen,
    plan,
    steps: stepsFor(facts, plan, settled),
  };
}
