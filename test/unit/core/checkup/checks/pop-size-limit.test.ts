import { expect, it } from "vitest";
import { popSizeLimit } from "../../../../../src/core/checkup/checks/pop-size-limit";
import { missing } from "../../../../../src/core/part";
import {
  onlyFinding,
  outcomeOf,
  snapshot,
  withPop,
  withServer,
  withUnreadable,
} from "../snapshots";

it.each([
  [300, 300 * 1024],
  // Thunderbird takes 50 KB where no number stands there, and nothing is small enough below zero.
  [0, 50 * 1024],
  [-5, 0],
])("is found, high, for a limit of %i KB", (maxSizeKb, limitBytes) => {
  expect(onlyFinding(popSizeLimit, withPop({ limitSize: true, maxSizeKb }))).toMatchObject({
    severity: "high",
    action: "fix",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { address: "ann@example.nl", limitBytes },
  });
});

it("is silent where the limit is off, and for IMAP, which has a check of its own", () => {
  expect(outcomeOf(popSizeLimit, withPop({ maxSizeKb: 1 })).state).toBe("fine");
  expect(outcomeOf(popSizeLimit, withServer("imap", { limitSize: true })).state).toBe("fine");
});

it.each([
  ["limitSize", { limitSize: 1 }],
  ["limitSize", { limitSize: undefined }],
  ["maxSizeKb", { limitSize: true, maxSizeKb: Number.NaN }],
  ["maxSizeKb", { limitSize: true, maxSizeKb: "50" }],
])("is not known where %s is nonsense", (_name, settings) => {
  expect(outcomeOf(popSizeLimit, withPop(settings)).reason?.code).toBe("value-unreadable");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const outcome = outcomeOf(popSizeLimit, withUnreadable({ limitSize: true }));
  expect(outcome.findings.map(({ subject }) => subject.accounts)).toEqual([["q"]]);
  expect(outcome.notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"]]);
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(popSizeLimit, from).state).toBe("unknown");
});
