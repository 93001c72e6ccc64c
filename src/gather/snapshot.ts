import type { FolderFact, Snapshot } from "../core/checkup/snapshot";
import { defaultThresholds } from "../core/checkup/thresholds";
import type { ContactsResult } from "../core/contacts/export-files";
import { known, missing, type Part } from "../core/part";
import { daysUntilOld } from "../core/schedule/schedule";
import { defaultSettings } from "../core/settings";
import { hasExperiments } from "../thunderbird/calls";
import { readStored } from "../thunderbird/storage";
import { gatherAccounts } from "./accounts";
import { asPart, perAccount } from "./as-part";
import { gatherBackups } from "./backups";
import { gatherDisk } from "./disk";
import { gatherFilters } from "./filters";
import { gatherFolders, withFolders } from "./folders";
import { gatherHidden } from "./hidden-folders";
import { gatherIdentities } from "./identities";
import { gatherInboxes } from "./inbox-watch";
import { gatherPopState } from "./pop-states";
import { gatherQuotas } from "./quotas";
import { gatherServers } from "./servers";

/** What only the privileged part can tell. */
type Privileged = Omit<
  Snapshot,
  | "takenAt"
  | "thresholds"
  | "notBackedUp"
  | "devices"
  | "mailboxAnswers"
  | "contactsSavedAt"
  | "accounts"
>;

/**
 * Everything the checks may know. Without `connect` no server is asked: what a server said before stays, with
 * the time when it was read.
 */
export async function takeSnapshot(now: number, connect: boolean): Promise<Snapshot> {
  const { accounts, lists } = await gatherAccounts(now);
  const told = { ...(await whatTheUserTold()), takenAt: now, accounts };
  if (!hasExperiments()) return { ...told, ...nothing(missing("experiment-absent")) };

  const before = await readStored("snapshot");
  const censuses = (await readStored("censuses")) ?? {};
  const list = accounts.ok ? accounts.value : [];
  const all = list.map(({ id }) => id);
  const imap = list.filter(({ type }) => type === "imap").map(({ id }) => id);
  const pop = list.filter(({ type }) => type === "pop3");
  const listOf = (id: string) => lists[id] ?? missing("account-gone");
  const hiddenBefore = partsOf(before?.hidden);
  const foldersBefore = partsOf(before?.folders);
  const quotasBefore = partsOf(before?.quotas);
  const past = known((await readStored("past")) ?? {}, now);
  return {
    ...told,
    ...nothing(missing("not-asked-yet")),
    past,
    servers: await gatherServers(now),
    folders: await asPart(now, async () => {
      const facts: Record<string, Part<FolderFact[]>> = {};
      for (const account of list.filter(({ type }) => withFolders.includes(type))) {
        const { id } = account;
        const look = { at: now, connect, before: foldersBefore[id], censuses };
        facts[id] = await gatherFolders(account, listOf(id), look);
      }
      return facts;
    }),
    hidden: await asPart(now, () =>
      perAccount(imap, async (id) =>
        connect
          ? gatherHidden(id, listOf(id), now)
          : (hiddenBefore[id] ?? missing("not-asked-yet")),
      ),
    ),
    // Each waits for its own server, so all are asked at once.
    quotas: await asPart(now, async () => {
      const asked = imap.map(async (id) => {
        return [id, await gatherQuotas(id, listOf(id), now, connect, quotasBefore[id])] as const;
      });
      return Object.fromEntries(await Promise.all(asked));
    }),
    inboxes: await gatherInboxes(imap, past, now, connect),
    popStates: await asPart(now, async () =>
      Object.fromEntries(
        await Promise.all(pop.map(async (one) => [one.id, await gatherPopState(one, now)])),
      ),
    ),
    identities: await gatherIdentities(list, now),
    filters: await asPart(now, () => perAccount(all, (id) => gatherFilters(id, now))),
    disk: await gatherDisk(now),
    backups: await gatherBackups(all, now),
  };
}

/** The accounts' parts in a snapshot of an earlier look; a damaged or older one has none. */
function partsOf<T>(record: Part<Record<string, Part<T>>> | undefined): Record<string, Part<T>> {
  return record?.ok ? (record.value ?? {}) : {};
}

/** What no look at Thunderbird can tell. */
export async function whatTheUserTold() {
  const { thresholds, notBackedUp } = (await readStored("settings")) ?? defaultSettings;
  // An earlier version kept fewer limits than this one.
  const limits = { ...defaultThresholds, ...thresholds };
  const rhythm = (await readStored("schedule"))?.rhythm ?? null;
  return {
    thresholds: { ...limits, backupDays: daysUntilOld(rhythm, limits.backupDays) },
    notBackedUp,
    devices: (await readStored("devices")) ?? {},
    mailboxAnswers: (await readStored("mailboxAnswers")) ?? [],
    contactsSavedAt: savedWhole((await readStored("contacts"))?.last ?? null),
  };
}

/** When the address books were last saved with nothing missing. */
const savedWhole = (last: ContactsResult | null): number | null =>
  last && last.missingCount === 0 ? last.at : null;

const nothing = (why: Part<never>): Privileged => ({
  servers: why,
  folders: why,
  hidden: why,
  quotas: why,
  popStates: why,
  identities: why,
  filters: why,
  disk: why,
  past: why,
  inboxes: why,
  backups: why,
});
