import { wellFormed } from "../part";
import { listAccounts } from "./account-name";
import { type AccountNow, isSeen, moveSignal, pastFolder } from "./move-signal";
import type { AccountPast, FolderFact, Snapshot } from "./snapshot";

const day = 24 * 60 * 60 * 1000;
/** So long a past is kept for comparison while something has moved since; after that the present is what is normal. */
const heldFor = { critical: 60 * day, other: 14 * day };

/**
 * What the next check-up is compared with, per IMAP account. It follows ordinary life from check-up
 * to check-up, and stays as it was while the account looks moved, so that the finding stands until
 * the user puts it aside (`putAside` has the accounts of which that was done). What could not be
 * read now stays as it was; an account that is gone is dropped.
 */
export function nextPast(
  before: Readonly<Record<string, AccountPast>> | null,
  snapshot: Snapshot,
  putAside: ReadonlySet<string>,
): Record<string, AccountPast> {
  const accounts = wellFormed(snapshot.accounts);
  if (!accounts.ok) return { ...before };
  const imap = listAccounts(accounts).filter(({ type }) => type === "imap");
  return Object.fromEntries(
    imap.flatMap(({ id }) => {
      const was = before?.[id] ?? null;
      const next = nextOf(was, accountNow(snapshot, id), snapshot.takenAt, putAside.has(id));
      return next ? [[id, next]] : [];
    }),
  );
}

/** An account as this snapshot has it; null where even its server could not be read. */
export function accountNow(
  { servers, folders }: Pick<Snapshot, "servers" | "folders">,
  account: string,
): AccountNow | null {
  const server = servers.ok ? wellFormed(servers.value[account]) : servers;
  if (!server.ok) return null;
  const list = folders.ok ? wellFormed(folders.value[account]) : folders;
  return {
    server: server.value,
    folders: list.ok && Array.isArray(list.value) ? list.value : null,
    local: localMessages({ servers, folders }),
  };
}

/** Messages in all Local Folders together; null where they could not be counted. */
function localMessages({ servers, folders }: Pick<Snapshot, "servers" | "folders">): number | null {
  if (!servers.ok || !folders.ok) return null;
  let sum: number | null = null;
  for (const [id, part] of Object.entries(servers.value)) {
    const server = wellFormed(part);
    if (!server.ok || server.value.type !== "local") continue;
    const list = wellFormed(folders.value[id]);
    if (!list.ok || !Array.isArray(list.value)) continue;
    for (const { rows } of list.value.filter(isSeen)) sum = (sum ?? 0) + rows;
  }
  return sum;
}

function nextOf(
  was: AccountPast | null,
  now: AccountNow | null,
  at: number,
  putAside: boolean,
): AccountPast | null {
  if (!now) return was;
  if (was && !putAside && mustHold(was, now, at)) return was;
  const { user, host } = now.server;
  return {
    at,
    user,
    host,
    folders: now.folders ? pastFolders(was, now.folders) : (was?.folders ?? {}),
    ...(now.local === null ? {} : { local: now.local }),
  };
}

function mustHold(was: AccountPast, now: AccountNow, at: number): boolean {
  const signal = moveSignal(was, now);
  if (!signal) return false;
  const limit = signal.severity === "critical" ? heldFor.critical : heldFor.other;
  return at - was.at < limit;
}

/** A folder that was not opened since its database was made anew keeps what was known of it. */
function pastFolders(was: AccountPast | null, folders: FolderFact[]): AccountPast["folders"] {
  return Object.fromEntries(
    folders.flatMap((folder) => {
      const known = was ? pastFolder(was, folder.path) : null;
      if (!isSeen(folder)) return known ? [[folder.path, known]] : [];
      const uidValidity = folder.uidValidity ?? known?.uidValidity ?? null;
      return [[folder.path, { uidValidity, rows: folder.rows }]];
    }),
  );
}
