import { reason } from "../../reason";
import { listAccounts, nameAccount } from "../account-name";
import { check, type Draft, type Found } from "../check";
import { isCount } from "../count";
import { partOf } from "../part-of";
import type { FolderFact } from "../snapshot";

const mail = ["imap", "pop3", "ews", "local"];
const gigabyte = 1e9;

/** Thunderbird tells no device numbers: places with so nearly the same free space are one disk, in bytes. */
const sameDisk = 1e6;

interface Disk {
  free: number;
  /** Accounts whose mail stands here; empty for the disk of the profile, which concerns all. */
  accounts: string[];
  biggest: number;
}

/** A disk with mail on it has little room: for new mail, or for writing its largest file anew. */
export const diskNearlyFull = check({
  id: "disk-nearly-full",
  needs: ["disk"],
  wants: ["accounts", "folders"],
  kinds: ["low", "cramped"],
  values: ["freeBytes", "biggestBytes"],
  find({ disk, accounts, folders, thresholds }): Found {
    const found: Found = { findings: [], notKnown: [] };
    const unreadable = reason("value-unreadable");
    const { profileFree, accountFree } = disk;
    if (!isCount(profileFree)) {
      found.notKnown.push({ subject: { accounts: [] }, reason: unreadable });
    }
    const disks: Disk[] = isCount(profileFree)
      ? [{ free: profileFree, accounts: [], biggest: 0 }]
      : [];
    for (const { id } of listAccounts(accounts).filter(({ type }) => mail.includes(type))) {
      const { subject } = nameAccount(id, accounts);
      const free = accountFree?.[id];
      if (!isCount(free)) {
        found.notKnown.push({ subject, reason: unreadable });
        continue;
      }
      const own = partOf(folders, id);
      if (!own.ok) found.notKnown.push({ subject, reason: own.reason });
      const biggest = own.ok && Array.isArray(own.value) ? biggestFile(own.value) : 0;
      const disk = disks.find((each) => Math.abs(each.free - free) <= sameDisk);
      if (!disk) disks.push({ free, accounts: [id], biggest });
      else {
        disk.biggest = Math.max(disk.biggest, biggest);
        if (disk !== disks[0] || disk.accounts.length > 0) disk.accounts.push(id);
      }
    }
    found.findings.push(...disks.flatMap((each) => judge(each, thresholds.freeGb * gigabyte)));
    return found;
  },
});

function judge({ free, accounts, biggest }: Disk, least: number): Draft[] {
  const kind = free < least ? "low" : free < 2 * biggest ? "cramped" : null;
  if (!kind) return [];
  const values = { kind, freeBytes: free, biggestBytes: biggest };
  // Every new mail moves the bytes; that there is little room is the news.
  return [{ severity: "high", subject: { accounts }, values, facts: { kind } }];
}

/** A folder whose size nobody knows says nothing here: the check speaks of room, not of sizes. */
const biggestFile = (folders: readonly FolderFact[]): number =>
  folders.reduce(
    (most, folder) => (isCount(folder?.sizeOnDisk) ? Math.max(most, folder.sizeOnDisk) : most),
    0,
  );
