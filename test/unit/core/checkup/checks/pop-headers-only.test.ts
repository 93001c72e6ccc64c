import { expect, it } from "vitest";
import { popHeadersOnly } from "../../../../../src/core/checkup/checks/pop-headers-only";
import { missing } from "../../../../../src/core/part";
import {
  onlyFinding,
  outcomeOf,
  snapshot,
  withPop,
  withServer,
  withUnreadable,
} from "../snapshots";

it("is found, high, where only the titles are fetched", () => {
  expect(onlyFinding(popHeadersOnly, withPop({ headersOnly: true }))).toMatchObject({
    severity: "high",
    action: "fix",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { address: "ann@example.nl" },
  });
});

it("is silent where whole messages are fetched, and for IMAP", () => {
  expect(outcomeOf(popHeadersOnly, withPop({})).state).toBe("fine");
  expect(outcomeOf(popHeadersOnly, withServer("imap", { headersOnly: true })).state).toBe("fine");
});

it.each([undefined, null, 0, "true"])("is not known where the setting is %j", (headersOnly) => {
  const outcome = outcomeOf(popHeadersOnly, withPop({ headersOnly }));
  expect(outcome.reason?.code).toBe("value-unreadable");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const outcome = outcomeOf(popHeadersOnly, withUnreadable({ headersOnly: true }));
  expect(outcome.findings.map(({ subject }) => subject.accounts)).toEqual([["q"]]);
  expect(outcome.notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"]]);
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(popHeadersOnly, from).reason?.code).toBe("experiment-absent");
});
