import { defaultSettings, type Settings } from "../core/settings";
import type { BackupSummary, Overview } from "../protocol";
import { listAccounts } from "../thunderbird/accounts";
import { hasExperiments } from "../thunderbird/calls";
import { isOffline } from "../thunderbird/mail-settings";
import { readStored, writeStored } from "../thunderbird/storage";
import { jobStatus } from "./backup/backup-job";
import { currentRoot } from "./backup/backup-root";

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
  return {
    report: await readStored("report"),
    accounts: await listAccounts(),
    backupFolder: root && { path: root.path, reachable: root.reachable },
    backups: await listBackups(),
    job: await jobStatus(),
    offline: experiments && (await isOffline()),
    experiments,
  };
}

export const readSettings = async (): Promise<Settings> =>
  (await readStored("settings")) ?? defaultSettings;

const within = (value: unknown, least: number, most: number, otherwise: number) =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
    ? value
    : otherwise;

/** Keeps what a page sends as far as it makes sense, and answers what was kept. */
export async function keepSettings(wanted: Settings): Promise<Settings> {
  const now = await readSettings();
  const { popDays, backupDays } = wanted?.thresholds ?? now.thresholds;
  const leftOut = Array.isArray(wanted?.notBackedUp) ? wanted.notBackedUp : now.notBackedUp;
  const settings: Settings = {
    thresholds: {
      popDays: within(popDays, 7, 365, now.thresholds.popDays),
      backupDays: within(backupDays, 1, 365, now.thresholds.backupDays),
    },
    notBackedUp: leftOut.filter((id) => typeof id === "string"),
  };
  await writeStored("settings", settings);
  return settings;
}
