import { findManifest } from "../../core/backup/verify-account";
import { findings } from "../../core/backup/verify-reading";
import { uidlsIn } from "../../core/checkup/pop-state";
import { Refusal } from "../../core/refusal";
import type {
  AccountEvidence,
  BackupEvidence,
  SafeToDelete,
} from "../../core/safe-to-delete/answer";
import { judgeSafety } from "../../core/safe-to-delete/judge";
import { backupsOfAccount } from "../../gather/account-backups";
import { placesNow } from "../../gather/backup-places";
import { listAccounts } from "../../thunderbird/accounts";
import { isOnProfileDisk } from "../../thunderbird/backup-disk";
import { hasExperiments } from "../../thunderbird/calls";
import { keepAlive } from "../../thunderbird/event-page";
import { readPopState, readServers } from "../../thunderbird/mail-settings";
import { listFolders } from "../../thunderbird/mail-store";
import { type RememberedBackup, readStored } from "../../thunderbird/storage";
import { backupLacks } from "../fix/server-in-backup";
import { hashing } from "../hashing";
import { backupReader } from "../verify/backup-reader";

/*
 * Belongs here: gathering what "Safe to delete?" is judged by. Connects to nothing and writes nothing.
 * Does not belong here: the judgement (-> ../../core/safe-to-delete/judge.ts).
 */

const tell = (error: unknown) => console.error("Postwacht:", error);

/** What could not be read is not known; the console hears why. */
const orNull = <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error) => {
    tell(error);
    return null;
  });

async function accountNow(account: string): Promise<AccountEvidence> {
  const server = (await readServers()).find((one) => one.account === account);
  if (!server || server.error) throw new Refusal("value-unreadable");
  const folders = await orNull(listFolders(account));
  const own = folders?.filter(({ virtual, noSelect }) => !virtual && !noSelect);
  return {
    type: server.type,
    host: server.host,
    folders: own?.map(({ path, name, rows }) => ({ path, name, rows })) ?? null,
  };
}

/** Messages that a POP server still has, by its UIDLs; null where that is not known. */
async function leftOnServer(account: string): Promise<string[] | null> {
  const file = await orNull(readPopState(account));
  return file ? uidlsIn(new Uint8Array(file.bytes)) : null;
}

type Place = Awaited<ReturnType<typeof placesNow>>[number];

async function backupNow(
  backupId: string,
  remembered: RememberedBackup,
  place: Place | undefined,
  uidls: string[] | null,
): Promise<BackupEvidence> {
  const reading = (await readStored("readings"))?.[backupId] ?? null;
  const path = place?.path ?? remembered.name;
  const isThere = place?.presence === "here";
  const away = { manifest: null, onProfileDisk: null, popLacking: null };
  const known = { backupId, path, isThere, remembered: remembered.sequence, reading };
  if (!place || !isThere) return { ...known, ...away };
  const reader = backupReader({ rootId: place.rootId, folder: remembered.folder });
  const found = await orNull(findManifest(reader, hashing, findings(), remembered.sequence));
  const manifest = found?.isCurrent ? found.manifest : null;
  const isOurs = manifest?.accountUid === remembered.accountUid;
  return {
    ...known,
    manifest: isOurs ? manifest : null,
    onProfileDisk: await orNull(isOnProfileDisk(place.rootId)),
    popLacking: uidls && isOurs ? await orNull(backupLacks(backupId, uidls)) : null,
  };
}

/** Whether every message of an account is in a backup, so that the account or its server may be emptied. */
export async function checkSafeToDelete({ account }: { account: string }): Promise<SafeToDelete> {
  if (typeof account !== "string") throw new Refusal("bad-request");
  if (!hasExperiments()) throw new Refusal("experiment-absent");
  const accounts = await listAccounts();
  if (!accounts.some(({ id }) => id === account)) throw new Refusal("account-gone");
  const letGo = keepAlive();
  try {
    const now = await accountNow(account);
    const uidls = now.type === "pop3" ? await leftOnServer(account) : null;
    const places = await placesNow();
    const evidence: BackupEvidence[] = [];
    for (const [backupId, remembered] of await backupsOfAccount(account)) {
      const place = places.find(({ markerId }) => markerId === remembered.markerId);
      evidence.push(await backupNow(backupId, remembered, place, uidls));
    }
    return judgeSafety(now, evidence, Date.now());
  } finally {
    letGo();
  }
}
