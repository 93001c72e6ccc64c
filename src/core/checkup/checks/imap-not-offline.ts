import { wellFormed } from "../../part";
import { type Reason, reason } from "../../reason";
import { listAccounts } from "../account-name";
import { isProvedLately } from "../backup-state";
import { check, type Found } from "../check";
import { isCount } from "../count";
import { eachServer } from "../each-server";
import { isRefuse, listed, someOf, type Unseen, unseenFolders } from "../folder-names";
import { partOf } from "../part-of";
import type { FolderFact } from "../snapshot";

/**
 * Mail of which only the title comes to this computer. `folders`: folders that are not kept here;
 * `on-opening`: content comes only with the opening of a message; `new-folders`: every folder of
 * today is kept, one that is made tomorrow is not.
 */
export const imapNotOffline = check({
  id: "imap-not-offline",
  needs: ["servers"],
  wants: ["accounts", "folders", "backups"],
  kinds: ["folders", "on-opening", "new-folders"],
  action: "fix",
  settingsPage: "am-offline.xhtml",
  values: ["address", "count", "messages", "folders"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap"],
      ["keepOffline", "autoSync"],
      ({ keepOffline, autoSync }, { account, subject, address }): Found => {
        const listedFolders = partOf(facts.folders, account);
        const { loose, messages, unseen } = looseFolders(
          listedFolders.ok ? listedFolders.value : [],
        );
        const notKnown = listedFolders.ok
          ? unseenFolders(subject, unseen)
          : [{ subject, reason: listedFolders.reason }];
        const kind = kindOf(keepOffline, autoSync, loose.length > 0 && messages > 0);
        if (!kind) return { findings: [], notKnown };

        const fact = listAccounts(facts.accounts).find(({ id }) => id === account);
        const { backups, takenAt, thresholds } = facts;
        const saved = isProvedLately(backups, fact, takenAt, thresholds.backupDays);
        const paths = loose.map(({ path }) => path);
        return {
          findings: [
            {
              severity: kind === "new-folders" ? "low" : saved ? "medium" : "high",
              subject: paths.length > 0 ? { ...subject, folders: paths } : subject,
              values: { kind, address, count: paths.length, messages, folders: someOf(paths) },
              facts: { kind, folders: listed(paths) },
            },
          ],
          notKnown,
        };
      },
    ),
});

function kindOf(keepOffline: boolean, autoSync: boolean, loose: boolean) {
  if (!autoSync) return "on-opening";
  if (loose) return "folders";
  return keepOffline ? null : "new-folders";
}

/** Folders that Thunderbird does not keep here, and their messages; what is thrown away does not count. */
function looseFolders(folders: readonly FolderFact[]) {
  const loose: FolderFact[] = [];
  const unseen: Unseen[] = [];
  let messages = 0;
  for (const folder of folders) {
    const { keepOffline } = folder ?? {};
    const count = keepOffline === false && !isRefuse(folder) ? messagesIn(folder) : 0;
    if (typeof folder?.path !== "string" || typeof keepOffline !== "boolean") {
      unseen.push({ folder, why: reason("value-unreadable") });
    } else if (typeof count !== "number") {
      unseen.push({ folder, why: count });
    } else if (!keepOffline && !isRefuse(folder)) {
      loose.push(folder);
      messages += count;
    }
  }
  return { loose, messages, unseen };
}

/** By the server where it was asked, else by the rows here; or why nobody can tell. */
function messagesIn({ server, everOpened, rows }: FolderFact): number | Reason {
  const asked = wellFormed(server);
  if (!asked.ok && everOpened !== true) return asked.reason;
  const count = asked.ok ? asked.value.messages : rows;
  return isCount(count) ? count : reason("value-unreadable");
}
