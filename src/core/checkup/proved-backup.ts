import { known, missing, type Part, wellFormed } from "../part";
import { inEveryPlace, isBackup } from "./backup-state";
import type { BackupFact } from "./snapshot";

/** What the last backup of an account proves: that everything up to then has a copy elsewhere. */
export interface Proof {
  /** Milliseconds since the epoch; minus infinity where no backup proves anything. */
  until: number;
}

const nothing = known({ until: Number.NEGATIVE_INFINITY }, 0);

/**
 * The moment up to which a complete backup that was read back, on another disk than the mail
 * itself, holds an account; or why that is not known. Of several places the latest such backup counts.
 */
export function provedBackup(
  account: string,
  backups: Part<Record<string, BackupFact | null>>,
): Part<Proof> {
  // Where no folder was ever chosen there is no doubt: nothing was ever saved.
  if (!backups.ok) return backups.reason.code === "no-backup-folder" ? nothing : backups;
  const last = backups.value[account];
  if (!isBackup(last)) return missing("value-unreadable");
  const proofs = inEveryPlace(last).map((backup) => proofOf(backup, backups.at));
  const proved = proofs.find((proof) => proof.ok && proof.value.until > Number.NEGATIVE_INFINITY);
  return proved ?? proofs.find((proof) => !proof.ok) ?? nothing;
}

function proofOf(backup: BackupFact, at: number): Part<Proof> {
  const { verdict, messages, expected, oldestReading, endedAt, leftOut } = backup;
  // Nobody knows whether what was left out is what this is about.
  if (leftOut?.hasMore) return nothing;
  const readBack = oldestReading !== null || messages === 0;
  if (verdict !== "complete" || messages < expected || !readBack) return nothing;
  const sameDisk = wellFormed(backup.onProfileDisk);
  if (!sameDisk.ok) return sameDisk;
  if (typeof sameDisk.value !== "boolean") return missing("value-unreadable");
  return sameDisk.value ? nothing : known({ until: endedAt }, at);
}
