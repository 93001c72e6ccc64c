import { type Part, wellFormed } from "../part";
import { type Reason, reason, type Values } from "../reason";
import { isCount } from "./count";
import type { Severity } from "./report";
import type { AccountFact, BackupFact } from "./snapshot";

/** What a backup lacks, with the values of its finding; `facts` are those that do not grow with time. */
export interface Lack {
  kind: "never" | "incomplete" | "unproved" | "same-disk" | "changed" | "old" | "unread";
  severity: Severity;
  values: { messages: number; expected: number; count: number; days: number };
  facts: Values;
}

const day = 24 * 60 * 60 * 1000;

/** What one backup, or the best of several, lacks. */
export interface Judged {
  backup: BackupFact | null;
  lack: Lack | null;
  /** What could not be seen. */
  unseen: Reason | null;
}

/** From what spoils a backup least to what spoils it most. */
const order: Lack["kind"][] = [
  "unread",
  "old",
  "changed",
  "same-disk",
  "unproved",
  "incomplete",
  "never",
];

/**
 * What the best of an account's backups lacks: with several places one good backup is enough, and of those
 * that are equally good the latest speaks.
 */
export function lackOf(
  backup: BackupFact | null,
  account: AccountFact,
  takenAt: number,
  limitDays: number,
): Judged {
  const rank = ({ lack }: Judged) => (lack ? order.indexOf(lack.kind) : -1);
  const [best] = inEveryPlace(backup)
    .map((one) => lackIn(one, account, takenAt, limitDays))
    .sort((a, b) => rank(a) - rank(b) || Number(a.unseen !== null) - Number(b.unseen !== null));
  return best ?? lackIn(null, account, takenAt, limitDays);
}

/** An account's backups in all places, the latest first; without those whose facts cannot be relied on. */
export function inEveryPlace(backup: BackupFact | null | undefined): BackupFact[] {
  if (!backup) return [];
  const others = Array.isArray(backup.elsewhere) ? backup.elsewhere : [];
  return [backup, ...others]
    .filter((one): one is BackupFact => isBackup(one) && one !== null)
    .sort((a, b) => b.endedAt - a.endedAt);
}

/** The first thing that is wrong with a backup, the most serious first, and what could not be seen. */
function lackIn(
  backup: BackupFact | null,
  account: AccountFact,
  takenAt: number,
  limitDays: number,
): Judged {
  const disk = backup ? wellFormed(backup.onProfileDisk) : null;
  const unseen = (disk && !disk.ok ? disk.reason : null) ?? (backup ? uncounted(account) : null);
  if (!backup) return { backup, lack: lack("never", "high", {}, {}), unseen };

  const { verdict, messages, expected, endedAt, oldestReading } = backup;
  const held = { messages, expected };
  const age = daysBetween(endedAt, takenAt);
  const sinceReading = daysBetween(oldestReading ?? endedAt, takenAt);
  const arrived = newMessages(account, expected + (backup.leftOut?.messages ?? 0));
  const of = (kind: Lack["kind"], severity: Severity, count: number, days = age) => ({
    backup,
    // The disk stays the same however often a backup is made: who put that aside has answered it.
    lack: lack(kind, severity, { ...held, count, days }, kind === "same-disk" ? {} : { endedAt }),
    unseen,
  });

  if (verdict === "incomplete" || messages < expected) {
    return of("incomplete", "high", Math.max(0, expected - messages));
  }
  // A backup without a single message has no file that could be read again.
  if (verdict === "unknown" || (oldestReading === null && messages > 0)) {
    return of("unproved", "high", messages);
  }
  if (disk?.ok && disk.value === true) return of("same-disk", "high", messages);
  if (arrived >= Math.max(20, expected / 10)) return of("changed", "high", arrived);
  if (age > limitDays) return of("old", "medium", age);
  if (sinceReading > limitDays) return of("unread", "medium", sinceReading, sinceReading);
  return { backup, lack: null, unseen };
}

/**
 * Whether everything of an account stood in a proved backup not long ago. One on the profile's own
 * disk counts: it saves from what a provider or a wrong click can do. What is not known is no proof.
 */
export function isProvedLately(
  backups: Part<Record<string, BackupFact | null>>,
  account: AccountFact | undefined,
  takenAt: number,
  limitDays: number,
): boolean {
  if (!account || !backups.ok) return false;
  const backup = backups.value[account.id];
  if (!backup || !isBackup(backup)) return false;
  const { lack } = lackOf(backup, account, takenAt, limitDays);
  return lack === null || lack.kind === "same-disk";
}

/** Whether the fact about a backup can be relied on at all. */
export function isBackup(backup: BackupFact | null | undefined): backup is BackupFact | null {
  if (backup === null) return true;
  if (typeof backup !== "object") return false;
  const { verdict, messages, expected, endedAt, oldestReading } = backup;
  return (
    ["complete", "incomplete", "unknown"].includes(verdict) &&
    [messages, expected].every((count) => Number.isSafeInteger(count) && count >= 0) &&
    Number.isFinite(endedAt) &&
    (oldestReading === null || Number.isFinite(oldestReading))
  );
}

function lack(
  kind: Lack["kind"],
  severity: Severity,
  values: Partial<Lack["values"]>,
  facts: Values,
): Lack {
  const all = { messages: 0, expected: 0, count: 0, days: 0, ...values };
  return { kind, severity, values: all, facts: { kind, ...facts } };
}

/** What came in since the backup. Where the count is missing the age rule goes on, and the reason is told. */
function newMessages(account: AccountFact, expected: number): number {
  const now = account.messages ? wellFormed(account.messages) : null;
  return now?.ok && Number.isSafeInteger(now.value) ? now.value - expected : 0;
}

/** Why the messages of an account are not counted; null where they are, or where nobody tried. */
function uncounted({ messages }: AccountFact): Reason | null {
  const count = messages ? wellFormed(messages) : null;
  if (!count) return null;
  if (!count.ok) return count.reason;
  return isCount(count.value) ? null : reason("value-unreadable");
}

const daysBetween = (from: number, to: number): number =>
  Math.max(0, Math.floor((to - from) / day));
