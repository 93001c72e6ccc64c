import { expect, it } from "vitest";
import { popDeleteFollowsLocal } from "../../../../../src/core/checkup/checks/pop-delete-follows-local";
import { missing } from "../../../../../src/core/part";
import { onlyFinding, outcomeOf, snapshot, withPop, withUnreadable } from "../snapshots";

it("is found, high, where a deletion here reaches the server", () => {
  expect(onlyFinding(popDeleteFollowsLocal, withPop({ deleteFollowsLocal: true }))).toMatchObject({
    severity: "high",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { address: "ann@example.nl" },
  });
});

it("is silent where it does not, or where the server has nothing left to delete", () => {
  const gone = withPop({ leaveOnServer: false, deleteFollowsLocal: true });
  expect(outcomeOf(popDeleteFollowsLocal, withPop({})).state).toBe("fine");
  expect(outcomeOf(popDeleteFollowsLocal, gone).state).toBe("fine");
});

it.each([undefined, 0, "true"])("is not known where the setting is %j", (deleteFollowsLocal) => {
  const outcome = outcomeOf(popDeleteFollowsLocal, withPop({ deleteFollowsLocal }));
  expect(outcome.reason?.code).toBe("value-unreadable");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const outcome = outcomeOf(popDeleteFollowsLocal, withUnreadable({ deleteFollowsLocal: true }));
  expect(outcome.findings.map(({ subject }) => subject.accounts)).toEqual([["q"]]);
  expect(outcome.notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"]]);
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(popDeleteFollowsLocal, from).state).toBe("unknown");
});
