import { expect, it } from "vitest";
import { popDeletesImmediately } from "../../../../../src/core/checkup/checks/pop-deletes-immediately";
import { known, missing } from "../../../../../src/core/part";
import {
  account,
  now,
  onlyFinding,
  outcomeOf,
  server,
  snapshot,
  withPop,
  withUnreadable,
} from "../snapshots";

it("is found, critical, where messages are not left on the server", () => {
  expect(onlyFinding(popDeletesImmediately, withPop({ leaveOnServer: false }))).toMatchObject({
    severity: "critical",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { address: "ann@example.nl" },
  });
});

it("names the account by its user name where no identity has an address", () => {
  const from = withPop({ leaveOnServer: false });
  const nameless = { ...from, accounts: known([account("p", "pop3", "")], now) };
  expect(onlyFinding(popDeletesImmediately, nameless).subject.address).toBe("ann@example.nl");
});

it("takes nothing for an address that is none", () => {
  const from = withPop({ leaveOnServer: false });
  const odd = { ...account("p", "pop3"), emails: ["ann", 7 as never, "info@example.nl"] };
  const { subject } = onlyFinding(popDeletesImmediately, { ...from, accounts: known([odd], now) });
  expect(subject.address).toBe("info@example.nl");
});

it("judges what the servers tell although the list of accounts is missing", () => {
  const from = { ...withPop({ leaveOnServer: false }), accounts: missing("internal") };
  expect(onlyFinding(popDeletesImmediately, from).subject).toEqual({
    accounts: ["p"],
    address: "ann@example.nl",
  });
});

it("is silent where messages stay, and for accounts that are not POP", () => {
  expect(outcomeOf(popDeletesImmediately, withPop({})).state).toBe("fine");
  const imap = snapshot({ servers: known({ i: known(server("i", "imap"), now) }, now) });
  expect(outcomeOf(popDeletesImmediately, imap).state).toBe("fine");
});

it("does not care about an unreadable account that is not POP", () => {
  const from = snapshot({
    accounts: known([account("i", "imap")], now),
    servers: known({ i: missing("account-gone") }, now),
  });
  expect(outcomeOf(popDeletesImmediately, from).state).toBe("fine");
});

it.each([undefined, null, "yes", 1])("is not known where the setting is %j", (leaveOnServer) => {
  const outcome = outcomeOf(popDeletesImmediately, withPop({ leaveOnServer }));
  expect(outcome.state).toBe("unknown");
  expect(outcome.reason?.code).toBe("value-unreadable");
});

it("judges it although another setting is nonsense", () => {
  const from = withPop({ leaveOnServer: false, daysOnServer: Number.NaN });
  expect(outcomeOf(popDeletesImmediately, from).state).toBe("found");
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const outcome = outcomeOf(popDeletesImmediately, withUnreadable({ leaveOnServer: false }));
  expect(outcome.findings.map(({ subject }) => subject.accounts)).toEqual([["q"]]);
  expect(outcome.notKnown).toEqual([
    {
      subject: { accounts: ["p"], address: "ann@example.nl" },
      reason: { code: "account-gone", values: {} },
    },
  ]);
});

it("is not known for a POP account that the servers do not list", () => {
  const from = snapshot({ accounts: known([account("p", "pop3")], now) });
  expect(outcomeOf(popDeletesImmediately, from).state).toBe("unknown");
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(popDeletesImmediately, from).reason?.code).toBe("experiment-absent");
});
