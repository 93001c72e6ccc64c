import { known, missing, type Part, wellFormed } from "../../part";
import { listAccounts, nameAccount } from "../account-name";
import { isBackup, lackOf } from "../backup-state";
import { check, type Found } from "../check";
import type { AccountFact, BackupFact } from "../snapshot";

const backedUp = ["imap", "pop3", "local"];

/** Nothing in these is only the user's: newsgroups and feeds can be read again at their source. */
const leftOut = ["nntp", "rss"];

/** The account has no backup, or one that would disappoint on the day it is needed. */
export const backupMissingOrStale = check({
  id: "backup-missing-or-stale",
  needs: ["accounts"],
  wants: ["backups"],
  kinds: ["never", "incomplete", "unproved", "same-disk", "changed", "old", "unread"],
  action: "backup",
  values: ["address", "messages", "expected", "count", "days"],
  find({ accounts: all, backups, takenAt, thresholds, notBackedUp }) {
    const listed = { ok: true, value: all, at: takenAt } as const;
    const found: Found = { findings: [], notKnown: [] };
    for (const account of listAccounts(listed)) {
      if (leftOut.includes(account.type) || notBackedUp.includes(account.id)) continue;
      const { subject, address } = nameAccount(account.id, listed);
      const backup = backupOf(account, backups);
      if (!backup.ok) {
        found.notKnown.push({ subject, reason: backup.reason });
        continue;
      }
      const { lack, unseen } = lackOf(backup.value.last, account, takenAt, thresholds.backupDays);
      const mail = lack?.kind === "never" ? mailHere(account) : known(1, takenAt);
      if (!mail.ok) found.notKnown.push({ subject, reason: mail.reason });
      if (unseen) found.notKnown.push({ subject, reason: unseen });
      if (!lack || !mail.ok || mail.value === 0) continue;
      const { kind, severity, values, facts } = lack;
      found.findings.push({ severity, subject, values: { kind, address, ...values }, facts });
    }
    return found;
  },
});

/** The account's last backup, null where there is none; or why that is not known. */
function backupOf(
  { id, type }: AccountFact,
  backups: Part<Record<string, BackupFact | null>>,
): Part<{ last: BackupFact | null }> {
  if (!backedUp.includes(type)) return missing("account-type-unknown", { type: String(type) });
  // Where no folder was ever chosen there is no doubt: nothing was ever saved.
  if (!backups.ok && backups.reason.code === "no-backup-folder") return known({ last: null }, 0);
  if (!backups.ok) return backups;
  const last = backups.value[id];
  return isBackup(last) ? known({ last }, backups.at) : missing("value-unreadable");
}

/**
 * How many messages a backup would find. Every profile has Local Folders, mostly without a single
 * message, and then there is nothing to save. An IMAP account has its mail on the server.
 */
function mailHere({ type, messages }: AccountFact): Part<number> {
  const count = messages ? wellFormed(messages) : missing("value-unreadable");
  if (type === "local") return count;
  return type === "pop3" && count.ok ? count : known(1, 0);
}
