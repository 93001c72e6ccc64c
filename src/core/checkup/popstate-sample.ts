import { type Part, wellFormed } from "../part";
import type { PopStateFact } from "./snapshot";

/** Some servers number the messages of every mailbox from 1 on: such a number says nothing. */
const isCount = /^\d{1,6}$/;

/**
 * Whether the server listed the same messages to two POP accounts, by the names that it gives each
 * message (UIDL); null where one of the two lists is not known, or has no name that says anything.
 */
export function sharedMessages(
  popStates: Part<Record<string, Part<PopStateFact>>>,
): (one: string, other: string) => boolean | null {
  const samples = new Map<string, Set<string>>();
  const sampleOf = (account: string): Set<string> => {
    const seen = samples.get(account);
    if (seen) return seen;
    const state = popStates.ok ? wellFormed(popStates.value[account]) : popStates;
    const listed: unknown = state.ok ? state.value.sample : [];
    const names = (Array.isArray(listed) ? listed : []).filter(
      (name) => typeof name === "string" && name !== "" && !isCount.test(name),
    );
    const sample = new Set<string>(names);
    samples.set(account, sample);
    return sample;
  };
  return (one, other) => {
    const [ours, theirs] = [sampleOf(one), sampleOf(other)];
    if (ours.size === 0 || theirs.size === 0) return null;
    return [...ours].some((name) => theirs.has(name));
  };
}
