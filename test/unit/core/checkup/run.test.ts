import { describe, expect, it } from "vitest";
import { check } from "../../../../src/core/checkup/check";
import type { NotKnown, Severity } from "../../../../src/core/checkup/report";
import { runCheckup } from "../../../../src/core/checkup/run";
import type { Snapshot } from "../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../src/core/checkup/thresholds";
import { known, missing } from "../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, snapshot } from "./snapshots";

const silent = { findings: [], notKnown: [] };

describe("what a check is handed", () => {
  it("is what it declared, the thresholds, the time, the user's own choices, and nothing else", () => {
    let handed: object = {};
    const curious = check({
      id: "curious",
      needs: ["accounts"],
      wants: ["backups"],
      values: [],
      find(facts) {
        handed = facts;
        return silent;
      },
    });
    const backups = missing("backup-folder-missing");
    const accounts = [account("a", "imap")];
    outcomeOf(curious, snapshot({ accounts: known(accounts, now), backups, notBackedUp: ["a"] }));
    expect(handed).toEqual({
      accounts,
      backups,
      takenAt: now,
      thresholds: defaultThresholds,
      devices: {},
      mailboxAnswers: [],
      notBackedUp: ["a"],
      contactsSavedAt: null,
    });
  });

  it.each([
    [
      { popDays: Number.NaN, backupDays: 45 },
      { popDays: 30, backupDays: 45 },
    ],
    [
      { popDays: 45, backupDays: -5 },
      { popDays: 45, backupDays: 30 },
    ],
  ])("has the usual thresholds where the given ones are no numbers of days: %j", (given, used) => {
    const eager = check({
      id: "eager",
      needs: [],
      values: ["popDays", "backupDays"],
      find: ({ thresholds }) => ({
        findings: [{ severity: "info", subject: { accounts: [] }, values: { ...thresholds } }],
        notKnown: [],
      }),
    });
    expect(onlyFinding(eager, snapshot({ thresholds: given as never })).values).toMatchObject(used);
  });
});

describe("an outcome", () => {
  const needy = check({ id: "needy", needs: ["servers"], values: [], find: () => silent });

  it("is unknown, with the reason, where a needed part is missing", () => {
    expect(outcomeOf(needy, snapshot({ servers: missing("experiment-absent") }))).toEqual({
      check: "needy",
      state: "unknown",
      findings: [],
      notKnown: [{ subject: { accounts: [] }, reason: { code: "experiment-absent", values: {} } }],
      reason: { code: "experiment-absent", values: {} },
    });
  });

  it("is fine where the part is there and nothing was found", () => {
    expect(outcomeOf(needy, snapshot())).toEqual({
      check: "needy",
      state: "fine",
      findings: [],
      notKnown: [],
    });
  });

  it("is unknown where a check throws, and the other checks still speak", () => {
    const broken = check({
      id: "broken",
      needs: [],
      values: [],
      find: () => {
        throw new Error("no such thing");
      },
    });
    const { outcomes } = runCheckup(snapshot(), [broken, needy]);
    expect(outcomes.map(({ check, state }) => [check, state])).toEqual([
      ["broken", "unknown"],
      ["needy", "fine"],
    ]);
    expect(outcomes[0]?.reason).toEqual({
      code: "check-failed",
      values: { check: "broken", detail: "no such thing" },
    });
  });

  it("is found where there is a finding, and still tells what was not seen", () => {
    const unseen: NotKnown = {
      subject: { accounts: ["b"] },
      reason: { code: "offline", values: {} },
    };
    const half = check({
      id: "half",
      needs: [],
      values: [],
      find: () => ({
        findings: [{ severity: "low", subject: { accounts: ["a"] }, values: {} }],
        notKnown: [unseen],
      }),
    });
    const outcome = outcomeOf(half, snapshot());
    expect(outcome.state).toBe("found");
    expect(outcome.notKnown).toEqual([unseen]);
    expect(outcome.reason).toEqual(unseen.reason);
  });

  it("is unknown where nothing was found and something was not seen", () => {
    const blind = check({
      id: "blind",
      needs: [],
      values: [],
      find: () => ({
        findings: [],
        notKnown: [{ subject: { accounts: [] }, reason: { code: "offline", values: {} } }],
      }),
    });
    expect(outcomeOf(blind, snapshot()).state).toBe("unknown");
  });
});

describe("a finding's id and fingerprint", () => {
  const says = (
    accounts: string[],
    values: Record<string, number>,
    facts?: { is: string },
    severity: Severity = "low",
  ) =>
    onlyFinding(
      check({
        id: "says",
        needs: [],
        values: [],
        find: () => ({
          findings: [{ severity, subject: { accounts }, values, ...(facts && { facts }) }],
          notKnown: [],
        }),
      }),
      snapshot(),
    );

  it("keeps the id while the facts change, and changes the fingerprint", () => {
    const [before, after] = [says(["a"], { days: 3 }), says(["a"], { days: 4 })];
    expect(after.id).toBe(before.id);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  it("changes the fingerprint when the same facts weigh more", () => {
    const [before, after] = [says(["a"], {}), says(["a"], {}, undefined, "high")];
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  it("has the same fingerprint for the same facts in another order", () => {
    expect(says(["a"], { x: 1, y: 2 }).fingerprint).toBe(says(["a"], { y: 2, x: 1 }).fingerprint);
  });

  it("tells subjects apart, in whatever order their accounts come", () => {
    expect(says(["a"], {}).id).not.toBe(says(["b"], {}).id);
    expect(says(["a", "b"], {}).id).toBe(says(["b", "a"], {}).id);
  });

  it("follows the facts alone where a value grows with time", () => {
    const prints = [3, 4].map((days) => says(["a"], { days }, { is: "old" }).fingerprint);
    expect(prints[0]).toBe(prints[1]);
    expect(says(["a"], { days: 3 }, { is: "new" }).fingerprint).not.toBe(prints[0]);
  });
});

it("keeps the time of the snapshot in the report", () => {
  expect(runCheckup(snapshot())).toMatchObject({ version: 1, takenAt: now });
  expect(runCheckup({} as Snapshot).takenAt).toBe(0);
});
