import type { Report } from "../core/checkup/report";
import { defaultThresholds, type Thresholds, thresholdBounds } from "../core/checkup/thresholds";
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
  const report = await readStored("report");
  return {
    report,
    accounts: await listAccounts(),
    backupFolder: root && { path: root.path, reachable: root.reachable },
    backups: await listBackups(),
    job: await jobStatus(),
    offline: experiments && (await isOffline()),
    experiments,
    dismissed: putAside(report, (await readStored("dismissed")) ?? {}),
    devices: (await readStored("devices")) ?? {},
    receipts: (await readStored("receipts")) ?? [],
  };
}

/** Findings that the user put aside and whose facts are still the same. */
const putAside = (report: Report | null, dismissed: Record<string, string>): string[] =>
  (report?.outcomes ?? [])
    .flatMap(({ findings }) => findings)
    .filter(({ id, fingerprint }) => dismissed[id] === fingerprint)
    .map(({ id }) => id);

/** What the user chose; limits that an earlier version did not know have their defaults. */
export async function readSettings(): Promise<Settings> {
  const { thresholds, notBackedUp } = (await readStored("settings")) ?? defaultSettings;
  return { thresholds: { ...defaultThresholds, ...thresholds }, notBackedUp };
}

/** Keeps what a page sends as far as it makes sense, and answers what was kept. */
export async function keepSettings(wanted: Settings): Promise<Settings> {
  const now = await readSettings();
  const leftOut = Array.isArray(wanted?.notBackedUp) ? wanted.notBackedUp : now.notBackedUp;
  const thresholds = { ...now.thresholds };
  for (const [name, { least, most }] of Object.entries(thresholdBounds)) {
    const value: unknown = wanted?.thresholds?.[name as keyof Thresholds];
    if (typeof value !== "number" || !Number.isInteger(value)) continue;
    if (value >= least && value <= most) thresholds[name as keyof Thresholds] = value;
  }
  const settings = { thresholds, notBackedUp: leftOut.filter((id) => typeof id === "string") };
  await writeStored("settings", settings);
  return settings;
}
