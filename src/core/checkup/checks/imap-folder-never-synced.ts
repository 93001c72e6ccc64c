import { type Part, wellFormed } from "../../part";
import { type Reason, reason } from "../../reason";
import { nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { eachAccount } from "../each-account";
import { someOf } from "../folder-names";
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
  const behind: { path: string; messages: number }[] = [];
  const unseen = new Map<string, { why: Reason; paths: string[] }>();
  for (const folder of list) {
    const lacking = messagesLacking(folder);
    if (typeof lacking === "number") {
      if (lacking > 0) behind.push({ path: folder.path, messages: lacking });
      continue;
    }
    const same = unseen.get(lacking.code) ?? { why: lacking, paths: [] };
    same.paths.push(String(folder?.path));
    unseen.set(lacking.code, same);
  }

  const paths = behind.map(({ path }) => path);
  const values = {
    address,
    count: paths.length,
    messages: behind.reduce((sum, { messages }) => sum + messages, 0),
    folders: someOf(paths),
  };
  return {
    findings: paths.length
      ? [
          {
            severity: "high",
            subject: { ...subject, folders: paths },
            values,
            // Every new mail moves the count of messages; the folders are what the finding is about.
            facts: { folders: JSON.stringify([...paths].sort()) },
          },
        ]
      : [],
    notKnown: [...unseen.values()].map(({ why, paths }) => ({
      subject: { ...subject, folders: paths },
      reason: why,
    })),
  };
}

/** How many messages of the folder Thunderbird does not list, or why nobody can tell. */
function messagesLacking(folder: FolderFact): number | Reason {
  const server = wellFormed(folder?.server);
  if (!server.ok) return server.reason;
  const here = folder.everOpened === false ? 0 : folder.rows;
  const there = server.value.messages;
  const readable = [here, there].every((count) => Number.isSafeInteger(count) && count >= 0);
  if (!readable || typeof folder.everOpened !== "boolean" || typeof folder.path !== "string") {
    return reason("value-unreadable");
  }
  return Math.max(0, there - here);
}
