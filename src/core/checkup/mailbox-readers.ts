import { missing, type Part, wellFormed } from "../part";
import { listAccounts, nameAccount } from "./account-name";
import type { MailboxAnswer } from "./devices";
import { type Mailbox, mailboxOf, type Sameness, sameMailbox } from "./mailbox-key";
import type { Subject } from "./report";
import type { AccountFact, ServerFact } from "./snapshot";

/** An account as a reader of a mailbox. */
export interface Reader {
  id: string;
  type: string;
  /** The name that Thunderbird shows. */
  name: string;
  address: string;
  subject: Subject;
  mailbox: Mailbox;
  /** Missing too where the server does not say who reads what. */
  server: Part<ServerFact>;
}

/** Every listed account with its mailbox, put together once for all comparisons. */
export function mailboxReaders(
  accounts: Part<AccountFact[]>,
  servers: Part<Record<string, Part<ServerFact>>>,
): Reader[] {
  return listAccounts(accounts).map((account) => {
    const server = serverOf(account, servers);
    const fact = server.ok ? server.value : undefined;
    return {
      id: account.id,
      type: account.type,
      name: typeof account.name === "string" && account.name ? account.name : account.id,
      ...nameAccount(account.id, accounts, fact?.user),
      mailbox: mailboxOf(account, fact),
      server,
    };
  });
}

/** What the user answered to whether two readers are one mailbox; undefined where nobody was asked. */
export function answersTo(
  answers: readonly MailboxAnswer[],
): (one: Reader, other: Reader) => boolean | undefined {
  const told = new Map(answers.map(({ accounts, same }) => [pairKey(accounts), same]));
  return (one, other) => told.get(pairKey([one.id, other.id]));
}

/**
 * Compares two readers with what the user answered where the facts cannot tell. The same user at
 * the same provider needs no answer, and none changes it.
 */
export function comparedWith(
  answers: readonly MailboxAnswer[],
): (one: Reader, other: Reader) => Sameness | null {
  const answer = answersTo(answers);
  return (one, other) => {
    const same = sameMailbox(one.mailbox, other.mailbox);
    const told = same === "sure" ? undefined : answer(one, other);
    if (told === undefined) return same;
    return told ? "sure" : null;
  };
}

const pairKey = (accounts: readonly string[]): string => JSON.stringify([...accounts].sort());

function serverOf(
  { id }: AccountFact,
  servers: Part<Record<string, Part<ServerFact>>>,
): Part<ServerFact> {
  const part = servers.ok ? wellFormed(servers.value[id]) : servers;
  if (!part.ok) return part;
  const { user, baseDomain } = part.value;
  const readable = [user, baseDomain].every((text) => typeof text === "string" && text.trim());
  return readable ? part : missing("value-unreadable");
}
