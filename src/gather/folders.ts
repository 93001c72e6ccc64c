import type { AccountFact, FolderFact, FolderRetention } from "../core/checkup/snapshot";
import { known, missing, type Part } from "../core/part";
import type { Reason } from "../core/reason";
import { askServer, readRetention, type StoredFolder } from "../thunderbird/mail-store";
import type { KeptCensus } from "../thunderbird/storage";
import { asPart } from "./as-part";
import { whyNotConnect } from "./connection";
import { readablePath } from "./folder-path";

/** Accounts whose folders hold mail of the user's; news and feeds are another matter. */
export const withFolders: readonly string[] = ["imap", "pop3", "ews", "local"];

interface Look {
  at: number;
  connect: boolean;
  /** What the last snapshot knew of this account's folders. */
  before: Part<FolderFact[]> | undefined;
  censuses: Record<string, KeptCensus>;
}

/**
 * The folders of one account. On IMAP the server is asked about those that were never opened, if it may be;
 * else what it said before stays. What only a census tells is as old as the census.
 */
export function gatherFolders(
  account: AccountFact,
  list: Part<StoredFolder[]>,
  { at, connect, before, censuses }: Look,
): Promise<Part<FolderFact[]>> {
  return asPart(at, async () => {
    if (!list.ok) throw new Error(list.reason.code);
    const imap = account.type === "imap";
    const why = imap && connect ? await whyNotConnect(account.id) : null;
    const earlier = new Map(before?.ok ? before.value.map((fact) => [fact.path, fact]) : []);
    const facts: FolderFact[] = [];
    for (const folder of list.value) {
      if (folder.virtual || folder.noSelect) continue;
      const path = readablePath(account.type, folder.path);
      const kept = censuses[folder.uri];
      facts.push({
        account: account.id,
        path,
        name: folder.name,
        everOpened: folder.everOpened,
        rows: folder.rows,
        role: folder.role as FolderFact["role"],
        server: imap ? await onServer(folder, { at, connect, why }, earlier.get(path)) : null,
        keepOffline: folder.keepOffline,
        uidValidity: kept?.uidValidity ?? null,
        sizeOnDisk: folder.sizeOnDisk,
        expungedBytes: folder.expungedBytes,
        retention: await retentionOf(folder, at),
        census: kept ? known(kept.census, kept.at) : missing("not-asked-yet"),
      });
    }
    return facts;
  });
}

async function onServer(
  folder: StoredFolder,
  { at, connect, why }: { at: number; connect: boolean; why: Reason | null },
  before: FolderFact | undefined,
): Promise<Part<{ messages: number }>> {
  // Of a folder that was opened Thunderbird keeps what the server said last.
  if (folder.everOpened) return known({ messages: Math.max(folder.serverTotal ?? 0, 0) }, at);
  if (why) return { ok: false, reason: why };
  if (!connect) return before?.server ?? missing("not-asked-yet");
  return asPart(at, async () => ({ messages: (await askServer(folder.uri)).messages }));
}

const follows: FolderRetention = { own: false, by: 1, days: 0, count: 0, starredToo: false };

/** Only a folder that has rules of its own is opened for them. What Thunderbird does not remember a census finds. */
async function retentionOf(folder: StoredFolder, at: number): Promise<FolderFact["retention"]> {
  if (folder.ownRetention === null) return missing("not-asked-yet");
  return folder.ownRetention ? asPart(at, () => readRetention(folder.uri)) : known(follows, at);
}
