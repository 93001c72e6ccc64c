import type { AccountFact } from "../core/checkup/snapshot";
import { hasExperiments } from "./calls";
import { readIdentities, readServers } from "./mail-settings";

/** The user's tags, with the names and colours that the backup keeps beside their keys. */
export async function listTags(): Promise<{ key: string; name: string; color: string }[]> {
  const tags = await messenger.messages.tags.list();
  return tags.map(({ key, tag, color }) => ({ key, name: tag, color }));
}

/**
 * Every account the standard API knows; needs no experiment. In 153 it fails for all of them where one is of a kind
 * that it does not know (Graph): then the experiment tells as much.
 */
export async function listAccounts(): Promise<AccountFact[]> {
  let accounts: Awaited<ReturnType<typeof messenger.accounts.list>>;
  try {
    accounts = await messenger.accounts.list(false);
  } catch (error) {
    if (!hasExperiments()) throw error;
    return accountsByExperiment();
  }
  return accounts.map((account) => ({
    id: account.id,
    name: account.name,
    type: account.type,
    emails: account.identities.flatMap(({ email }) => (email ? [email] : [])),
  }));
}

/** Types as the standard API spells them. */
const standardType = (type: string) => (type === "none" ? "local" : type);

async function accountsByExperiment(): Promise<AccountFact[]> {
  const [servers, identities] = await Promise.all([readServers(), readIdentities()]);
  return servers
    .filter(({ type }) => type !== "im")
    .map(({ account, type, user, host }) => {
      const own = identities.find((one) => one.account === account);
      const known = own && "identities" in own ? own.identities : [];
      const emails = known.flatMap(({ email }) => (email ? [email] : []));
      const name = [...emails, user, host].find((text) => text) ?? account;
      return { id: account, name, type: standardType(type ?? "unknown"), emails };
    });
}
