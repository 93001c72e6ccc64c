import { expect, it } from "vitest";
import { exchangeAccountHidden } from "../../../../../src/core/checkup/checks/exchange-account-hidden";
import type { AccountFact, ServerFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing, type Part } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, server, snapshot } from "../snapshots";

const shown = (accounts: AccountFact[], servers: Record<string, Part<ServerFact>>): Snapshot =>
  snapshot({ accounts: known(accounts, now), servers: known(servers, now) });

const imap = account("i", "imap");
const serves = { i: known(server("i", "imap"), now) };
const exchange = known(server("e", "ews", {}, { user: "eve@school.nl" }), now);

it("is found, good to know, for an Exchange server whose account is not listed", () => {
  expect(
    onlyFinding(exchangeAccountHidden, shown([imap], { ...serves, e: exchange })),
  ).toMatchObject({
    severity: "info",
    subject: { accounts: ["e"], address: "eve@school.nl" },
    values: { address: "eve@school.nl" },
  });
});

it("is silent where the account is listed, and for other servers without one", () => {
  const listed = shown([imap, account("e", "ews")], { ...serves, e: exchange });
  expect(outcomeOf(exchangeAccountHidden, listed).state).toBe("fine");
  const chat = shown([imap], { ...serves, c: known(server("c", "im"), now) });
  expect(outcomeOf(exchangeAccountHidden, chat).state).toBe("fine");
});

it("is not known where a server without an account cannot be read", () => {
  const from = shown([imap], { ...serves, e: missing("value-unreadable") });
  expect(outcomeOf(exchangeAccountHidden, from)).toMatchObject({
    state: "unknown",
    notKnown: [{ subject: { accounts: ["e"] } }],
  });
});

it("is not known without the accounts, or without the servers", () => {
  const noList = { ...shown([], { e: exchange }), accounts: missing("internal") };
  expect(outcomeOf(exchangeAccountHidden, noList).state).toBe("unknown");
  const blind = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(exchangeAccountHidden, blind).reason?.code).toBe("experiment-absent");
});
