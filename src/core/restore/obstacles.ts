import { type Reason, reason } from "../reason";

/** What stands where mail is to be put. */
export interface TargetFacts {
  takesMail: boolean;
  /** Filters that are on, where the target is an Inbox. */
  filters: number;
  /** 1 keeps all, 2 deletes by age, 3 by number. */
  retainBy: number;
  days: number;
  count: number;
  /** Free bytes on the disk with Thunderbird's mail. */
  free: number;
  /** Free bytes in the mailbox on the server; null where the server tells of no limit, or there is none. */
  quotaFree: number | null;
}

export interface Need {
  messages: number;
  bytes: number;
}

/** Of each message beside its own bytes: separator, state, and Thunderbird's row. */
const perMessage = 1000;
/** Stays free on the disk. */
const reserve = 50_000_000;

export const roomNeeded = ({ messages, bytes }: Need): number =>
  bytes + messages * perMessage + reserve;

/** Why nothing can be put there; the first that a person has to know of. Null where nothing stands in the way. */
export function whyNotRestore(facts: TargetFacts, need: Need): Reason | null {
  if (!facts.takesMail) return reason("target-refused");
  if (facts.filters > 0) return reason("target-filters-on");
  if (need.messages === 0) return reason("nothing-to-restore");
  const neededBytes = roomNeeded(need);
  if (facts.free < neededBytes) {
    return reason("no-room-for-restore", { neededBytes, freeBytes: facts.free });
  }
  if (facts.quotaFree !== null && facts.quotaFree < need.bytes) {
    const freeBytes = Math.max(0, facts.quotaFree);
    return reason("no-quota-for-restore", { neededBytes: need.bytes, freeBytes });
  }
  return null;
}

/** What the user has to be asked first: Thunderbird would delete old mail there. Null where it keeps all. */
export function whatToAsk({ retainBy, days, count }: TargetFacts): Reason | null {
  if (retainBy === 2) return reason("target-deletes-old", { days });
  return retainBy === 3 ? reason("target-keeps-count", { count }) : null;
}
