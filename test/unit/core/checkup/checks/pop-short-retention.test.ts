import { describe, expect, it } from "vitest";
import { popShortRetention } from "../../../../../src/core/checkup/checks/pop-short-retention";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { missing } from "../../../../../src/core/part";
import { device, onlyFinding, outcomeOf, snapshot, withPop, withUnreadable } from "../snapshots";

const days = (daysOnServer: unknown) => withPop({ deleteByAge: true, daysOnServer });

it.each([
  [1, "high"],
  [14, "high"],
  [29, "high"],
  [30, "info"],
  [99, "info"],
])("is found for %i days: %s", (count, severity) => {
  expect(onlyFinding(popShortRetention, days(count))).toMatchObject({
    severity,
    subject: { accounts: ["p"], address: "ann@example.nl" },
    action: "fix",
    values: { kind: "not-asked", address: "ann@example.nl", days: count, count, devices: "" },
  });
});

it.each([
  [60, 45, "high"],
  [7, 10, "high"],
  [7, 15, "info"],
  [200, 150, "high"],
])("follows the user's limit of %i days for %i days: %s", (popDays, count, severity) => {
  const from = { ...days(count), thresholds: { ...defaultThresholds, popDays, backupDays: 30 } };
  expect(onlyFinding(popShortRetention, from).severity).toBe(severity);
});

it.each([100, 365, 0, -1])("is silent for %i days", (count) => {
  expect(outcomeOf(popShortRetention, days(count)).state).toBe("fine");
});

it("is silent where age does not count, or nothing is left on the server at all", () => {
  const off = withPop({ deleteByAge: false, daysOnServer: 3 });
  const gone = withPop({ leaveOnServer: false, deleteByAge: true, daysOnServer: 3 });
  expect(outcomeOf(popShortRetention, off).state).toBe("fine");
  expect(outcomeOf(popShortRetention, gone).state).toBe("fine");
});

it.each([Number.NaN, "3", 2.5, undefined])("is not known for %j days", (nonsense) => {
  const outcome = outcomeOf(popShortRetention, days(nonsense));
  expect(outcome.state).toBe("unknown");
  expect(outcome.reason?.code).toBe("value-unreadable");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const outcome = outcomeOf(
    popShortRetention,
    withUnreadable({ deleteByAge: true, daysOnServer: 3 }),
  );
  expect(outcome.findings.map(({ subject }) => subject.accounts)).toEqual([["q"]]);
  expect(outcome.notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"]]);
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(popShortRetention, from).state).toBe("unknown");
});

describe("what the user told of other devices", () => {
  const told = (count: number, list: object) => ({ ...days(count), devices: list as never });
  const kindOf = (from: ReturnType<typeof told>) => {
    const { severity, values } = onlyFinding(popShortRetention, from);
    return [severity, values.kind, values.devices];
  };

  it("makes it medium where there are none, but not for the wizard's own 14 days", () => {
    expect(kindOf(told(20, { "ann@example.nl": [] }))).toEqual(["medium", "alone", ""]);
    expect(kindOf(told(14, { "ann@example.nl": [] }))).toEqual(["high", "alone", ""]);
    expect(kindOf(told(60, { "ann@example.nl": [] }))).toEqual(["info", "alone", ""]);
  });

  it("names the devices there are", () => {
    const both = [device(), device({ name: "Laptop", protocol: "pop" })];
    expect(kindOf(told(20, { "ann@example.nl": both }))).toEqual([
      "high",
      "device",
      "Phone, Laptop",
    ]);
  });

  it("says nothing about another address", () => {
    expect(kindOf(told(20, { "bob@example.nl": [] }))).toEqual(["high", "not-asked", ""]);
  });
});
