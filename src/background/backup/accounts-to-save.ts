import { type AccountSource, sourceKind } from "../../core/backup/account-source";
import { listAccounts } from "../../thunderbird/accounts";
import { readServers } from "../../thunderbird/mail-settings";
import { listFolders } from "../../thunderbird/mail-store";
import { readStored } from "../../thunderbird/storage";

/**
 * The accounts a backup is to hold: the named ones, else all that the user did not leave out. Accounts whose
 * mail cannot be reached this way (newsgroups, chat, Exchange) are not among them.
 */
export async function accountsToSave(wanted: readonly string[] | null): Promise<AccountSource[]> {
  const [accounts, servers] = [await listAccounts(), await readServers()];
  const leftOut = new Set((await readStored("settings"))?.notBackedUp ?? []);
  const sources: AccountSource[] = [];
  for (const account of accounts) {
    const server = servers.find((candidate) => candidate.account === account.id);
    const kind = server && !server.error ? sourceKind(server.type) : null;
    if (!server || !kind) continue;
    if (wanted ? !wanted.includes(account.id) : leftOut.has(account.id)) continue;
    const isMailbox = server.type === "imap" || server.type === "pop3";
    // Empty Local Folders are in every profile; a backup of nothing would only be noise.
    if (!wanted && !isMailbox && (await isEmpty(account.id))) continue;
    sources.push({
      account: account.id,
      kind,
      type: isMailbox ? server.type : "local",
      user: server.user,
      host: server.host,
      address: isMailbox ? (account.emails[0] ?? account.name) : account.name,
    });
  }
  return sources;
}

async function isEmpty(account: string): Promise<boolean> {
  const folders = await listFolders(account);
  return folders.every((folder) => folder.virtual || folder.rows === 0);
}

/** The id that WebExtensions give a folder: `account1://INBOX/Work`. */
export function folderId(account: string, uri: string): string {
  const path = uri.replace(/^[a-z-]+:\/\/[^/]*/i, "");
  return `${account}:/${path.split("/").map(decodeURIComponent).join("/")}`;
}
