import { reason } from "../../reason";
import { nameAccount } from "../account-name";
import { check } from "../check";
import { isCount } from "../count";
import { eachAccount } from "../each-account";
import { listed, someOf, type Unseen, unseenFolders } from "../folder-names";
import { partOf } from "../part-of";

/** From here on Thunderbird itself would offer to compact, in bytes. */
const much = 500e6;

/** Deleted mail still stands in the folders' files: it takes room, and anybody with the file can read it. */
export const folderNotCompacted = check({
  id: "folder-not-compacted",
  needs: ["folders"],
  wants: ["accounts", "servers"],
  values: ["address", "count", "folders", "wastedBytes"],
  find: ({ folders, accounts, servers }) =>
    eachAccount(folders, accounts, ["pop3", "local", "imap", "ews"], (list, account) => {
      const { subject, address } = nameAccount(account, accounts);
      const unseen: Unseen[] = [];
      const wasteful: { path: string; waste: number }[] = [];
      for (const folder of list) {
        const waste = folder?.expungedBytes;
        if (!isCount(waste) || typeof folder?.path !== "string") {
          unseen.push({ folder, why: reason("value-unreadable") });
        } else if (waste > 0) wasteful.push({ path: folder.path, waste });
      }
      const notKnown = unseenFolders(subject, unseen);
      const wastedBytes = wasteful.reduce((sum, { waste }) => sum + waste, 0);
      if (wastedBytes <= much) return { findings: [], notKnown };

      wasteful.sort((one, other) => other.waste - one.waste);
      const paths = wasteful.map(({ path }) => path);
      const server = partOf(servers, account);
      const copy = server.ok && (server.value.type === "imap" || server.value.type === "ews");
      return {
        findings: [
          {
            // What the server has can be fetched again.
            severity: copy ? "low" : "medium",
            subject: { ...subject, folders: paths },
            values: { address, count: paths.length, folders: someOf(paths), wastedBytes },
            facts: { folders: listed(paths.slice(0, 3)) },
          },
        ],
        notKnown,
      };
    }),
});
