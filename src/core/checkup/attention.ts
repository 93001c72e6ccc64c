import type { Job } from "../job";
import type { Finding, Report } from "./report";

/*
 * Belongs here: which findings still count, and which of them ask for the user by themselves.
 * Does not belong here: how serious a finding is (-> checks/), showing it (-> ../../background/attention.ts).
 */

/** Finding id -> the fingerprint that it had. */
export type Prints = Record<string, string>;

export const findingsIn = (report: Report | null): Finding[] =>
  (report?.outcomes ?? []).flatMap(({ findings }) => findings);

/** Whether the user has put this finding aside and its facts are still the same. */
export const isPutAside = ({ id, fingerprint }: Finding, dismissed: Prints): boolean =>
  Object.hasOwn(dismissed, id) && dismissed[id] === fingerprint;

/** A backup of which these are said is overdue or failed. One on the wrong disk is neither. */
const lacking = ["never", "incomplete", "unproved", "changed", "old"];
const backupCheck = "backup-missing-or-stale";

/**
 * The number on the toolbar button: addresses that lose mail, and one more where a backup is overdue
 * or failed. What the user put aside does not count.
 */
export function badgeCount(report: Report | null, dismissed: Prints, job: Job | null): number {
  const open = findingsIn(report).filter((finding) => !isPutAside(finding, dismissed));
  const losing = open.filter(({ severity }) => severity === "critical");
  const addresses = new Set(
    losing.map(({ subject }) => subject.address?.toLowerCase() ?? subject.accounts.join()),
  );
  const overdue = open.some(
    ({ check, values }) => check === backupCheck && lacking.includes(String(values.kind)),
  );
  return addresses.size + (overdue || endedBadly(job) ? 1 : 0);
}

/** A run that the user stopped has not failed. */
const endedBadly = (job: Job | null): boolean =>
  job?.kind === "backup" &&
  (job.state === "failed" || (job.state === "done" && job.verdict === "incomplete"));

/**
 * What is new and serious compared with what was seen before, the most serious first; and what has
 * been seen by now. At the very first report nothing is new.
 */
export function newsIn(
  report: Report,
  dismissed: Prints,
  seen: Prints | null,
): { news: Finding[]; seen: Prints } {
  const findings = findingsIn(report);
  const news = findings.filter(
    (finding) =>
      seen !== null &&
      (finding.severity === "critical" || finding.severity === "high") &&
      seen[finding.id] !== finding.fingerprint &&
      !isToldOtherwise(finding) &&
      !isPutAside(finding, dismissed),
  );
  const now: Prints = { ...stillUnseen(report, seen ?? {}) };
  for (const { id, fingerprint } of findings) now[id] = fingerprint;
  const rank = ({ severity }: Finding) => (severity === "critical" ? 0 : 1);
  return { news: news.toSorted((a, b) => rank(a) - rank(b)), seen: now };
}

/**
 * How a backup ended was seen by whoever made it, and the schedule tells of its own: a mailbox that stays
 * incomplete is not news after every run.
 */
const isToldOtherwise = ({ check, values }: Finding): boolean =>
  check === backupCheck && ["incomplete", "unproved"].includes(String(values.kind));

/**
 * A finding is not gone because its check could not look this time: it must not be news again as
 * soon as the server answers.
 */
function stillUnseen(report: Report, seen: Prints): Prints {
  const blind = new Set(
    report.outcomes
      .filter(({ notKnown, reason }) => notKnown.length > 0 || reason)
      .map(({ check }) => check),
  );
  return Object.fromEntries(
    Object.entries(seen).filter(([id]) => blind.has(id.split(":")[0] ?? "")),
  );
}
