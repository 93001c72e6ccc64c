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
  const root = await readStored("backupRoot");
  const accounts = new Map(
    Object.entries((await readStored("accountUids")) ?? {}).map(([account, uid]) => [uid, account]),
  );
  const here = new Set((await listAccounts()).map(({ id }) => id));
  return Object.entries((await readStored("backups")) ?? {})
    .filter(([, backup]) => backup.rootId === root?.rootId)
    .map(([backupId, backup]) => {
      const account = accounts.get(backupId) ?? null;
      const { name, folder, endedAt, verdict, messages, expected, oldestReading } = backup;
      return {
        backupId,
        account: account !== null && here.has(account) ? account : null,
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

/** What a page needs to draw at once; nothing here connects. */
export async function overview(): Promise<Overview> {
  const experiments = hasExperiments();
  const root = experiments ? await currentRoot() : null;
  const report = await readStored("report");
  const dismissed = (await readStored("dismissed")) ?? {};
  return {
    report,
    accounts: await listAccounts(),
    backupFolder: root && { path: root.path, reachable: root.reachable },
    backups: await listBackups(),
    job: await jobStatus(),
    offline: experiments && (await isOffline()),
    experiments,
    dismissed: findingsIn(report)
      .filter((finding) => isPutAside(finding, dismissed))
      .map(({ id }) => id),
    devices: (await readStored("devices")) ?? {},
    receipts: (await readStored("receipts")) ?? [],
  };
}
