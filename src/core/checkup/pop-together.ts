import { reason } from "../reason";
import type { Found } from "./check";
import type { Reader } from "./mailbox-readers";
import { daysLeftBy, isAmple, isShort } from "./pop-retention";
import type { NotKnown } from "./report";
import type { Thresholds } from "./thresholds";

/** Every two of a list, once. */
export const pairs = <T>(list: readonly T[]): [T, T][] =>
  list.flatMap((one, at) => list.slice(at + 1).map((other): [T, T] => [one, other]));

/** Those of a list that belong together, in groups of at least two; nobody is in two groups. */
export function groups<T>(list: readonly T[], same: (one: T, other: T) => boolean): T[][] {
  const taken = new Set<T>();
  return list.flatMap((one) => {
    if (taken.has(one)) return [];
    const group = list.filter((other) => other === one || (!taken.has(other) && same(one, other)));
    if (group.length < 2) return [];
    for (const member of group) taken.add(member);
    return [group];
  });
}

/** How long a POP account leaves mail on the server, or why that is not known. */
export function retentionOf({ subject, server }: Reader): number | NotKnown {
  if (!server.ok) return { subject, reason: server.reason };
  return daysLeftBy(server.value) ?? { subject, reason: reason("value-unreadable") };
}

/** POP accounts of one mailbox: the shortest time on the server decides for all of them. */
export function judgeTogether(
  source: "accounts" | "listed" | "possible",
  members: readonly Reader[],
  thresholds: Thresholds,
): Found {
  const [first] = members;
  const retentions = members.map(retentionOf);
  const notKnown = retentions.filter((each) => typeof each !== "number");
  const days = Math.min(...retentions.filter((each) => typeof each === "number"));
  if (!first || isAmple(days, thresholds)) return { findings: [], notKnown };
  const [one, ...others] = members.map(({ name }) => name);
  const serious = source === "possible" ? "medium" : "high";
  return {
    findings: [
      {
        severity: isShort(days, thresholds) ? serious : "info",
        subject: { ...first.subject, accounts: members.map(({ id }) => id) },
        values: {
          kind: source === "accounts" && days === 0 ? "accounts-at-once" : source,
          address: first.address,
          one: one ?? "",
          other: others.join(", "),
          devices: "",
          days,
          count: days,
        },
      },
    ],
    notKnown,
  };
}
