import type { BackupFact } from "../core/checkup/snapshot";
import { missing, type Part } from "../core/part";
import { isOnProfileDisk, listRoots } from "../thunderbird/backup-disk";
import { readStored } from "../thunderbird/storage";
import { asPart } from "./as-part";

/** The last backup of every account in the folder that is in use; null where there is none. */
export async function gatherBackups(
  accounts: readonly string[],
  at: number,
): Promise<Part<Record<string, BackupFact | null>>> {
  return asPart(at, async () => {
    const root = await readStored("backupRoot");
    const [uids, backups] = [await readStored("accountUids"), await readStored("backups")];
    const disk = root ? await onProfileDisk(root.rootId, at) : missing("no-backup-folder");
    const facts: Record<string, BackupFact | null> = {};
    for (const account of accounts) {
      const backup = backups?.[uids?.[account] ?? ""];
      const usable = backup && backup.rootId === root?.rootId;
      facts[account] = usable ? { ...factOf(account, backup), onProfileDisk: disk } : null;
    }
    return facts;
  });
}

function factOf(account: string, backup: Omit<BackupFact, "account" | "onProfileDisk">) {
  const { endedAt, verdict, messages, expected, oldestReading, folders } = backup;
  return { account, endedAt, verdict, messages, expected, oldestReading, folders };
}

async function onProfileDisk(rootId: string, at: number): Promise<Part<boolean>> {
  // The experiment throws where it is absent, and a stick may not be there: both are "not known".
  return asPart(at, async () => {
    const root = (await listRoots()).find((candidate) => candidate.rootId === rootId);
    if (!root?.reachable) throw new Error("backup-folder-missing");
    return isOnProfileDisk(rootId);
  });
}
