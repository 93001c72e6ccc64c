import type { FolderRecord } from "../../core/backup/manifest";
import { moveSignal } from "../../core/checkup/move-signal";
import { accountNow } from "../../core/checkup/past";
import type { FolderFact, Snapshot } from "../../core/checkup/snapshot";
import { coverOf } from "../../core/fix/cover";
import type { MoveHouse, MoveProof, OldFolder } from "../../core/move-house/move";
import { placeFolders } from "../../core/restore/folder-names";
import { backupsOfAccount } from "../../gather/account-backups";
import { readablePath } from "../../gather/folder-path";
import { folderState, listFolders } from "../../thunderbird/mail-store";
import { readStored } from "../../thunderbird/storage";
import { readManifestAt } from "../backup/account-folder";
import { findBackup } from "../backup/find-backup";
import { backupHoldsServer } from "../fix/server-in-backup";

/*
 * Belongs here: the backup that a move goes by, and the moment at which the mailbox turns out to be another one.
 * Does not belong here: the steps (-> ../../core/move-house/steps.ts).
 */

const foldersNow = ({ folders }: Snapshot, account: string): FolderFact[] => {
  const list = folders.ok ? folders.value[account] : undefined;
  return list?.ok ? list.value : [];
};

/** Whether the mailbox behind the account is not the one that the move began with. */
export async function hasSwitched(move: MoveHouse, snapshot: Snapshot): Promise<boolean> {
  const server = snapshot.servers.ok ? snapshot.servers.value[move.account] : undefined;
  if (!server?.ok) return false;
  const { user, host } = server.value;
  if (user !== move.from.user || host !== move.from.host) return true;
  const old = new Map(move.proof?.folders.map(({ path, uidValidity }) => [path, uidValidity]));
  const renumbered = foldersNow(snapshot, move.account).some(({ path, uidValidity }) => {
    const was = old.get(path);
    return Boolean(was) && Boolean(uidValidity) && was !== uidValidity;
  });
  if (renumbered || (await isInboxRenumbered(move, old))) return true;
  const past = (await readStored("past"))?.[move.account];
  const now = accountNow(snapshot, move.account);
  return past && now ? moveSignal(past, now)?.severity === "critical" : false;
}

/** What the snapshot knows of numbers is as old as its last count; the Inbox is looked at now. */
async function isInboxRenumbered(
  { account, from }: MoveHouse,
  old: ReadonlyMap<string, number | null>,
): Promise<boolean> {
  const was = [...old].find(([path]) => path.toUpperCase() === "INBOX")?.[1];
  if (!was || from.type !== "imap") return false;
  const inbox = (await listFolders(account)).find(({ path }) => path.toUpperCase() === "INBOX");
  if (!inbox?.everOpened) return false;
  const { uidValidity } = await folderState(inbox.uri);
  return uidValidity !== null && uidValidity !== was;
}

/** A new proof holds at least so much of what the one before held; else it is of an emptied mailbox. */
const leastShare = 0.9;

const sumOf = (folders: readonly OldFolder[]) =>
  folders.reduce((sum, { messages }) => sum + messages, 0);

/** The proof that a move goes by: the latest backup where it is fresh and of the same mailbox, else the one it had. */
export async function renewProof(move: MoveHouse, snapshot: Snapshot): Promise<MoveProof | null> {
  const { account, proof } = move;
  if (coverOf(snapshot, [account]) !== "fresh") return proof;
  if (move.from.type === "pop3" && !(await backupHoldsServer(account))) return proof;
  for (const [backupId, { endedAt }] of await backupsOfAccount(account)) {
    if (proof && endedAt <= proof.endedAt) return proof;
    const found = await readProof(backupId);
    if (!found) continue;
    const isLess = proof && sumOf(found.folders) < sumOf(proof.folders) * leastShare;
    return isLess ? proof : found;
  }
  return proof;
}

/** What a complete backup holds; null where it cannot be read now, or is not complete. */
async function readProof(backupId: string): Promise<MoveProof | null> {
  const found = await findBackup(backupId).catch(() => null);
  const manifest = found && (await readManifestAt(found.rootId, `${found.folder}/backup.json`));
  if (!manifest || manifest.endedAt === null || manifest.verdict !== "complete") return null;
  const isImap = manifest.type === "imap";
  const kept = manifest.folders.filter(({ present, leftOut }) => present && !leftOut);
  const folders = placeFolders(kept, isImap).map(({ record, names }) => ({
    path: pathOf(manifest.type, record),
    names,
    messages: record.verdict?.saved ?? 0,
    uidValidity: record.uidValidity,
  }));
  return { backupId, endedAt: manifest.endedAt, folders };
}

export const pathOf = (type: string, { path }: Pick<FolderRecord, "path">) =>
  readablePath(type, path);
