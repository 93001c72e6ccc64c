import type { Device } from "../checkup/devices";
import {
  type AddressAccount,
  type AddressFacts,
  popAccounts,
  serverAccounts,
} from "./address-facts";
import type { Step } from "./advice";

/** What has to be done before anything else, because mail is being lost meanwhile. */
export function stopGap(facts: AddressFacts): Step[] {
  const here = popAccounts(facts).flatMap((account) => stepHere(account, facts));
  const elsewhere = (facts.devices ?? [])
    .filter((device) => takesAway(device, facts))
    .map((device): Step => onDevice("device-keep-on-server", device));
  return [...here, ...elsewhere];
}

/** A step that is done on another device. */
export const onDevice = (
  code: "device-keep-on-server" | "device-to-imap",
  { name, app, protocol }: Device,
): Step => ({ code, accounts: [], values: { device: name }, device: { name, app, protocol } });

function stepHere(account: AddressAccount, facts: AddressFacts): Step[] {
  const { id, name, keeping } = account;
  const step = { accounts: [id], values: { account: name } };
  if (!keeping) return [{ code: "see-keep-on-server", ...step }];
  const { leaves, days, deletionFollows } = keeping;
  const limit = readOnServer(facts) ? Number.POSITIVE_INFINITY : facts.popDays;
  const removes = !leaves || (days !== null && days < limit);
  const follows = deletionFollows && readElsewhere(facts);
  return removes || follows ? [{ code: "keep-on-server", ...step }] : [];
}

/** A POP device that takes mail off the server sooner than the user is warned of, or nobody knows when. */
function takesAway({ protocol, daysOnServer }: Device, facts: AddressFacts): boolean {
  if (protocol !== "pop" || daysOnServer === "always") return false;
  if (daysOnServer === "unknown" || !Number.isFinite(daysOnServer)) return true;
  return daysOnServer < (readOnServer(facts) ? Number.POSITIVE_INFINITY : facts.popDays);
}

/** What is read with IMAP shows only what is still on the server, so no number of days is enough (S1). */
const readOnServer = (facts: AddressFacts): boolean =>
  serverAccounts(facts).length > 0 ||
  (facts.devices ?? []).some(({ protocol }) => protocol === "imap");

/** Not having been asked is no proof that there is no other device. */
const readElsewhere = (facts: AddressFacts): boolean =>
  serverAccounts(facts).length > 0 || facts.devices === null || facts.devices.length > 0;
