import { expect, it } from "vitest";
import { mailboxAlmostFull } from "../../../../../src/core/checkup/checks/mailbox-almost-full";
import type { QuotaFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const quota = (usedKb: unknown, limitKb: unknown = 1000): QuotaFact =>
  ({ name: "User quota / STORAGE", usedKb, limitKb }) as QuotaFact;

const withQuotas = (list: QuotaFact[]): Snapshot =>
  snapshot({
    accounts: known([account("i", "imap"), account("p", "pop3")], now),
    quotas: known({ i: known(list, now) }, now),
  });

it.each([
  [750, 75, "info", "filling", undefined],
  [799, 79, "info", "filling", undefined],
  [800, 80, "medium", "nearly-full", "backup"],
  [949, 94, "medium", "nearly-full", "backup"],
  [950, 95, "critical", "full", "backup"],
  [1200, 120, "critical", "full", "backup"],
])("is found for %i of 1000: %i %%, %s, %s", (used, percent, severity, kind, action) => {
  const found = onlyFinding(mailboxAlmostFull, withQuotas([quota(used)]));
  expect(found).toMatchObject({
    severity,
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: { kind, address: "ann@example.nl", percent },
  });
  expect(found.action).toBe(action);
});

it("goes by the fullest of several", () => {
  const from = withQuotas([quota(10), quota(90, 100), quota(50)]);
  expect(onlyFinding(mailboxAlmostFull, from).values.percent).toBe(90);
});

it("follows the user's limit", () => {
  const strict = {
    ...withQuotas([quota(600)]),
    thresholds: { ...defaultThresholds, mailboxPercent: 60 },
  };
  expect(onlyFinding(mailboxAlmostFull, strict).severity).toBe("medium");
});

it("is no news from one percent to the next", () => {
  const print = (used: number) =>
    onlyFinding(mailboxAlmostFull, withQuotas([quota(used)])).fingerprint;
  expect(print(830)).toBe(print(810));
  expect(print(960)).not.toBe(print(830));
});

it("is silent below three quarters, and for POP, which tells nothing of it", () => {
  expect(outcomeOf(mailboxAlmostFull, withQuotas([quota(749)])).state).toBe("fine");
});

it("is not known where the server tells no limit: that is no promise of room", () => {
  const outcome = outcomeOf(mailboxAlmostFull, withQuotas([]));
  expect([outcome.state, outcome.reason?.code]).toEqual(["unknown", "quota-not-told"]);
});

it.each([
  ["a limit of nothing", quota(5, 0)],
  ["a limit below nothing", quota(5, -10)],
  ["a use below nothing", quota(-5)],
  ["a use that is no number", quota("990")],
  ["an endless limit", quota(5, Number.POSITIVE_INFINITY)],
])("is not known for %s, and found beside it", (_what, broken) => {
  expect(outcomeOf(mailboxAlmostFull, withQuotas([broken])).reason?.code).toBe("value-unreadable");
  const { findings, notKnown } = outcomeOf(mailboxAlmostFull, withQuotas([broken, quota(990)]));
  expect([findings.length, notKnown.length]).toEqual([1, 1]);
});

it("is not known for the one account that was not asked, and found at the other", () => {
  const from = snapshot({
    accounts: known([account("i", "imap"), account("j", "imap", "bob@example.nl")], now),
    quotas: known({ i: missing("offline"), j: known([quota(990)], now) }, now),
  });
  const { findings, notKnown } = outcomeOf(mailboxAlmostFull, from);
  expect(findings.map(({ subject }) => subject.accounts)).toEqual([["j"]]);
  expect(notKnown.map(({ subject }) => subject.accounts)).toEqual([["i"]]);
});
