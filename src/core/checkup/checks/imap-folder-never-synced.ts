import { type Part, wellFormed } from "../../part";
import { type Reason, reason } from "../../reason";
import { listAccounts, nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { isCount } from "../count";
import { eachAccount } from "../each-account";
import { isRefuse, listed, someOf, type Unseen, unseenFolders } from "../folder-names";
import type { AccountFact, FolderFact } from "../snapshot";

/** The server has messages that Thunderbird does not list: the folder was never, or not fully, fetched. */
export const imapFolderNeverSynced = check({
  id: "imap-folder-never-synced",
  needs: ["folders"],
  wants: ["accounts"],
  action: "backup",
  settingsPage: "am-offline.xhtml",
  values: ["address", "count", "messages", "folders"],
  find: ({ folders, accounts }) =>
    eachAccount(folders, accounts, ["imap"], (list, account) => judge(list, account, accounts)),
});

function judge(list: FolderFact[], account: string, accounts: Part<AccountFact[]>): Found {
  const { subject, address } = nameAccount(account, accounts);
  const isListed = listAccounts(accounts).some(({ id }) => id === account);
  const paths: string[] = [];
  const unseen: Unseen[] = [];
  let messages = 0;
  let weighs = false;
  for (const folder of list) {
    // Of an account that nobody lists it may be POP, which has no count to compare with.
    if (folder?.server === null && !isListed) continue;
    const lacking = messagesLacking(folder);
    if (typeof lacking !== "number") unseen.push({ folder, why: lacking });
    else if (lacking > 0) {
      paths.push(folder.path);
      messages += lacking;
      weighs ||= !isRefuse(folder) && (!folder.everOpened || isMuch(lacking, folder.rows));
    }
  }
  const notKnown = unseenFolders(subject, unseen);
  if (paths.length === 0) return { findings: [], notKnown };

  const values = { address, count: paths.length, messages, folders: someOf(paths) };
  return {
    findings: [
      {
        severity: weighs ? "high" : "info",
        subject: { ...subject, folders: paths },
        values,
        // Every new mail moves the count of messages; the folders are what the finding is about.
        facts: { folders: listed(paths) },
      },
    ],
    notKnown,
  };
}

/** More than may have come in since Thunderbird looked into a folder that it has opened before. */
const isMuch = (lacking: number, rows: number): boolean =>
  lacking >= Math.max(5, Math.min(rows, Math.max(20, rows / 10)));

/** How many messages of the folder Thunderbird does not list, or why nobody can tell. */
function messagesLacking(folder: FolderFact): number | Reason {
  const server = wellFormed(folder?.server);
  if (!server.ok) return server.reason;
  const here = folder.everOpened === false ? 0 : folder.rows;
  const there = server.value.messages;
  const readable = isCount(here) && isCount(there);
  if (!readable || typeof folder.everOpened !== "boolean" || typeof folder.path !== "string") {
    return reason("value-unreadable");
  }
  return Math.max(0, there - here);
}
