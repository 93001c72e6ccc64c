import { reason } from "../reason";
import type { Found } from "./check";
import { daysOf, namesOf, protocolOf } from "./device-readers";
import type { Device } from "./devices";
import type { Reader } from "./mailbox-readers";
import { daysLeftBy, leavesAll } from "./pop-retention";
import type { NotKnown } from "./report";

/**
 * Whether a device reads an account's mailbox with the other of the two protocols. At most one
 * finding for an account: POP here names the devices with IMAP, IMAP here those with POP.
 */
export function besideDevices(reader: Reader, devices: readonly Device[]): Found {
  const pop = reader.type === "pop3";
  if (!pop && reader.type !== "imap" && reader.type !== "ews")
    return { findings: [], notKnown: [] };
  const protocols = new Map(devices.map((device) => [device, protocolOf(device)]));
  const others = devices.filter((device) => protocols.get(device) === (pop ? "imap" : "pop"));
  const unclear = devices.filter((device) => protocols.get(device) === "unknown");
  return {
    findings: others.length > 0 ? [pop ? popHere(reader, others) : popThere(reader, others)] : [],
    notKnown: unclear.map(
      ({ name }): NotKnown => ({
        subject: reader.subject,
        reason: reason("device-unknown", { device: name }),
      }),
    ),
  };
}

function popHere(pop: Reader, others: readonly Device[]) {
  const server = pop.server.ok ? pop.server.value : null;
  if (server && leavesAll(server)) return draft("device-imap-kept", pop, others, null);
  const days = server && daysLeftBy(server);
  return draft(`device-imap${ending(days)}`, pop, others, days);
}

/** Where several devices use POP, the one that takes mail away first decides. */
function popThere(imap: Reader, others: readonly Device[]) {
  const days = others.map(daysOf);
  const unclear = days.includes(null);
  const least = Math.min(...days.map((each) => each ?? Number.POSITIVE_INFINITY));
  if (least === Number.POSITIVE_INFINITY && !unclear) {
    return draft("device-pop-kept", imap, others, null);
  }
  const first = unclear && least > 0 ? null : least;
  return draft(`device-pop${ending(first)}`, imap, others, first);
}

function ending(days: number | null): string {
  if (days === 0) return "-at-once";
  return days === null || days === Number.POSITIVE_INFINITY ? "" : "-days";
}

function draft(kind: string, here: Reader, others: readonly Device[], days: number | null) {
  const count = days === null || days === Number.POSITIVE_INFINITY ? 0 : days;
  const pop = here.type === "pop3";
  return {
    severity: kind.endsWith("-kept") ? ("medium" as const) : ("critical" as const),
    subject: here.subject,
    values: {
      kind,
      address: here.address,
      pop: pop ? here.name : namesOf(others),
      imap: pop ? namesOf(others) : here.name,
      devices: namesOf(others),
      days: count,
      count,
    },
  };
}
