import { type Part, wellFormed } from "../../part";
import { nameAccount } from "../account-name";
import { inEveryPlace } from "../backup-state";
import { check, type Found } from "../check";
import { eachAccount } from "../each-account";
import { listed, someOf } from "../folder-names";
import type { AccountFact, BackupFact, HiddenFolderFact } from "../snapshot";

/** Folders on the server to which the account is not subscribed, so that Thunderbird shows nothing of them. */
export const imapHiddenFolders = check({
  id: "imap-hidden-folders",
  needs: ["hidden"],
  wants: ["accounts", "backups"],
  kinds: ["unsaved", "saved"],
  action: "backup",
  settingsPage: "am-server.xhtml",
  values: ["address", "count", "folders"],
  find: ({ hidden, accounts, backups }) =>
    eachAccount(hidden, accounts, ["imap"], (list, account) => {
      const backup = backups.ok ? backups.value[account] : null;
      return judge(list, account, accounts, backup);
    }),
});

function judge(
  list: HiddenFolderFact[],
  account: string,
  accounts: Part<AccountFact[]>,
  backup: BackupFact | null | undefined,
): Found {
  // A folder whose messages were not counted may hold mail: only one that is known empty is left out.
  const paths = list.filter(({ messages }) => !isEmpty(messages)).map(({ path }) => path);
  if (!paths.every((path) => typeof path === "string")) throw new TypeError("a path is no text");
  if (paths.length === 0) return { findings: [], notKnown: [] };

  const { subject, address } = nameAccount(account, accounts);
  const saved = inEveryPlace(backup).some(({ folders }) => {
    return Array.isArray(folders) && paths.every((path) => folders.includes(path));
  });
  const kind = saved ? "saved" : "unsaved";
  return {
    findings: [
      {
        severity: saved ? "medium" : "high",
        subject: { ...subject, folders: paths },
        values: { kind, address, count: paths.length, folders: someOf(paths) },
        facts: { kind, folders: listed(paths) },
      },
    ],
    notKnown: [],
  };
}

function isEmpty(messages: Part<number>): boolean {
  const count = wellFormed(messages);
  return count.ok && count.value === 0;
}
