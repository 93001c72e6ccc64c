import { type AccountSource, sourceKind } from "../../core/backup/account-source";
import { type Reason, reason } from "../../core/reason";
import { listAccounts } from "../../thunderbird/accounts";
import { readServers } from "../../thunderbird/mail-settings";
import { listFolders } from "../../thunderbird/mail-store";
import { readStored } from "../../thunderbird/storage";

/** What a backup is to hold, and what it cannot. */
export interface AccountsToSave {
  sources: AccountSource[];
  skipped: { name: string; reason: Reason }[];
}

/** Accounts without mail of their own: nobody misses them in a backup. */
const noMail = new Set(["nntp", "im"]);

/**
 * The accounts a backup is to hold: the named ones, else all that the user did not leave out. Accounts whose
 * mail cannot be reached (Exchange, unreadable settings, gone meanwhile) are named, never dropped in silence.
 */
export async function accountsToSave(wanted: readonly string[] | null): Promise<AccountsToSave> {
  const [accounts, servers] = [await listAccounts(), await readServers()];
  const leftOut = new Set((await readStored("settings"))?.notBackedUp ?? []);
  const result: AccountsToSave = { sources: [], skipped: [] };
  for (const id of wanted ?? []) {
    if (!accounts.some((account) => account.id === id)) {
      result.skipped.push({ name: id, reason: reason("account-gone") });
    }
  }
  for (const account of accounts) {
    if (wanted ? !wanted.includes(account.id) : leftOut.has(account.id)) continue;
    const server = servers.find((candidate) => candidate.account === account.id);
    const kind = server && !server.error ? sourceKind(server.type) : null;
    if (!server || !kind) {
      if (noMail.has(account.type)) continue;
      const code = !server || server.error ? "value-unreadable" : "account-type-unknown";
      result.skipped.push({ name: account.name, reason: reason(code) });
      continue;
    }
    const isMailbox = kind !== "local" || server.type === "pop3";
    // Empty Local Folders are in every profile; a backup of nothing would only be noise.
    if (!wanted && !isMailbox && (await isEmpty(account.id))) continue;
    result.sources.push({
      account: account.id,
      kind,
      type: isMailbox ? server.type : "local",
      user: server.user,
      host: server.host,
      address: isMailbox ? (account.emails[0] ?? account.name) : account.name,
    });
  }
  return result;
}

async function isEmpty(account: string): Promise<boolean> {
  const folders = await listFolders(account);
  return folders.every((folder) => folder.virtual || folder.rows === 0);
}

/** A part of a URI as people read it; one that no decoder takes stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The id that WebExtensions give a folder: `account1://INBOX/Work`. */
export function folderId(account: string, uri: string): string {
  const path = uri.replace(/^[a-z-]+:\/\/[^/]*/i, "");
  return `${account}:/${path.split("/").map(decoded).join("/")}`;
}
