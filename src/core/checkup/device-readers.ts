import type { Device } from "./devices";
import { addressKey } from "./mailbox-key";
import type { Reader } from "./mailbox-readers";

/** The other devices that read the mailbox of an account. */
export interface OtherDevices {
  /** Whether the user was asked: without an answer nobody knows that there are none. */
  asked: boolean;
  devices: Device[];
}

/**
 * Which devices read along with which account. What the user told is told of an address: it belongs
 * to the accounts that sign in with it; else to those that have it as their main address; else to
 * those that have it at all. An address that is only written from is no mailbox of its own.
 */
export function devicesByAccount(
  readers: readonly Reader[],
  told: Readonly<Record<string, Device[]>>,
): (account: string) => OtherDevices {
  const claims = new Map<string, { rank: number; ids: string[] }>();
  for (const { id, mailbox } of readers) {
    const [main, ...others] = mailbox.keys;
    claim(claims, mailbox.login?.user, 0, id);
    claim(claims, main, 1, id);
    for (const address of others) claim(claims, address, 2, id);
  }
  const found = new Map<string, OtherDevices>();
  for (const [address, devices] of Object.entries(told)) {
    for (const id of new Set(claims.get(addressKey(address))?.ids)) {
      const so = found.get(id)?.devices ?? [];
      found.set(id, { asked: true, devices: [...so, ...devices] });
    }
  }
  return (account) => found.get(account) ?? { asked: false, devices: [] };
}

function claim(
  claims: Map<string, { rank: number; ids: string[] }>,
  key: string | undefined,
  rank: number,
  id: string,
): void {
  if (!key) return;
  const best = claims.get(key);
  if (!best || rank < best.rank) claims.set(key, { rank, ids: [id] });
  else if (rank === best.rank) best.ids.push(id);
}

/** Days that a device leaves mail on the server; null where nobody knows. */
export function daysOf({ daysOnServer }: Device): number | null {
  if (daysOnServer === "always") return Number.POSITIVE_INFINITY;
  return Number.isSafeInteger(daysOnServer) && Number(daysOnServer) >= 0
    ? Number(daysOnServer)
    : null;
}

/** How a device reads; anything but a known protocol is not known. */
export const protocolOf = ({ protocol }: Device): Device["protocol"] =>
  protocol === "pop" || protocol === "imap" ? protocol : "unknown";

/** The names of devices, for a sentence. */
export const namesOf = (devices: readonly Device[]): string =>
  devices.map(({ name }) => name).join(", ");
