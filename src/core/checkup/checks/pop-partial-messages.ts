import { type Part, wellFormed } from "../../part";
import { type Reason, reason } from "../../reason";
import { listAccounts, nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { eachAccount } from "../each-account";
import { someOf } from "../folder-names";
import type { AccountFact, FolderFact } from "../snapshot";

/** Messages of which only the beginning is on this computer. */
export const popPartialMessages = check({
  id: "pop-partial-messages",
  needs: ["folders"],
  wants: ["accounts"],
  kinds: ["own", "local"],
  // What stands in Local Folders came with an account that nobody can tell from here.
  action: { own: "fix", local: null },
  values: ["address", "count", "bytes", "folders"],
  find({ folders, accounts }) {
    // Such messages stand in Local Folders where a POP account delivers there, or the user moved them.
    const usesPop = listAccounts(accounts).some(({ type }) => type === "pop3");
    const types = usesPop ? ["pop3", "local"] : ["pop3"];
    const local = new Set(
      listAccounts(accounts).flatMap(({ id, type }) => (type === "local" ? [id] : [])),
    );
    return eachAccount(folders, accounts, types, (list, account) =>
      judge(list, account, accounts, local.has(account) ? "local" : "own"),
    );
  },
});

function judge(
  list: FolderFact[],
  account: string,
  accounts: Part<AccountFact[]>,
  kind: "own" | "local",
): Found {
  const { subject, address } = nameAccount(account, accounts);
  const paths: string[] = [];
  let count = 0;
  let bytes = 0;
  const unseen = new Map<string, { why: Reason; paths: string[] }>();
  for (const folder of list) {
    const stubs = stubsIn(folder);
    if ("code" in stubs) {
      const same = unseen.get(stubs.code) ?? { why: stubs, paths: [] };
      same.paths.push(String(folder?.path));
      unseen.set(stubs.code, same);
      continue;
    }
    if (stubs.partial === 0) continue;
    paths.push(folder.path);
    count += stubs.partial;
    bytes += stubs.partialBytes;
  }
  const values = { kind, address, count, bytes, folders: someOf(paths) };
  const found = { severity: "high" as const, subject: { ...subject, folders: paths }, values };
  return {
    findings: count > 0 ? [found] : [],
    notKnown: [...unseen.values()].map(({ why, paths }) => ({
      subject: { ...subject, folders: paths },
      reason: why,
    })),
  };
}

/** How many messages of a folder are only begun, or why nobody can tell. */
function stubsIn(folder: FolderFact): { partial: number; partialBytes: number } | Reason {
  if (typeof folder?.path !== "string") return reason("value-unreadable");
  const none = { partial: 0, partialBytes: 0 };
  // What the user threw away need not be fetched; an empty folder needs no look at its rows.
  if (folder.role === "trash" || (folder.everOpened === true && folder.rows === 0)) return none;
  const census = wellFormed(folder.census);
  if (!census.ok) return census.reason;
  const { partial, partialBytes } = census.value;
  const proper = [partial, partialBytes].every((each) => Number.isSafeInteger(each) && each >= 0);
  return proper ? { partial, partialBytes } : reason("value-unreadable");
}
