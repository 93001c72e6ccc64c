import type { Part } from "../part";
import type { Subject } from "./report";
import type { AccountFact } from "./snapshot";

/** The accounts that have an id; a damaged entry has nothing to say about. */
export function listAccounts(accounts: Part<AccountFact[]>): AccountFact[] {
  if (!accounts.ok || !Array.isArray(accounts.value)) return [];
  return accounts.value.filter((account) => typeof account?.id === "string");
}

/** The addresses of an account, without what is no address at all. */
export const addresses = (account: AccountFact | undefined): string[] =>
  Array.isArray(account?.emails)
    ? account.emails.filter((email) => typeof email === "string" && email.includes("@"))
    : [];

/**
 * How a finding names an account: by its first address, else by its user name where that is an
 * address. Local Folders has neither, so sentences fall back on the name Thunderbird shows.
 */
export function nameAccount(
  id: string,
  accounts: Part<AccountFact[]>,
  user?: unknown,
): { subject: Subject; address: string } {
  const account = listAccounts(accounts).find((each) => each.id === id);
  const address =
    addresses(account)[0] ?? (typeof user === "string" && user.includes("@") ? user : undefined);
  const name = typeof account?.name === "string" && account.name ? account.name : id;
  return {
    subject: { accounts: [id], ...(address ? { address } : {}) },
    address: address ?? name,
  };
}
