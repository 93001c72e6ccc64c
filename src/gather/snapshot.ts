import type { Snapshot } from "../core/checkup/snapshot";
import { missing } from "../core/part";
import { defaultSettings } from "../core/settings";
import { hasExperiments } from "../thunderbird/calls";
import { readStored } from "../thunderbird/storage";
import { gatherAccounts } from "./accounts";
import { asPart, perAccount } from "./as-part";
import { gatherBackups } from "./backups";
import { gatherFolders } from "./folders";
import { gatherHidden } from "./hidden-folders";
import { gatherServers } from "./servers";

/**
 * Everything the checks may know. Without `connect` no server is asked: what a server said before stays, with
 * the time when it was read.
 */
export async function takeSnapshot(now: number, connect: boolean): Promise<Snapshot> {
  const before = await readStored("snapshot");
  const settings = (await readStored("settings")) ?? defaultSettings;
  const accounts = await gatherAccounts(now);
  const list = accounts.ok ? accounts.value : [];
  const all = list.map(({ id }) => id);
  const imap = list.filter(({ type }) => type === "imap").map(({ id }) => id);
  const absent = missing("experiment-absent");
  if (!hasExperiments()) {
    const nothing = { servers: absent, folders: absent, hidden: absent, backups: absent };
    return { takenAt: now, ...settings, accounts, ...nothing };
  }
  const hiddenBefore = before?.hidden.ok ? before.hidden.value : {};
  return {
    takenAt: now,
    ...settings,
    accounts,
    servers: await gatherServers(now),
    folders: await asPart(now, () => perAccount(imap, (id) => gatherFolders(id, now, connect))),
    hidden: await asPart(now, () =>
      perAccount(imap, async (id) =>
        connect ? gatherHidden(id, now) : (hiddenBefore[id] ?? missing("not-asked-yet")),
      ),
    ),
    backups: await gatherBackups(all, now),
  };
}
