import type { AccountFact } from "../core/checkup/snapshot";

/** The user's tags, with the names and colours that the backup keeps beside their keys. */
export async function listTags(): Promise<{ key: string; name: string; color: string }[]> {
  const tags = await messenger.messages.tags.list();
  return tags.map(({ key, tag, color }) => ({ key, name: tag, color }));
}

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
