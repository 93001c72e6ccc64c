import { summarise } from "../core/backup/place-summary";
import { backupIdOf, toSpeakOf } from "../core/backup/places";
import { verdictAfter } from "../core/backup/verify-reading";
import { findingsIn, isPutAside } from "../core/checkup/attention";
import { placesNow } from "../gather/backup-places";
import type { BackupSummary, Overview } from "../protocol";
import { listAccounts } from "../thunderbird/accounts";
import { hasExperiments } from "../thunderbird/calls";
import { isOffline } from "../thunderbird/mail-settings";
import { readStored } from "../thunderbird/storage";
import { currentRoot, readPlaces } from "./backup/backup-root";
import { jobStatus } from "./job";

/** The backups in all places, as they were when their last run ended. */
export async function listBackups(): Promise<BackupSummary[]> {
  const [places, uids, backups, readings, here] = await Promise.all([
    readStored("backupPlaces"),
    readStored("accountUids"),
    readStored("backups"),
    readStored("readings"),
    listAccounts(),
  ]);
  const accounts = new Map(Object.entries(uids ?? {}).map(([account, uid]) => [uid, account]));
  const present = new Set(here.map(({ id }) => id));
  const inUse = new Set(places?.all.map(({ markerId }) => markerId));
  const shown = Object.entries(backups ?? {})
    .filter(([, { markerId }]) => inUse.has(markerId))
    .map(([id, backup]) => ({ ...backup, verdict: verdictAfter(backup.verdict, readings?.[id]) }));
  return shown.map((backup) => {
    const account = accounts.get(backup.accountUid) ?? null;
    const { markerId, accountUid, name, folder, endedAt, verdict, messages, expected } = backup;
    const ofAccount = shown.filter((other) => other.accountUid === accountUid);
    return {
      backupId: backupIdOf(markerId, accountUid),
      place: markerId,
      account: account !== null && present.has(account) ? account : null,
      counts: toSpeakOf(ofAccount) === backup,
      name,
      folder,
      endedAt,
      verdict,
      messages,
      expected,
      oldestReading: backup.oldestReading,
      leftOut: backup.leftOut?.names ?? [],
      possibleCaps: backup.possibleCaps ?? [],
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
    places,
    { chosen, orAnother },
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
    experiments ? placesNow() : [],
    readPlaces(),
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
    backupFolder: root && { path: root.path, reachable: root.presence === "here" },
    backups,
    places: places.map((place) => summarise(place, chosen, backups)),
    orAnotherPlace: orAnother,
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
