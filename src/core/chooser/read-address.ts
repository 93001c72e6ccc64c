import { addresses, listAccounts } from "../checkup/account-name";
import { mailboxOf, sameMailbox } from "../checkup/mailbox-key";
import type { AccountFact, QuotaFact, ServerFact, Snapshot } from "../checkup/snapshot";
import { defaultThresholds } from "../checkup/thresholds";
import { wellFormed } from "../part";
import { accountPart } from "./account-part";
import type { AddressAccount, AddressFacts } from "./address-facts";
import type { Provider, UnseenCode } from "./advice";
import { devicesOf } from "./devices-of";
import { providerOf } from "./provider";
import { readAccount } from "./read-account";

/** Takes from a snapshot what is known about one address. What cannot be read is named, never assumed. */
export function readAddress(snapshot: Snapshot, address: string): AddressFacts {
  const unseen = new Set<UnseenCode>();
  const listed = accountsOf(snapshot, address, unseen);
  const accounts = listed.map((account) => {
    const { account: read, backupSeen } = readAccount(snapshot, account);
    if (read.keeping === null && read.reads === "pop") unseen.add("servers");
    if (read.mailBytes === null) unseen.add("size");
    if (!backupSeen) unseen.add("backup");
    return read;
  });
  const quota = quotaOf(snapshot, accounts);
  const diskFree = diskFreeOf(snapshot, accounts);
  if (!quota) unseen.add("quota");
  if (diskFree === null) unseen.add("disk");
  return {
    address,
    provider: providerFor(snapshot, listed, address),
    accounts,
    devices: devicesOf(snapshot.devices, address),
    quota,
    diskFree,
    popDays: daysIn(snapshot),
    takenAt: snapshot.takenAt,
    unseen: [...unseen],
  };
}

const readable = ["pop3", "imap", "ews"];

/**
 * The accounts that read the address: those that bear it, or log in with it, and whatever is surely
 * the same mailbox as one of them. What only may be the same counts once the user said that it is.
 */
function accountsOf(snapshot: Snapshot, address: string, unseen: Set<UnseenCode>): AccountFact[] {
  const part = wellFormed(snapshot.accounts);
  if (!part.ok) unseen.add("accounts");
  const all = listAccounts(part).filter(({ type }) => readable.includes(type));
  const [key = ""] = mailboxOf({ id: "", name: "", type: "", emails: [address] }).keys;
  const mailboxes = new Map(all.map((one) => [one, mailboxOf(one, serverOf(snapshot, one.id))]));
  const bears = (one: AccountFact) => {
    const mailbox = mailboxes.get(one);
    return mailbox?.login?.user === key || mailboxOf(one).keys.includes(key);
  };
  const own = all.filter(bears);
  return all.filter(
    (one) =>
      own.includes(one) ||
      own.some((other) => {
        if (saidToBe(snapshot, one, other)) return true;
        const [mine, theirs] = [mailboxes.get(one), mailboxes.get(other)];
        return mine && theirs && sameMailbox(mine, theirs) === "sure";
      }),
  );
}

const saidToBe = (snapshot: Snapshot, one: AccountFact, other: AccountFact): boolean =>
  Array.isArray(snapshot.mailboxAnswers) &&
  snapshot.mailboxAnswers.some(
    (answer) =>
      answer?.same === true &&
      Array.isArray(answer.accounts) &&
      answer.accounts.includes(one.id) &&
      answer.accounts.includes(other.id),
  );

function serverOf(snapshot: Snapshot, id: string): ServerFact | undefined {
  const part = accountPart(snapshot.servers, id);
  return part.ok ? part.value : undefined;
}

function providerFor(
  snapshot: Snapshot,
  accounts: AccountFact[],
  address: string,
): Provider | null {
  const hosts = accounts.flatMap(({ id }) => serverOf(snapshot, id)?.baseDomain ?? []);
  const emails = [address, ...accounts.flatMap(addresses)];
  const domains = [...hosts, ...emails.map((email) => email.split("@").at(-1) ?? "")];
  return domains.map((domain) => providerOf(String(domain))).find((one) => one !== null) ?? null;
}

/** The quota that is fullest; one without a limit, or with nonsense in it, is none. */
function quotaOf(snapshot: Snapshot, accounts: AddressAccount[]): AddressFacts["quota"] {
  const sound = ({ usedKb, limitKb }: QuotaFact) =>
    Number.isFinite(usedKb) && Number.isFinite(limitKb) && usedKb >= 0 && limitKb > 0;
  const [fullest] = accounts
    .flatMap(({ id }) => {
      const part = accountPart(snapshot.quotas, id);
      return part.ok && Array.isArray(part.value) ? part.value : [];
    })
    .filter((quota) => quota && sound(quota))
    .toSorted((a, b) => b.usedKb / b.limitKb - a.usedKb / a.limitKb);
  return fullest ? { usedBytes: fullest.usedKb * 1024, limitBytes: fullest.limitKb * 1024 } : null;
}

function diskFreeOf(snapshot: Snapshot, accounts: AddressAccount[]): number | null {
  const disk = wellFormed(snapshot.disk);
  if (!disk.ok) return null;
  const { profileFree, accountFree } = disk.value;
  const free = accounts.map(({ id }) => accountFree?.[id] ?? profileFree);
  const known = (free.length > 0 ? free : [profileFree]).filter(
    (bytes) => Number.isFinite(bytes) && bytes >= 0,
  );
  return known.length > 0 ? Math.min(...known) : null;
}

function daysIn({ thresholds }: Snapshot): number {
  const days = thresholds?.popDays;
  return Number.isFinite(days) && days > 0 ? days : defaultThresholds.popDays;
}
