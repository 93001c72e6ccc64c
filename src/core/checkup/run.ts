import { wellFormed } from "../part";
import { type Reason, reason } from "../reason";
import { type Check, type Facts, finding, type PartName } from "./check";
import { checks } from "./checks/index";
import type { NotKnown, Outcome, Report } from "./report";
import type { Snapshot } from "./snapshot";
import { defaultThresholds, type Thresholds } from "./thresholds";

/*
 * Belongs here: handing each check its facts, and making an outcome of what it answers.
 * Does not belong here: an opinion about the mail (-> checks/), reading a fact (-> ../../gather/).
 */

/**
 * Judges a snapshot with every check. Each gets only what it declared; a check that cannot be
 * done is an outcome of its own and never spoils the others.
 */
export function runCheckup(snapshot: Snapshot, list: readonly Check[] = checks): Report {
  const takenAt = Number.isFinite(snapshot?.takenAt) ? snapshot.takenAt : 0;
  return { version: 1, takenAt, outcomes: list.map((check) => runCheck(check, snapshot)) };
}

function runCheck(check: Check, snapshot: Snapshot): Outcome {
  try {
    const facts = factsFor(check, snapshot);
    if (!facts.ok) return unknown(check, [{ subject: { accounts: [] }, reason: facts.reason }]);
    const found = check.find(facts.value);
    const findings = found.findings.map((draft) => finding(check, draft));
    if (findings.length === 0 && found.notKnown.length > 0) return unknown(check, found.notKnown);
    return {
      check: check.id,
      state: findings.length > 0 ? "found" : "fine",
      findings,
      notKnown: found.notKnown,
      ...because(found.notKnown),
    };
  } catch (error) {
    const detail = String(error instanceof Error ? error.message : error);
    const failed = reason("check-failed", { check: check.id, detail });
    return unknown(check, [{ subject: { accounts: [] }, reason: failed }]);
  }
}

const unknown = (check: Check, notKnown: NotKnown[]): Outcome => ({
  check: check.id,
  state: "unknown",
  findings: [],
  notKnown,
  ...because(notKnown),
});

const because = ([first]: NotKnown[]): { reason?: Reason } =>
  first ? { reason: first.reason } : {};

type Handed = { ok: true; value: Facts<PartName, PartName> } | { ok: false; reason: Reason };

function factsFor(check: Check, snapshot: Snapshot): Handed {
  const facts: Record<string, unknown> = {
    takenAt: snapshot.takenAt,
    thresholds: usable(snapshot.thresholds),
    notBackedUp: Array.isArray(snapshot.notBackedUp) ? snapshot.notBackedUp : [],
    devices: devicesIn(snapshot.devices),
    mailboxAnswers: answersIn(snapshot.mailboxAnswers),
    contactsSavedAt: Number.isFinite(snapshot.contactsSavedAt) ? snapshot.contactsSavedAt : null,
  };
  if (!Number.isFinite(snapshot.takenAt)) return { ok: false, reason: reason("value-unreadable") };
  for (const name of check.needs) {
    const part = wellFormed<unknown>(snapshot[name]);
    if (!part.ok) return part;
    facts[name] = part.value;
  }
  for (const name of check.wants ?? []) facts[name] = wellFormed<unknown>(snapshot[name]);
  return { ok: true, value: facts as Facts<PartName, PartName> };
}

function usable(thresholds: Thresholds | undefined): Thresholds {
  const entries = Object.entries(defaultThresholds).map(([name, otherwise]) => {
    const value = thresholds?.[name as keyof Thresholds];
    return [name, Number.isFinite(value) && Number(value) > 0 ? value : otherwise];
  });
  return Object.fromEntries(entries);
}

/** What the user told, without what is no answer: a damaged one is one that was not given. */
function devicesIn(devices: Snapshot["devices"] | undefined): Snapshot["devices"] {
  const proper = Object.entries(devices ?? {}).filter(([, list]) => Array.isArray(list));
  return Object.fromEntries(
    proper.map(([address, list]) => [
      address,
      list.filter((device) => typeof device === "object" && typeof device?.name === "string"),
    ]),
  );
}

const answersIn = (answers: Snapshot["mailboxAnswers"] | undefined): Snapshot["mailboxAnswers"] =>
  Array.isArray(answers)
    ? answers.filter((one) => Array.isArray(one?.accounts) && typeof one.same === "boolean")
    : [];
