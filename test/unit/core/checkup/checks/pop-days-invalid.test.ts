import { expect, it } from "vitest";
import { popDaysInvalid } from "../../../../../src/core/checkup/checks/pop-days-invalid";
import { missing } from "../../../../../src/core/part";
import { onlyFinding, outcomeOf, snapshot, withPop, withUnreadable } from "../snapshots";

const days = (daysOnServer: unknown) => withPop({ deleteByAge: true, daysOnServer });

it.each([
  [-1, "high", "negative"],
  [-365, "high", "negative"],
  [0, "info", "never"],
])("is found for %i days: %s, %s", (count, severity, kind) => {
  expect(onlyFinding(popDaysInvalid, days(count))).toMatchObject({
    severity,
    action: "fix",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { kind, address: "ann@example.nl", days: count },
  });
});

it("is silent for a number of days that means what it says", () => {
  expect(outcomeOf(popDaysInvalid, days(1)).state).toBe("fine");
});

it("is silent where the number is not in use", () => {
  const off = withPop({ deleteByAge: false, daysOnServer: -1 });
  const gone = withPop({ leaveOnServer: false, deleteByAge: true, daysOnServer: -1 });
  expect(outcomeOf(popDaysInvalid, off).state).toBe("fine");
  expect(outcomeOf(popDaysInvalid, gone).state).toBe("fine");
});

it.each([Number.NaN, "-1", null])("is not known for %j days", (nonsense) => {
  expect(outcomeOf(popDaysInvalid, days(nonsense)).reason?.code).toBe("value-unreadable");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const outcome = outcomeOf(
    popDaysInvalid,
    withUnreadable({ deleteByAge: true, daysOnServer: -1 }),
  );
  expect(outcome.findings.map(({ subject }) => subject.accounts)).toEqual([["q"]]);
  expect(outcome.notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"]]);
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(popDaysInvalid, from).state).toBe("unknown");
});
