import { addresses } from "../checkup/account-name";
import type { AccountFact, QuotaFact, Snapshot } from "../checkup/snapshot";
import { defaultThresholds } from "../checkup/thresholds";
import { wellFormed } from "../part";
import { accountPart } from "./account-part";
import { accountsOf, serverOf } from "./accounts-of";
import type { AddressAccount, AddressFacts } from "./address-facts";
import type { Provider, UnseenCode } from "./advice";
import { devicesOf } from "./devices-of";
import { providerOf } from "./provider";
import { readAccount } from "./read-account";

/** Takes from a snapshot what is known about one address. What cannot be read is named, never assumed. */
export function readAddress(snapshot: Snapshot, address: string): AddressFacts {
  const unseen = new Set<UnseenCode>();
  if (!wellFormed(snapshot.accounts).ok) unseen.add("accounts");
  const listed = accountsOf(snapshot, address);
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
