import { looksDifferent } from "../core/backup/folder-verdict";
import type { QuotaFact } from "../core/checkup/snapshot";
import { missing, type Part } from "../core/part";
import {
  askServer,
  listKeys,
  readQuota,
  refreshFolder,
  type StoredFolder,
} from "../thunderbird/mail-store";
import { asPart } from "./as-part";
import { whyNotConnect } from "./connection";

const look = 200;
/** A server that tells of no limit in this time, in milliseconds, has none. */
const patience = 5000;

/**
 * How full the mailbox of an IMAP account is. Thunderbird asks that only when it opens a folder, so the Inbox
 * is opened; where nothing may connect, what was known before stays with its age.
 */
export async function gatherQuotas(
  account: string,
  list: Part<StoredFolder[]>,
  at: number,
  connect: boolean,
  before: Part<QuotaFact[]> | undefined,
): Promise<Part<QuotaFact[]>> {
  if (!connect) return before ?? missing("not-asked-yet");
  const now = await asPart(at, () => askQuota(account, list));
  return !now.ok && before?.ok ? before : now;
}

async function askQuota(account: string, list: Part<StoredFolder[]>): Promise<QuotaFact[]> {
  if (!list.ok) throw new Error(list.reason.code);
  const why = await whyNotConnect(account);
  if (why) throw new Error(why.code);
  const inbox = list.value.find(({ role }) => role === "inbox");
  if (!inbox) throw new Error("folder-gone");
  // Opened already in this session: Thunderbird asks again whenever it looks for mail.
  const told = await readQuota(inbox.uri);
  if (told.length > 0) return storageOf(told);
  // Opening an Inbox that was emptied or renumbered would make Thunderbird drop what is stored here.
  if (looksDifferent(await askServer(inbox.uri), await stored(inbox.uri))) {
    throw new Error("server-looks-different");
  }
  // Its first word after a start comes before it has looked, so it is asked for a second one.
  const end = performance.now() + patience;
  for (let confirmed = 0; confirmed < 2 && performance.now() < end; ) {
    if (await refreshFolder(inbox.uri)) confirmed++;
    const limits = await readQuota(inbox.uri);
    if (limits.length > 0) return storageOf(limits);
    await new Promise((resolve) => setTimeout(resolve, look));
  }
  return [];
}

/** By the rows themselves: the UIDNEXT that Thunderbird remembers is a new server's after the first question. */
async function stored(uri: string): Promise<{ rows: number; highestUid: number | null }> {
  // Thunderbird gives messages that are not on the server yet keys from the very top.
  const keys = (await listKeys(uri)).filter((key) => key < 0xffffff80);
  const highest = keys.reduce((a, b) => Math.max(a, b), 0);
  return { rows: keys.length, highestUid: highest || null };
}

/** A server may also limit the number of messages; those limits are no kilobytes. */
const storageOf = (limits: readonly { name: string; used: number; limit: number }[]) =>
  limits
    .filter(({ name }) => /\bSTORAGE$/i.test(name))
    .map(({ name, used, limit }) => ({ name, usedKb: used, limitKb: limit }));
