import { type Part, wellFormed } from "../../part";
import { reason } from "../../reason";
import { nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { isCount } from "../count";
import { eachAccount } from "../each-account";
import { isRefuse, listed, someOf, type Unseen, unseenFolders } from "../folder-names";
import { partOf } from "../part-of";
import type { AccountFact, FolderFact, ServerFact } from "../snapshot";

/**
 * Messages that are listed here and whose content is not, in folders that Thunderbird does keep.
 * `limited`: a limit of age or size keeps it away, and fetching would not last.
 */
export const imapBodiesMissing = check({
  id: "imap-bodies-missing",
  needs: ["folders"],
  wants: ["accounts", "servers"],
  kinds: ["missing", "limited"],
  action: { missing: "fix", limited: null },
  settingsPage: "am-offline.xhtml",
  values: ["address", "count", "folders"],
  find: ({ folders, accounts, servers }) =>
    eachAccount(folders, accounts, ["imap"], (list, account) =>
      judge(list, account, accounts, partOf(servers, account)),
    ),
});

function judge(
  list: FolderFact[],
  account: string,
  accounts: Part<AccountFact[]>,
  server: Part<ServerFact>,
): Found {
  const settings = server.ok ? server.value.settings : undefined;
  // Nothing comes by itself then: imap-not-offline speaks of all of it.
  if (settings?.autoSync === false) return { findings: [], notKnown: [] };

  const { subject, address } = nameAccount(account, accounts);
  const { lacking, messages, rows, unseen } = withoutContent(list);
  const notKnown = unseenFolders(subject, unseen);
  if (messages === 0) return { findings: [], notKnown };

  const limited = settings?.limitSize === true || Number(settings?.maxAgeDays ?? -1) > 0;
  const kind = limited ? "limited" : "missing";
  const values = { kind, address, count: messages, folders: someOf(lacking) };
  return {
    findings: [
      {
        severity: isFew(messages, rows) ? "low" : "high",
        subject: { ...subject, folders: lacking },
        values,
        // Every new mail moves the count of messages; the folders are what the finding is about.
        facts: { kind, folders: listed(lacking) },
      },
    ],
    notKnown,
  };
}

/** As many as may just have come in, and will be fetched in a moment. */
const isFew = (messages: number, rows: number): boolean =>
  messages < 5 || (messages < 20 && messages * 100 < rows);

/** The folders that are meant to be kept here and lack content, and how many messages and rows they have. */
function withoutContent(list: readonly FolderFact[]) {
  const lacking: string[] = [];
  const unseen: Unseen[] = [];
  let messages = 0;
  let rows = 0;
  for (const folder of list) {
    if (typeof folder?.path !== "string") {
      unseen.push({ folder, why: reason("value-unreadable") });
      continue;
    }
    // Of a folder without rows imap-folder-never-synced speaks, of one that is not kept imap-not-offline.
    if (folder.keepOffline !== true || folder.everOpened !== true || isRefuse(folder)) continue;
    const census = wellFormed(folder.census);
    const count = census.ok ? census.value.withoutBody : 0;
    if (!census.ok || !isCount(count) || !isCount(folder.rows)) {
      unseen.push({ folder, why: census.ok ? reason("value-unreadable") : census.reason });
      continue;
    }
    rows += folder.rows;
    if (count === 0) continue;
    lacking.push(folder.path);
    messages += count;
  }
  return { lacking, messages, rows, unseen };
}
