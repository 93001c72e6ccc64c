import type { Finding, Outcome, Severity, Subject } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Job } from "../core/job";
import type { ReasonCode } from "../core/reason";
import type { BackupSummary, Overview } from "../protocol";

/** Findings about one address, the most serious first. */
export interface Group {
  /** The address or the account's name; empty where a finding is about neither. */
  name: string;
  lead: Finding;
  rest: Finding[];
}

/** How the mail is, in the order in which it matters. */
export type State =
  | "nothing"
  | "first"
  | "losing"
  | "risk"
  | "unseen"
  | "unbacked"
  | "points"
  | "unknown"
  | "well";

/** An overview sorted for drawing: what gets a card, what gets a line, and what the headline says. */
export interface Standing {
  state: State;
  /** How many addresses the headline is about. */
  count: number;
  groups: Group[];
  /** Findings of addresses that have none above `low`. */
  small: Finding[];
  backup: Finding[];
  /** Checks that could not see everything. */
  unknown: Outcome[];
  /** What the user put aside. It counts nowhere else. */
  aside: Finding[];
}

const order: Severity[] = ["critical", "high", "medium", "low", "info"];
const rank = (finding: Finding) => order.indexOf(finding.severity);

/** Serious first, and stable otherwise. */
export const bySeverity = (a: Finding, b: Finding) => rank(a) - rank(b);

const backupCheck = "backup-missing-or-stale";
const withoutMail = ["local", "none", "nntp", "rss"];

/** Accounts that get mail from somewhere. */
export const mailAccounts = (accounts: AccountFact[]) =>
  accounts.filter((account) => !withoutMail.includes(account.type));

/** The addresses that get mail here, each once: the first of every account, as the checks name them. */
export function mailAddresses(accounts: AccountFact[]): string[] {
  const all = new Map<string, string>();
  for (const { emails } of mailAccounts(accounts)) {
    const [address] = emails.filter((email) => email.includes("@"));
    const key = address?.toLowerCase();
    if (address && key && !all.has(key)) all.set(key, address);
  }
  return [...all.values()];
}

/** What something is about, as people know it: the address, else the account's; empty where it is neither. */
export function subjectName(subject: Subject, accounts: AccountFact[]): string {
  const account = accounts.find((one) => subject.accounts.includes(one.id));
  return subject.address ?? account?.emails[0] ?? account?.name ?? "";
}

/** What a finding is about, as the heading of its card. */
export const nameOf = (finding: Finding, accounts: AccountFact[]) =>
  subjectName(finding.subject, accounts);

/** The accounts that a finding is about, as Thunderbird names them. */
export const accountNames = (finding: Finding, accounts: AccountFact[]) =>
  accounts.filter(({ id }) => finding.subject.accounts.includes(id)).map(({ name }) => name);

/** Which account's settings a finding's button opens: the POP one, where it is about several. */
export function accountOf(finding: Finding, accounts: AccountFact[]): string | undefined {
  const ids = finding.subject.accounts;
  const pop = accounts.find((one) => one.type === "pop3" && ids.includes(one.id));
  return pop?.id ?? ids[0];
}

/**
 * Several backups as one line: the sums, and the oldest reading of all. Accounts that are gone do not count,
 * and of an account's backups in several places one does.
 */
export function inAll(all: BackupSummary[]) {
  const backups = all.filter(({ account, counts }) => account !== null && counts);
  const sum = (pick: (one: BackupSummary) => number) =>
    backups.reduce((total, one) => total + pick(one), 0);
  return {
    accounts: backups.length,
    messages: sum((one) => one.messages),
    expected: sum((one) => one.expected),
    complete: backups.length > 0 && backups.every((one) => one.verdict === "complete"),
    provedAt: Math.min(...backups.map((one) => one.oldestReading ?? one.endedAt)),
  };
}

/** Findings by address, in the order of the most serious of each. */
export function groupsOf(findings: Finding[], accounts: AccountFact[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings.toSorted(bySeverity)) {
    const name = nameOf(finding, accounts);
    const group = groups.get(name.toLowerCase());
    if (group) group.rest.push(finding);
    else groups.set(name.toLowerCase(), { name, lead: finding, rest: [] });
  }
  return [...groups.values()];
}

/** A run that failed or ended incomplete casts doubt, also where an older backup was complete. */
const endedBadly = (job: Job | null) =>
  job?.kind === "backup" &&
  (job.state === "failed" || (job.state === "done" && job.verdict !== "complete"));

/** What a server never tells, and what only time can tell. */
const beyondAnybody: readonly ReasonCode[] = ["quota-not-told", "seen-too-briefly"];

/**
 * Nobody can do anything about it, and it says nothing about the mail: it has its line, and does not
 * spoil the headline.
 */
const asksNothing = ({ notKnown }: Outcome) =>
  notKnown.length > 0 && notKnown.every(({ reason }) => beyondAnybody.includes(reason.code));

/** Sorts an overview for drawing. It weighs nothing anew: every severity is the check's own. */
export function standing(overview: Overview): Standing {
  const outcomes = overview.report?.outcomes ?? [];
  const found = outcomes.flatMap((outcome) => outcome.findings);
  const aside = found.filter(({ id }) => overview.dismissed.includes(id));
  const findings = found.filter((finding) => !aside.includes(finding));
  const all = groupsOf(
    findings.filter((finding) => finding.check !== backupCheck),
    overview.accounts,
  );
  const groups = all.filter((group) => rank(group.lead) <= order.indexOf("medium"));
  const small = all
    .filter((group) => !groups.includes(group))
    .flatMap((group) => [group.lead, ...group.rest]);
  const backup = findings.filter((finding) => finding.check === backupCheck).toSorted(bySeverity);
  const unknown = outcomes.filter((outcome) => outcome.notKnown.length > 0 || outcome.reason);
  const led = (severity: Severity) =>
    groups.filter((group) => group.lead.severity === severity).length;

  const state = ((): State => {
    if (mailAccounts(overview.accounts).length === 0) return "nothing";
    if (!overview.report) return "first";
    if (led("critical") > 0) return "losing";
    if (led("high") > 0) return "risk";
    if (!overview.experiments) return "unseen";
    const proved = inAll(overview.backups).complete && !endedBadly(overview.job);
    if (backup.length > 0 || !proved) return "unbacked";
    if (groups.length > 0) return "points";
    return unknown.every(asksNothing) ? "well" : "unknown";
  })();

  const count =
    state === "losing" ? led("critical") : state === "risk" ? led("high") : groups.length;
  return { state, count, groups, small, backup, unknown, aside };
}
