import { expect, it } from "vitest";
import { junkAutoDelete } from "../../../../../src/core/checkup/checks/junk-auto-delete";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { missing } from "../../../../../src/core/part";
import { onlyFinding, outcomeOf, snapshot, withServer } from "../snapshots";

const junk = (junkDays: unknown, junkPurge: unknown = true) =>
  withServer("imap", { junkPurge, junkDays });

it.each([
  [0, "medium"],
  [14, "medium"],
  [29, "medium"],
  [30, "low"],
  [365, "low"],
])("is found for %i days: %s", (days, severity) => {
  expect(onlyFinding(junkAutoDelete, junk(days))).toMatchObject({
    severity,
    action: "fix",
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: { address: "ann@example.nl", days, count: days },
  });
});

it("follows the user's limit of days", () => {
  const from = { ...junk(40), thresholds: { ...defaultThresholds, junkDays: 60 } };
  expect(onlyFinding(junkAutoDelete, from).severity).toBe("medium");
});

it.each(["pop3", "ews", "local"] as const)("is found for %s too", (type) => {
  const from = withServer(type, { junkPurge: true, junkDays: 14 });
  expect(onlyFinding(junkAutoDelete, from).subject.accounts).toEqual([type.charAt(0)]);
});

it("is silent where it is off, whatever the number of days", () => {
  expect(outcomeOf(junkAutoDelete, junk(14, false)).state).toBe("fine");
});

it.each([
  ["days below zero", junk(-14)],
  ["days that are no number", junk("14")],
  ["no days", junk(undefined)],
  ["a switch that is neither on nor off", junk(14, "on")],
])("is not known for %s", (_what, from) => {
  expect(outcomeOf(junkAutoDelete, from).reason?.code).toBe("value-unreadable");
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(junkAutoDelete, from).reason?.code).toBe("experiment-absent");
});
