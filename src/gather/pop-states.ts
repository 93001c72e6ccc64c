import { parsePopState } from "../core/checkup/pop-state";
import type { AccountFact, PopStateFact } from "../core/checkup/snapshot";
import type { Part } from "../core/part";
import { Refusal } from "../core/refusal";
import { readPopState } from "../thunderbird/mail-settings";
import { asPart } from "./as-part";

/** What Thunderbird remembers of the mail that the server of a POP account still has. */
export function gatherPopState(account: AccountFact, at: number): Promise<Part<PopStateFact>> {
  return asPart(at, async () => {
    const file = await readPopState(account.id);
    // Thunderbird writes it at the first message; without it only an account without mail was never checked.
    if (!file) throw new Refusal(holdsNothing(account) ? "not-asked-yet" : "value-unreadable");
    const state = parsePopState(new Uint8Array(file.bytes), file.writtenAt);
    if (!state) throw new Refusal("value-unreadable");
    return state;
  });
}

const holdsNothing = ({ messages }: AccountFact): boolean =>
  messages?.ok === true && messages.value === 0;
