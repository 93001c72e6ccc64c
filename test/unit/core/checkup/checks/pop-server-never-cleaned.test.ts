import { describe, expect, it } from "vitest";
import { popServerNeverCleaned } from "../../../../../src/core/checkup/checks/pop-server-never-cleaned";
import type { QuotaFact, ServerFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { known, missing, type Part } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, server, snapshot, withPop } from "../snapshots";

it("is found, low, where nothing is ever removed, and no click helps", () => {
  const found = onlyFinding(popServerNeverCleaned, withPop({}));
  expect(found).toMatchObject({
    severity: "low",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { kind: "room", address: "ann@example.nl", percent: 0 },
  });
  expect(found.action).toBeUndefined();
});

it.each([
  ["after some days", { deleteByAge: true, daysOnServer: 100 }],
  ["with what is deleted here", { deleteFollowsLocal: true }],
  ["at once", { leaveOnServer: false }],
  ["never, by the number 0, which another check tells", { deleteByAge: true, daysOnServer: 0 }],
])("is silent where mail is removed %s", (_when, settings) => {
  expect(outcomeOf(popServerNeverCleaned, withPop(settings)).state).toBe("fine");
});

it.each(["leaveOnServer", "deleteByAge", "daysOnServer", "deleteFollowsLocal"])(
  "is not known where %s is nonsense",
  (name) => {
    const outcome = outcomeOf(popServerNeverCleaned, withPop({ [name]: "no" }));
    expect(outcome.reason?.code).toBe("value-unreadable");
  },
);

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(popServerNeverCleaned, from).state).toBe("unknown");
});

describe("with an IMAP account that reads the same mailbox", () => {
  const beside = (quota: Part<QuotaFact[]>, imap: Partial<ServerFact> = {}): Snapshot =>
    snapshot({
      accounts: known([account("p", "pop3"), account("i", "imap")], now),
      servers: known(
        {
          p: known(server("p", "pop3"), now),
          i: known(server("i", "imap", {}, imap), now),
        },
        now,
      ),
      quotas: known({ i: quota }, now),
    });
  const filled = (...used: number[]) =>
    known(
      used.map((usedKb) => ({ name: "User", usedKb, limitKb: 1000 })),
      now,
    );

  it("is high where the mailbox is fuller than the limit", () => {
    expect(onlyFinding(popServerNeverCleaned, beside(filled(100, 812)))).toMatchObject({
      severity: "high",
      subject: { accounts: ["p", "i"] },
      values: { kind: "full", percent: 81 },
    });
  });

  it("is low up to the limit, and without one at the server", () => {
    for (const quota of [filled(800), known([], now)]) {
      expect(onlyFinding(popServerNeverCleaned, beside(quota)).severity).toBe("low");
    }
  });

  it("follows the user's limit", () => {
    const from = {
      ...beside(filled(600)),
      thresholds: { ...defaultThresholds, mailboxPercent: 50 },
    };
    expect(onlyFinding(popServerNeverCleaned, from).severity).toBe("high");
  });

  it("does not take the mailbox of somebody else for it", () => {
    const from = beside(filled(900), { user: "bob@example.nl" });
    expect(onlyFinding(popServerNeverCleaned, from)).toMatchObject({
      severity: "low",
      subject: { accounts: ["p"] },
    });
  });

  it.each<[string, Part<QuotaFact[]>, string]>([
    ["was not asked", missing("not-asked-yet"), "not-asked-yet"],
    ["is no number", filled(Number.NaN), "value-unreadable"],
    ["has no limit in it", known([{ name: "", usedKb: 1, limitKb: 0 }], now), "value-unreadable"],
    ["is no list", known("full" as never, now), "value-unreadable"],
    ["is a list of nothing", known([null as never], now), "value-unreadable"],
  ])("says beside the finding that its size %s", (_how, quota, code) => {
    const { findings, notKnown } = outcomeOf(popServerNeverCleaned, beside(quota));
    expect(findings.map(({ severity }) => severity)).toEqual(["low"]);
    expect(notKnown).toMatchObject([{ subject: { accounts: ["i"] }, reason: { code } }]);
  });
});
