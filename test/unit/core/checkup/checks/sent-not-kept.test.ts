import { expect, it } from "vitest";
import { sentNotKept } from "../../../../../src/core/checkup/checks/sent-not-kept";
import type { IdentityFact, ServerFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, server, snapshot } from "../snapshots";

const identity = (facts: Partial<IdentityFact> = {}): IdentityFact => ({
  email: "ann@example.nl",
  keepsSent: true,
  sentAccount: "i",
  sentFolder: "Sent",
  archives: true,
  archiveAccount: "i",
  archiveFolder: "Archives",
  ...facts,
});

const sending = (
  list: IdentityFact[],
  type = "imap",
  about: Partial<ServerFact> = {},
  isGmail = false,
): Snapshot =>
  snapshot({
    accounts: known([account("i", type)], now),
    servers: known({ i: known(server("i", type, { isGmail }, about), now) }, now),
    identities: known({ i: known(list, now) }, now),
  });

it.each<[string, string, Partial<IdentityFact>]>([
  ["not-kept", "medium", { keepsSent: false }],
  ["no-folder", "medium", { sentAccount: null }],
  ["sent-elsewhere", "medium", { sentAccount: "l" }],
  ["archive-elsewhere", "low", { archiveAccount: "l" }],
])("is found, %s: %s for %j", (kind, severity, facts) => {
  expect(onlyFinding(sentNotKept, sending([identity(facts)]))).toMatchObject({
    severity,
    action: "settings",
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: { kind, address: "ann@example.nl", count: 1, senders: "ann@example.nl" },
  });
});

it("is one finding for an account, of the most serious kind, with the senders of that kind", () => {
  const from = sending([
    identity({ email: "info@example.nl", archiveAccount: "l" }),
    identity({ email: "ann@example.nl", keepsSent: false }),
    identity({ email: "shop@example.nl", keepsSent: false, archiveAccount: "l" }),
  ]);
  expect(onlyFinding(sentNotKept, from).values).toMatchObject({
    kind: "not-kept",
    count: 2,
    senders: "ann@example.nl, shop@example.nl",
  });
});

it("is found for Exchange as for IMAP", () => {
  const from = sending([identity({ sentAccount: "l" })], "ews");
  expect(onlyFinding(sentNotKept, from).values.kind).toBe("sent-elsewhere");
});

it("lets POP keep it in any folder of this computer, but not in none", () => {
  const elsewhere = identity({ sentAccount: "l", archiveAccount: "l" });
  expect(outcomeOf(sentNotKept, sending([elsewhere], "pop3")).state).toBe("fine");
  const none = sending([identity({ keepsSent: false })], "pop3");
  expect(onlyFinding(sentNotKept, none).values.kind).toBe("not-kept");
});

it("is silent where Gmail keeps what is sent through it", () => {
  const off = [identity({ keepsSent: false })];
  expect(outcomeOf(sentNotKept, sending(off, "imap", {}, true)).state).toBe("fine");
  const pop = sending(off, "pop3", { baseDomain: "gmail.com" });
  expect(outcomeOf(sentNotKept, pop).state).toBe("fine");
});

it("is found at Gmail where Thunderbird's own copy goes elsewhere", () => {
  const from = sending([identity({ sentAccount: "l" })], "imap", {}, true);
  expect(onlyFinding(sentNotKept, from).values.kind).toBe("sent-elsewhere");
});

it("is silent where all stands with the rest, or nothing is archived", () => {
  const from = sending([identity(), identity({ archives: false, archiveAccount: null })]);
  expect(outcomeOf(sentNotKept, from).state).toBe("fine");
});

it("is silent for an account that cannot send", () => {
  expect(outcomeOf(sentNotKept, sending([])).state).toBe("fine");
});

it.each([
  ["whether it is kept", { keepsSent: "yes" }],
  ["the account", { sentAccount: undefined }],
  ["the address", { email: 7 }],
])("is not known where %s is nonsense", (_what, facts) => {
  const outcome = outcomeOf(sentNotKept, sending([identity(facts as never)]));
  expect([outcome.state, outcome.reason?.code]).toEqual(["unknown", "value-unreadable"]);
});

it("is not known for the one account that cannot be read, and found at the other", () => {
  const from = snapshot({
    accounts: known([account("i", "imap"), account("j", "imap", "bob@example.nl")], now),
    identities: known({ i: missing("account-gone"), j: known([identity()], now) }, now),
  });
  const { findings, notKnown } = outcomeOf(sentNotKept, from);
  expect(findings.map(({ subject }) => subject.accounts)).toEqual([["j"]]);
  expect(notKnown.map(({ subject }) => subject.accounts)).toEqual([["i"]]);
});
