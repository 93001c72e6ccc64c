import { listAccounts } from "../checkup/account-name";
import { mailboxOf, sameMailbox } from "../checkup/mailbox-key";
import type { AccountFact, ServerFact, Snapshot } from "../checkup/snapshot";
import { wellFormed } from "../part";
import { accountPart } from "./account-part";

const readable = ["pop3", "imap", "ews"];

/**
 * The accounts that read the address: those that bear it, or log in with it, and whatever is surely
 * the same mailbox as one of them. What only may be the same counts as the user said.
 */
export function accountsOf(snapshot: Snapshot, address: string): AccountFact[] {
  const all = listAccounts(wellFormed(snapshot.accounts)).filter(({ type }) =>
    readable.includes(type),
  );
  const [key = ""] = mailboxOf({ id: "", name: "", type: "", emails: [address] }).keys;
  const mailboxes = new Map(all.map((one) => [one, mailboxOf(one, serverOf(snapshot, one.id))]));
  const logsIn = (one: AccountFact) => mailboxes.get(one)?.login?.user === key;
  const bears = (one: AccountFact) => logsIn(one) || mailboxOf(one).keys.includes(key);
  const bearers = all.filter(bears);
  const first = bearers.find(logsIn) ?? bearers[0];
  const own = bearers.filter(
    (one) => one === first || !first || !saidToBe(snapshot, one, first, false),
  );
  return all.filter(
    (one) =>
      own.includes(one) ||
      own.some((other) => {
        if (saidToBe(snapshot, one, other, true)) return true;
        const [mine, theirs] = [mailboxes.get(one), mailboxes.get(other)];
        return mine && theirs && sameMailbox(mine, theirs) === "sure";
      }),
  );
}

/** Whether the user said of two accounts that they are one mailbox, or that they are not. */
const saidToBe = (
  snapshot: Snapshot,
  one: AccountFact,
  other: AccountFact,
  same: boolean,
): boolean =>
  Array.isArray(snapshot.mailboxAnswers) &&
  snapshot.mailboxAnswers.some(
    (answer) =>
      answer?.same === same &&
      Array.isArray(answer.accounts) &&
      answer.accounts.includes(one.id) &&
      answer.accounts.includes(other.id),
  );

/** The server of an account, where it could be read. */
export function serverOf(snapshot: Snapshot, id: string): ServerFact | undefined {
  const part = accountPart(snapshot.servers, id);
  return part.ok ? part.value : undefined;
}
