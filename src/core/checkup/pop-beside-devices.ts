import type { Draft, Found } from "./check";
import { daysOf, namesOf, protocolOf } from "./device-readers";
import type { Device } from "./devices";
import type { Reader } from "./mailbox-readers";
import { isAmple, isShort } from "./pop-retention";
import { retentionOf } from "./pop-together";
import type { Severity } from "./report";
import type { Thresholds } from "./thresholds";

/** A POP account and the other devices that fetch the same mailbox with POP: the shortest time decides. */
export function besidePopDevices(
  pop: Reader,
  devices: readonly Device[],
  thresholds: Thresholds,
): Found {
  const others = devices.filter((device) => protocolOf(device) === "pop");
  if (others.length === 0) return { findings: [], notKnown: [] };
  const own = retentionOf(pop);
  const here = typeof own === "number" ? own : Number.POSITIVE_INFINITY;
  const least = Math.min(...others.map((device) => daysOf(device) ?? Number.POSITIVE_INFINITY));
  const shortest = Math.min(here, least);

  const severity = isShort(shortest, thresholds) ? "high" : "info";
  const unclear = others.filter((device) => daysOf(device) === null);
  const findings: Draft[] = [];
  if (!isAmple(shortest, thresholds)) {
    const there = others.filter((device) => daysOf(device) === least);
    findings.push(
      least < here
        ? draft(least === 0 ? "device-at-once" : "device", severity, pop, there, least)
        : draft(here === 0 ? "here-at-once" : "here", severity, pop, others, here),
    );
  } else if (unclear.length > 0) {
    findings.push(draft("device-unknown", "medium", pop, unclear, 0));
  }
  return { findings, notKnown: typeof own === "number" ? [] : [own] };
}

const draft = (
  kind: string,
  severity: Severity,
  pop: Reader,
  devices: readonly Device[],
  days: number,
): Draft => ({
  severity,
  subject: pop.subject,
  values: {
    kind,
    address: pop.address,
    one: pop.name,
    other: namesOf(devices),
    devices: namesOf(devices),
    days,
    count: days,
  },
});
