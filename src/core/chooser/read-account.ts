import { isBackup, lackOf } from "../checkup/backup-state";
import { isProper } from "../checkup/server-settings";
import type { AccountFact, FolderFact, ServerFact, Snapshot } from "../checkup/snapshot";
import { defaultThresholds } from "../checkup/thresholds";
import { wellFormed } from "../part";
import { accountPart } from "./account-part";
import type { AddressAccount, PopKeeping } from "./address-facts";

interface ReadAccount {
  account: AddressAccount;
  /** Whether it could be seen if there is a backup. */
  backupSeen: boolean;
}

/** What a snapshot says of one account, as far as the choice needs it. */
export function readAccount(snapshot: Snapshot, account: AccountFact): ReadAccount {
  const { id, type } = account;
  const reads = type === "pop3" ? "pop" : type === "imap" ? "imap" : "exchange";
  const server = accountPart(snapshot.servers, id);
  const settings = server.ok ? server.value.settings : undefined;
  const folders = foldersOf(snapshot, id);
  const backup = provedAt(snapshot, account);
  return {
    account: {
      id,
      name: typeof account.name === "string" && account.name ? account.name : id,
      reads,
      keeping: reads === "pop" ? keepingOf(settings) : null,
      // The mail of a deferred account stands among that of another.
      mailBytes: settings?.deferredTo ? null : mailBytes(folders, reads !== "pop"),
      keptHere: keptHere(folders),
      backedUpAt: backup.at,
    },
    backupSeen: backup.seen,
  };
}

function foldersOf(snapshot: Snapshot, id: string): FolderFact[] | null {
  const part = accountPart(snapshot.folders, id);
  return part.ok && Array.isArray(part.value) ? part.value.filter(isFolder) : null;
}

const isFolder = (folder: FolderFact | undefined): folder is FolderFact =>
  typeof folder === "object" && folder !== null;

/** Null where one of the three settings is nonsense: then nothing is known of what becomes of the mail. */
function keepingOf(settings: ServerFact["settings"] | undefined): PopKeeping | null {
  const { leaveOnServer, deleteByAge, daysOnServer, deleteFollowsLocal } = settings ?? {};
  const proper =
    isProper("leaveOnServer", leaveOnServer) &&
    isProper("deleteByAge", deleteByAge) &&
    isProper("daysOnServer", daysOnServer) &&
    isProper("deleteFollowsLocal", deleteFollowsLocal);
  if (!proper) return null;
  return {
    leaves: leaveOnServer === true,
    days: deleteByAge === true ? Number(daysOnServer) : null,
    deletionFollows: deleteFollowsLocal === true,
  };
}

/**
 * Bytes of the mail of an account: what stands here without what was deleted and, where the server
 * has more, what is still to come. Null as soon as one folder does not tell.
 */
function mailBytes(folders: FolderFact[] | null, onServer: boolean): number | null {
  if (!folders || folders.length === 0) return null;
  let sum = 0;
  for (const folder of folders) {
    const here = folder.sizeOnDisk;
    const gone = Number.isFinite(folder.expungedBytes) ? folder.expungedBytes : 0;
    const census = wellFormed(folder.census);
    if (onServer && (!folder.everOpened || !census.ok)) return null;
    if (here === null || !Number.isFinite(here)) return null;
    const toCome = onServer && census.ok ? census.value.withoutBodyBytes : 0;
    if (!Number.isFinite(toCome)) return null;
    sum += Math.max(0, here - gone) + toCome;
  }
  return sum;
}

/** Whether every folder is kept on this computer, with every message in it. */
function keptHere(folders: FolderFact[] | null): boolean | null {
  if (!folders || folders.length === 0) return null;
  if (folders.some(({ keepOffline }) => keepOffline === false)) return false;
  const parts = folders.map(({ census }) => wellFormed(census));
  if (parts.some((part) => part.ok && part.value.withoutBody > 0)) return false;
  return parts.every((part) => part.ok) ? true : null;
}

/** When the last backup ended, where nothing is wrong with it. */
function provedAt(snapshot: Snapshot, account: AccountFact): { at: number | null; seen: boolean } {
  const part = wellFormed(snapshot.backups);
  if (!part.ok) return { at: null, seen: false };
  const backup = part.value[account.id];
  if (!isBackup(backup)) return { at: null, seen: false };
  const days = snapshot.thresholds?.backupDays ?? defaultThresholds.backupDays;
  const best = lackOf(backup, account, snapshot.takenAt, days);
  return { at: best.lack ? null : (best.backup?.endedAt ?? null), seen: true };
}
