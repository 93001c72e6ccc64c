import { type Part, wellFormed } from "../../part";
import { type Reason, reason } from "../../reason";
import { addresses, listAccounts, nameAccount } from "../account-name";
import { check, type Draft, type Facts } from "../check";
import { type Evidence, enoughDays, inboxEvidence, watchedDays } from "../inbox-evidence";
import { mailboxOf, sameMailbox } from "../mailbox-key";
import type { FolderFact, InboxWatch, Retention, ServerFact } from "../snapshot";

type Given = Facts<"inboxes" | "accounts", "servers" | "folders">;

const day = 24 * 60 * 60 * 1000;
/** Elsewhere mail must be older than in the Inbox by this many days before that says anything. */
const olderBy = 30;
/** Folders whose age says nothing about what happens to mail that comes in. */
const apart = ["inbox", "sent", "drafts", "templates", "trash", "junk", "outbox"];

/** Mail leaves the Inbox at a certain age and nobody here does that: it looks as if a device collects it by POP. */
export const inboxEmptiedElsewhere = check({
  id: "inbox-emptied-elsewhere",
  needs: ["inboxes", "accounts"],
  wants: ["servers", "folders"],
  kinds: ["vanished", "pattern"],
  action: "devices",
  values: ["address", "days", "vanished", "times", "looks", "firstAt", "lastAt", "olderAt"],
  find(given) {
    const findings: Draft[] = [];
    const notKnown: { subject: Draft["subject"]; reason: Reason }[] = [];
    for (const { id, type } of listAccounts(known(given.accounts))) {
      if (type !== "imap") continue;
      const { subject } = nameAccount(id, known(given.accounts));
      const judged = soundly(() => judge(id, given));
      if (judged === "fine") continue;
      if ("code" in judged) notKnown.push({ subject, reason: judged });
      else findings.push(judged);
    }
    return { findings, notKnown };
  },
});

const known = <T>(value: T): Part<T> => ({ ok: true, value, at: 0 });

function soundly<T>(work: () => T): T | Reason {
  try {
    return work();
  } catch {
    return reason("value-unreadable");
  }
}

function judge(id: string, given: Given): Draft | Reason | "fine" {
  const watch = Object.hasOwn(given.inboxes, id) ? given.inboxes[id] : undefined;
  const told = devicesOf(id, given);
  // Somebody named the device: what it does is told where POP and IMAP of one address are judged.
  if (told?.some(({ protocol }) => protocol === "pop") || isReadByPopHere(id, given)) return "fine";
  const early = told ? "fine" : reason("seen-too-briefly");
  if (!watch) return early;
  const evidence = inboxEvidence(watch, given.takenAt);
  if (!evidence) return watchedDays(watch) >= enoughDays ? "fine" : early;

  const server = part(given.servers, id);
  if (!server.ok) return server.reason;
  const { isGmail } = server.value.settings;
  if (typeof isGmail !== "boolean") return reason("value-unreadable");
  // Gmail decides itself what another program takes away, and archiving takes mail out of the Inbox.
  if (isGmail) return "fine";
  const folders = part(given.folders, id);
  if (!folders.ok) return folders.reason;
  if (thunderbirdDeletes(server.value, folders.value)) return "fine";
  const older = oldestElsewhere(folders.value);
  if (evidence.kind === "pattern") {
    if (!older.ok) return older.reason;
    const edge = given.takenAt - (evidence.days + olderBy) * day;
    if (older.value === null || older.value > edge) return "fine";
  }
  return finding(id, given, watch, evidence, older.ok ? (older.value ?? 0) : 0);
}

function finding(
  id: string,
  given: Given,
  watch: InboxWatch,
  evidence: Evidence,
  olderAt: number,
): Draft {
  const { subject, address } = nameAccount(id, known(given.accounts));
  const { kind, days, vanished, times, firstAt, lastAt } = evidence;
  const looks = kind === "pattern" ? evidence.looks : watch.looks.length;
  return {
    severity: kind === "vanished" && times > 1 ? "high" : "medium",
    subject,
    values: { kind, address, days, vanished, times, looks, firstAt, lastAt, olderAt },
    // One more look a day is no news.
    facts: { kind },
  };
}

const part = <T>(all: Part<Record<string, Part<T>>>, id: string): Part<T> =>
  all.ok ? wellFormed(all.value[id]) : all;

/** What the user told about devices at any address of the account; null where nothing was told. */
function devicesOf(id: string, { accounts, devices }: Given) {
  const account = listAccounts(known(accounts)).find((one) => one.id === id);
  const own = addresses(account).map((address) => address.toLowerCase());
  const told = Object.entries(devices).filter(([address]) => own.includes(address.toLowerCase()));
  return told.length > 0 ? told.flatMap(([, list]) => list) : null;
}

/** A POP account in this Thunderbird on the same mailbox explains what goes. */
function isReadByPopHere(id: string, { accounts, servers }: Given): boolean {
  const all = listAccounts(known(accounts));
  const mailbox = (one: (typeof all)[number]) => {
    const server = part(servers, one.id);
    return mailboxOf(one, server.ok ? server.value : undefined);
  };
  const own = all.find((one) => one.id === id);
  return all.some((pop) => {
    if (!own || pop.type !== "pop3") return false;
    const same = sameMailbox(mailbox(own), mailbox(pop));
    return same === "sure" || same === "probable";
  });
}

/** Thunderbird's own deletion by age or number does the same, and has a check of its own. */
function thunderbirdDeletes({ settings }: ServerFact, folders: FolderFact[]): boolean {
  const inbox = folders.find(({ role, path }) => role === "inbox" || path === "INBOX");
  const retention = inbox ? wellFormed(inbox.retention) : null;
  const own = retention?.ok && retention.value.own ? retention.value : null;
  const by: Retention["by"] = own ? own.by : Number(settings.retainBy);
  return by === 2 || by === 3;
}

/** The date of the oldest message in the folders that mail is kept in; null where they are empty. */
function oldestElsewhere(folders: FolderFact[]): Part<number | null> {
  const kept = folders.filter(({ role }) => !apart.includes(String(role)));
  const counted = kept.map(({ census }) => wellFormed(census));
  const dates = counted.flatMap((census) =>
    census.ok && Number.isFinite(census.value.oldestAt) ? [Number(census.value.oldestAt)] : [],
  );
  const unseen = counted.find((census) => !census.ok);
  if (dates.length === 0 && unseen && !unseen.ok) return unseen;
  return known(dates.length > 0 ? dates.reduce((a, b) => Math.min(a, b)) : null);
}
