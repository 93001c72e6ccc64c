import type { QuotaFact } from "../core/checkup/snapshot";
import { missing, type Part } from "../core/part";
import { readQuota, refreshFolder, type StoredFolder } from "../thunderbird/mail-store";
import { asPart } from "./as-part";
import { whyNotConnect } from "./connection";

const look = 200;
/** A server that tells of no limit in this time, in milliseconds, has none. */
const patience = 3000;

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
  // Thunderbird may say that it has looked before it has, so the answer itself is waited for.
  const end = performance.now() + patience;
  await refreshFolder(inbox.uri);
  for (;;) {
    const limits = await readQuota(inbox.uri);
    if (limits.length > 0 || performance.now() > end) return storageOf(limits);
    await new Promise((resolve) => setTimeout(resolve, look));
  }
}

/** A server may also limit the number of messages; those limits are no kilobytes. */
const storageOf = (limits: readonly { name: string; used: number; limit: number }[]) =>
  limits
    .filter(({ name }) => /\bSTORAGE$/i.test(name))
    .map(({ name, used, limit }) => ({ name, usedKb: used, limitKb: limit }));
