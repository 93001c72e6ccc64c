import type { AccountFact } from "../core/checkup/snapshot";
import type { Part } from "../core/part";
import { listAccounts } from "../thunderbird/accounts";
import { listFolders } from "../thunderbird/mail-store";
import { asPart } from "./as-part";

/** The accounts, with how many messages Thunderbird lists in each. */
export function gatherAccounts(at: number): Promise<Part<AccountFact[]>> {
  return asPart(at, async () => {
    const accounts: AccountFact[] = [];
    for (const account of await listAccounts()) {
      const messages = await asPart(at, () => countMessages(account.id));
      accounts.push({ ...account, messages });
    }
    return accounts;
  });
}

async function countMessages(account: string): Promise<number> {
  const folders = await listFolders(account);
  return folders.reduce((sum, { virtual, rows }) => sum + (virtual ? 0 : rows), 0);
}
