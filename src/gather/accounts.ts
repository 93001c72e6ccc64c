import type { AccountFact } from "../core/checkup/snapshot";
import { known, type Part } from "../core/part";
import { listAccounts } from "../thunderbird/accounts";
import { listFolders, type StoredFolder } from "../thunderbird/mail-store";
import { asPart } from "./as-part";

/** The folders of every account as Thunderbird knows them here, for all who need them in one look. */
export type FolderLists = Record<string, Part<StoredFolder[]>>;

/** The accounts, with how many messages Thunderbird lists in each, and their folders. */
export async function gatherAccounts(
  at: number,
): Promise<{ accounts: Part<AccountFact[]>; lists: FolderLists }> {
  const accounts = await asPart(at, listAccounts);
  const lists: FolderLists = {};
  if (!accounts.ok) return { accounts, lists };
  const counted: AccountFact[] = [];
  for (const account of accounts.value) {
    const list = await asPart(at, () => listFolders(account.id));
    lists[account.id] = list;
    counted.push({ ...account, messages: list.ok ? known(messagesIn(list.value), at) : list });
  }
  return { accounts: known(counted, at), lists };
}

const messagesIn = (folders: readonly StoredFolder[]): number =>
  folders.reduce((sum, { virtual, rows }) => sum + (virtual ? 0 : rows), 0);
