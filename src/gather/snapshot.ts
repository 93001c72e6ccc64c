import type { Snapshot } from "../core/checkup/snapshot";
import { defaultThresholds } from "../core/checkup/thresholds";
import { known, missing, type Part } from "../core/part";
import { defaultSettings } from "../core/settings";
import { hasExperiments } from "../thunderbird/calls";
import { readStored } from "../thunderbird/storage";
import { gatherAccounts } from "./accounts";
import { asPart, perAccount } from "./as-part";
import { gatherBackups } from "./backups";
import { gatherDisk } from "./disk";
import { gatherFilters } from "./filters";
import { gatherFolders } from "./folders";
import { gatherHidden } from "./hidden-folders";
import { gatherIdentities } from "./identities";
import { gatherInboxes } from "./inbox-watch";
import { gatherPopState } from "./pop-states";
import { gatherQuotas } from "./quotas";
import { gatherServers } from "./servers";

/** What only the privileged part can tell. */
type Privileged = Omit<
  Snapshot,
  "takenAt" | "thresholds" | "notBackedUp" | "devices" | "mailboxAnswers" | "accounts"
>;

/**
 * Everything the checks may know. Without `connect` no server is asked: what a server said before stays, with
 * the time when it was read.
 */
export async function takeSnapshot(now: number, connect: boolean): Promise<Snapshot> {
  const accounts = await gatherAccounts(now);
  const told = { ...(await whatTheUserTold()), takenAt: now, accounts };
  if (!hasExperiments()) return { ...told, ...nothing(missing("experiment-absent")) };

  const before = await readStored("snapshot");
  const list = accounts.ok ? accounts.value : [];
  const all = list.map(({ id }) => id);
  const imap = list.filter(({ type }) => type === "imap").map(({ id }) => id);
  const pop = list.filter(({ type }) => type === "pop3");
  const hiddenBefore = before?.hidden?.ok ? before.hidden.value : {};
  const quotasBefore = before?.quotas?.ok ? before.quotas.value : {};
  const past = known((await readStored("past")) ?? {}, now);
  return {
    ...told,
    ...nothing(missing("not-asked-yet")),
    past,
    servers: await gatherServers(now),
    folders: await asPart(now, () => perAccount(imap, (id) => gatherFolders(id, now, connect))),
    hidden: await asPart(now, () =>
      perAccount(imap, async (id) =>
        connect ? gatherHidden(id, now) : (hiddenBefore[id] ?? missing("not-asked-yet")),
      ),
    ),
    quotas: await asPart(now, () =>
      perAccount(imap, (id) => gatherQuotas(id, now, connect, quotasBefore[id])),
    ),
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

/** What no look at Thunderbird can tell. */
export async function whatTheUserTold() {
  const { thresholds, notBackedUp } = (await readStored("settings")) ?? defaultSettings;
  return {
    // An earlier version kept fewer limits than this one.
    thresholds: { ...defaultThresholds, ...thresholds },
    notBackedUp,
    devices: (await readStored("devices")) ?? {},
    mailboxAnswers: (await readStored("mailboxAnswers")) ?? [],
  };
}

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
