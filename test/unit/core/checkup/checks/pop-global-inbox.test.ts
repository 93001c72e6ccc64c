import { expect, it } from "vitest";
import { popGlobalInbox } from "../../../../../src/core/checkup/checks/pop-global-inbox";
import { known, missing } from "../../../../../src/core/part";
import {
  account,
  now,
  onlyFinding,
  outcomeOf,
  snapshot,
  withPop,
  withUnreadable,
} from "../snapshots";

const both = known([account("p", "pop3"), account("l", "local", "")], now);

it("is found, medium, with the name of the account that receives the mail", () => {
  const from = withPop({ deferredTo: "l" }, { accounts: both });
  expect(onlyFinding(popGlobalInbox, from)).toMatchObject({
    severity: "medium",
    action: "settings",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { kind: "elsewhere", address: "ann@example.nl", into: "Mail of l" },
  });
});

it("is found, in words of its own, where that account is gone", () => {
  const { severity, values } = onlyFinding(popGlobalInbox, withPop({ deferredTo: "account9" }));
  expect([severity, values.kind]).toEqual(["medium", "gone"]);
});

it("calls no account gone while nobody knows which there are", () => {
  const from = withPop({ deferredTo: "l" }, { accounts: missing("internal") });
  expect(onlyFinding(popGlobalInbox, from).values.kind).toBe("elsewhere");
});

it("is silent where the account has its own Inbox", () => {
  expect(outcomeOf(popGlobalInbox, withPop({ deferredTo: "" })).state).toBe("fine");
});

it.each([undefined, null, 7, "p"])("is not known where the receiver is %j", (deferredTo) => {
  expect(outcomeOf(popGlobalInbox, withPop({ deferredTo })).reason?.code).toBe("value-unreadable");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const outcome = outcomeOf(popGlobalInbox, withUnreadable({ deferredTo: "p" }));
  expect(outcome.findings.map(({ subject }) => subject.accounts)).toEqual([["q"]]);
  expect(outcome.notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"]]);
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(popGlobalInbox, from).state).toBe("unknown");
});
