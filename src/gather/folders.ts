import type { FolderFact } from "../core/checkup/snapshot";
import { readableMailboxName } from "../core/mailbox-name";
import { known, missing, type Part } from "../core/part";
import type { Reason } from "../core/reason";
import { askServer, listFolders, type StoredFolder } from "../thunderbird/mail-store";
import { asPart } from "./as-part";
import { whyNotConnect } from "./connection";

/** The folders of one IMAP account; the server is asked about those that were never opened, if it may be. */
export function gatherFolders(
  account: string,
  at: number,
  connect: boolean,
): Promise<Part<FolderFact[]>> {
  return asPart(at, async () => {
    const why = connect ? await whyNotConnect(account) : null;
    const facts: FolderFact[] = [];
    for (const folder of await listFolders(account)) {
      if (folder.virtual || folder.noSelect) continue;
      facts.push({
        account,
        path: readableMailboxName(folder.path),
        name: folder.name,
        everOpened: folder.everOpened,
        rows: folder.rows,
        role: folder.role as FolderFact["role"],
        server: await onServer(folder, at, connect, why),
        keepOffline: folder.keepOffline,
        uidValidity: null,
        sizeOnDisk: folder.sizeOnDisk,
        expungedBytes: folder.expungedBytes,
        retention: missing("not-asked-yet"),
        census: missing("not-asked-yet"),
      });
    }
    return facts;
  });
}

async function onServer(
  folder: StoredFolder,
  at: number,
  connect: boolean,
  why: Reason | null,
): Promise<Part<{ messages: number }>> {
  // Of a folder that was opened Thunderbird keeps what the server said last.
  if (folder.everOpened) return known({ messages: Math.max(folder.serverTotal ?? 0, 0) }, at);
  if (why) return { ok: false, reason: why };
  if (!connect) return missing("not-asked-yet");
  return asPart(at, async () => ({ messages: (await askServer(folder.uri)).messages }));
}
