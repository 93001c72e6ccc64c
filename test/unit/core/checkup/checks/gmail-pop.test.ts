import { expect, it } from "vitest";
import { gmailPop } from "../../../../../src/core/checkup/checks/gmail-pop";
import type { ServerFact } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, server, snapshot } from "../snapshots";

const read = (type: string, facts: Partial<ServerFact>) =>
  snapshot({
    accounts: known([account("g", type, "ann@gmail.com")], now),
    servers: known(
      { g: known(server("g", type, {}, { user: "ann@gmail.com", ...facts }), now) },
      now,
    ),
  });

it.each(["gmail.com", "googlemail.com", "GMail.com."])("is found, medium, at %s", (baseDomain) => {
  expect(onlyFinding(gmailPop, read("pop3", { baseDomain }))).toMatchObject({
    severity: "medium",
    action: "settings",
    subject: { accounts: ["g"], address: "ann@gmail.com" },
    values: { kind: "once", address: "ann@gmail.com" },
  });
});

it("is found for a domain of one's own that Gmail serves", () => {
  const from = read("pop3", { user: "ann@bakkerij.example", baseDomain: "gmail.com" });
  expect(outcomeOf(gmailPop, from).state).toBe("found");
});

it("is a smaller thing with recent:, and no click helps", () => {
  const found = onlyFinding(
    gmailPop,
    read("pop3", { user: "recent:ann", baseDomain: "gmail.com" }),
  );
  expect([found.severity, found.values.kind, found.action]).toEqual(["low", "recent", undefined]);
});

it("is silent for IMAP, and for a Gmail address that another server collects", () => {
  expect(outcomeOf(gmailPop, read("imap", { baseDomain: "gmail.com" })).state).toBe("fine");
  expect(outcomeOf(gmailPop, read("pop3", { baseDomain: "example.nl" })).state).toBe("fine");
});

it.each([
  { baseDomain: 7 as never },
  { baseDomain: "" },
  { baseDomain: "gmail.com", user: null as never },
])("is not known where the server does not say who it is: %j", (facts) => {
  expect(outcomeOf(gmailPop, read("pop3", facts)).reason?.code).toBe("value-unreadable");
});

it("is not known without the servers", () => {
  expect(outcomeOf(gmailPop, snapshot({ servers: missing("experiment-absent") })).state).toBe(
    "unknown",
  );
});
