import type { AccountFact } from "../core/checkup/snapshot";

/** Every account the standard API knows; needs no experiment. */
export async function listAccounts(): Promise<AccountFact[]> {
  const accounts = await messenger.accounts.list(false);
  return accounts.map((account) => ({
    id: account.id,
    name: account.name,
    type: account.type,
    emails: account.identities.flatMap(({ email }) => (email ? [email] : [])),
  }));
}
