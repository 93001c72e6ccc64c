import { known } from "../../core/part";
import type { TargetFacts } from "../../core/restore/obstacles";
import { gatherQuotas } from "../../gather/quotas";
import { describeTarget, type Target } from "../../thunderbird/mail-delivery";
import { listFolders, revealFolder } from "../../thunderbird/mail-store";

/** The free bytes of each limit of an IMAP mailbox; the Inbox is opened for it, and with it the account. */
export async function openInbox(account: string): Promise<number | null> {
  const now = Date.now();
  const folders = await listFolders(account);
  // An account that was never opened shows no folder yet; opening its Inbox finds the others.
  if (!folders.some(({ role }) => role === "inbox")) {
    folders.push({ ...(await revealFolder(account, "INBOX", "/", true)), role: "inbox" });
  }
  const list = known(folders, now);
  const quotas = await gatherQuotas(account, list, now, true, undefined);
  if (!quotas.ok || quotas.value.length === 0) return null;
  return Math.min(...quotas.value.map(({ usedKb, limitKb }) => (limitKb - usedKb) * 1024));
}

/** What stands where mail is to be put; connects to an IMAP account where `connect` allows it. */
export async function targetFacts(
  account: string,
  uri: string,
  connect: boolean,
): Promise<{ target: Target; facts: TargetFacts }> {
  const target = await describeTarget(account, uri);
  const quotaFree = target.type === "imap" && connect ? await openInbox(account) : null;
  return { target, facts: { ...target, quotaFree } };
}
