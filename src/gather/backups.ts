import { verdictAfter } from "../core/backup/verify-reading";
import type { BackupFact } from "../core/checkup/snapshot";
import { known, missing, type Part } from "../core/part";
import { isOnProfileDisk } from "../thunderbird/backup-disk";
import { type RememberedBackup, readStored } from "../thunderbird/storage";
import { asPart } from "./as-part";
import { type PlaceNow, placesNow } from "./backup-places";

/** The last backup of every account in each of the user's places; null where there is none. */
export async function gatherBackups(
  accounts: readonly string[],
  at: number,
): Promise<Part<Record<string, BackupFact | null>>> {
  return asPart(at, async () => {
    const uids = (await readStored("accountUids")) ?? {};
    const readings = await readStored("readings");
    const backups = Object.entries((await readStored("backups")) ?? {}).map(([id, backup]) => ({
      ...backup,
      verdict: verdictAfter(backup.verdict, readings?.[id]),
    }));
    const disks = new Map<string, Part<boolean> | null>();
    for (const place of await placesNow()) disks.set(place.markerId, await diskOf(place, at));
    const facts: Record<string, BackupFact | null> = {};
    for (const account of accounts) {
      const [latest, ...elsewhere] = backups
        .filter(({ accountUid, markerId }) => accountUid === uids[account] && disks.has(markerId))
        .sort((a, b) => b.endedAt - a.endedAt)
        .map((backup) => factOf(account, backup, disks.get(backup.markerId) ?? null));
      facts[account] = latest ? { ...latest, elsewhere } : null;
    }
    return facts;
  });
}

function factOf(
  account: string,
  backup: RememberedBackup,
  diskNow: Part<boolean> | null,
): BackupFact {
  const { endedAt, verdict, messages, expected, oldestReading, folders, onProfileDisk, leftOut } =
    backup;
  // Of a stick that lies in a drawer it is known what it was when it was written to.
  const before =
    onProfileDisk === null ? missing("backup-folder-missing") : known(onProfileDisk, endedAt);
  const disk = diskNow ?? before;
  return {
    account,
    endedAt,
    verdict,
    messages,
    expected,
    oldestReading,
    folders,
    onProfileDisk: disk,
    ...(leftOut ? { leftOut } : {}),
  };
}

/** Null where the place is not there. */
const diskOf = async (place: PlaceNow, at: number): Promise<Part<boolean> | null> =>
  place.presence === "here" ? asPart(at, () => isOnProfileDisk(place.rootId)) : null;
