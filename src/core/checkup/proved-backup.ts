import { known, missing, type Part, wellFormed } from "../part";
import { isBackup } from "./backup-state";
import type { BackupFact } from "./snapshot";

/** What the last backup of an account proves: that everything up to then has a copy elsewhere. */
export interface Proof {
  /** Milliseconds since the epoch; minus infinity where no backup proves anything. */
  until: number;
}

/**
 * The moment up to which a complete backup that was read back, on another disk than the mail
 * itself, holds an account; or why that is not known.
 */
export function provedBackup(
  account: string,
  backups: Part<Record<string, BackupFact | null>>,
): Part<Proof> {
  const none = known({ until: Number.NEGATIVE_INFINITY }, 0);
  // Where no folder was ever chosen there is no doubt: nothing was ever saved.
  if (!backups.ok) return backups.reason.code === "no-backup-folder" ? none : backups;
  const backup = backups.value[account];
  if (!isBackup(backup)) return missing("value-unreadable");
  if (!backup) return none;
  const { verdict, messages, expected, oldestReading, endedAt } = backup;
  const readBack = oldestReading !== null || messages === 0;
  if (verdict !== "complete" || messages < expected || !readBack) return none;
  const sameDisk = wellFormed(backup.onProfileDisk);
  if (!sameDisk.ok) return sameDisk;
  if (typeof sameDisk.value !== "boolean") return missing("value-unreadable");
  return sameDisk.value ? none : known({ until: endedAt }, backups.at);
}
