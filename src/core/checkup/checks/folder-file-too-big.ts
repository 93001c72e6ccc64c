import type { Part } from "../../part";
import { reason } from "../../reason";
import { nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { isCount } from "../count";
import { eachAccount } from "../each-account";
import { listed, someOf, type Unseen, unseenFolders } from "../folder-names";
import { partOf } from "../part-of";
import type { AccountFact, DiskFact, FolderFact } from "../snapshot";

const gigabyte = 1e9;

/** Where the cap is on, Thunderbird stores nothing more in a folder's file of nearly 4 GiB. */
const nearCap = 0.9 * 4 * 2 ** 30;

/** All messages of a folder stand in one file, and the larger it is the more goes with it. */
export const folderFileTooBig = check({
  id: "folder-file-too-big",
  needs: ["folders"],
  wants: ["accounts", "servers", "disk"],
  kinds: ["capped", "big"],
  values: ["address", "count", "folders", "biggestBytes"],
  find: ({ folders, accounts, servers, disk, thresholds }) =>
    eachAccount(folders, accounts, ["pop3", "local", "imap", "ews"], (list, account) => {
      const server = partOf(servers, account);
      // With one file for each message there is no large file.
      if (server.ok && server.value.store === "maildir") return { findings: [], notKnown: [] };
      const type = server.ok ? server.value.type : "";
      return judge(list, account, accounts, {
        limit: thresholds.fileGb * gigabyte,
        capped: isCapped(disk),
        copy: type === "imap" || type === "ews",
      });
    }),
});

/** Only where it is known to be on; by itself Thunderbird has it off. */
const isCapped = (disk: Part<DiskFact>): boolean => disk.ok && disk.value.mboxOver4Gb === false;

function judge(
  list: FolderFact[],
  account: string,
  accounts: Part<AccountFact[]>,
  { limit, capped, copy }: { limit: number; capped: boolean; copy: boolean },
): Found {
  const { subject, address } = nameAccount(account, accounts);
  const unseen: Unseen[] = [];
  const sized: { path: string; size: number }[] = [];
  for (const folder of list) {
    const size = folder?.sizeOnDisk;
    // Thunderbird tells no size of a folder without a file, which is no trouble where nothing is listed.
    if (size === null && folder.rows === 0) continue;
    if (!isCount(size) || typeof folder?.path !== "string") {
      unseen.push({ folder, why: reason("value-unreadable") });
    } else sized.push({ path: folder.path, size });
  }
  const notKnown = unseenFolders(subject, unseen);
  const atCap = capped ? sized.filter(({ size }) => size > nearCap) : [];
  const kind = atCap.length > 0 ? "capped" : "big";
  const big = atCap.length > 0 ? atCap : sized.filter(({ size }) => size > limit);
  if (big.length === 0) return { findings: [], notKnown };

  big.sort((one, other) => other.size - one.size);
  const paths = big.map(({ path }) => path);
  const biggestBytes = big[0]?.size ?? 0;
  return {
    findings: [
      {
        // What the server has can be fetched again.
        severity: kind === "capped" ? "high" : copy ? "low" : "medium",
        subject: { ...subject, folders: paths },
        values: { kind, address, count: paths.length, folders: someOf(paths), biggestBytes },
        facts: { kind, folders: listed(paths) },
      },
    ],
    notKnown,
  };
}
