import { findingsIn, isPutAside } from "../core/checkup/attention";
import type { BackupSummary, Overview } from "../protocol";
import { listAccounts } from "../thunderbird/accounts";
import { hasExperiments } from "../thunderbird/calls";
import { isOffline } from "../thunderbird/mail-settings";
import { readStored } from "../thunderbird/storage";
import { currentRoot } from "./backup/backup-root";
import { jobStatus } from "./job";

/** The backups in the folder that is in use, as they were when their last run ended. */
export async function listBackups(): Promise<BackupSummary[]> {
  const [root, uids, backups, here] = await Promise.all([
    readStored("backupRoot"),
    readStored("accountUids"),
    readStored("backups"),
    listAccounts(),
  ]);
  const accounts = new Map(Object.entries(uids ?? {}).map(([account, uid]) => [uid, account]));
  const present = new Set(here.map(({ id }) => id));
  return Object.entries(backups ?? {})
    .filter(([, backup]) => backup.rootId === root?.rootId)
    .map(([backupId, backup]) => {
      const account = accounts.get(backupId) ?? null;
      const { name, folder, endedAt, verdict, messages, expected, oldestReading } = backup;
      return {
        backupId,
        account: account !== null && present.has(account) ? account : null,
        name,
        folder,
        endedAt,
        verdict,
        messages,
        expected,
        oldestReading,
      };
    });
}

/**
 * What a page needs to draw at once; nothing here connects, and no folder of mail is opened. All is
 * asked at the same time: the popup is to show the report within 200 ms of the click.
 */
export async function overview(): Promise<Overview> {
  const experiments = hasExperiments();
  const [
    report,
    dismissed,
    accounts,
    root,
    backups,
    job,
    offline,
    devices,
    mailboxAnswers,
    receipts,
  ] = await Promise.all([
    readStored("report"),
    readStored("dismissed"),
    listAccounts(),
    experiments ? currentRoot() : null,
    listBackups(),
    jobStatus(),
    experiments && isOffline(),
    readStored("devices"),
    readStored("mailboxAnswers"),
    readStored("receipts"),
  ]);
  return {
    report,
    accounts,
    backupFolder: root && { path: root.path, reachable: root.reachable },
    backups,
    job,
    offline,
    experiments,
    dismissed: findingsIn(report)
      .filter((finding) => isPutAside(finding, dismissed ?? {}))
      .map(({ id }) => id),
    devices: devices ?? {},
    mailboxAnswers: mailboxAnswers ?? [],
    receipts: receipts ?? [],
  };
}
