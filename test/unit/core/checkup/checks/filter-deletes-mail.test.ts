import { expect, it } from "vitest";
import { filterDeletesMail } from "../../../../../src/core/checkup/checks/filter-deletes-mail";
import type { FilterFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const here = (name: string): FilterFact => ({ name, action: "delete" });
const onServer = (name: string): FilterFact => ({ name, action: "delete-from-server" });

const withFilters = (list: unknown[], type = "pop3"): Snapshot =>
  snapshot({
    accounts: known([account("p", type)], now),
    filters: known({ p: known(list as FilterFact[], now) }, now),
  });

it("is found, low, for filters that delete here", () => {
  const from = withFilters([here("Adverts"), here("Old list")], "imap");
  expect(onlyFinding(filterDeletesMail, from)).toMatchObject({
    severity: "low",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { kind: "here", count: 2, filters: "Adverts, Old list" },
  });
});

it("is medium, and names those, where some delete from the server", () => {
  const from = withFilters([here("Adverts"), onServer("Away")]);
  expect(onlyFinding(filterDeletesMail, from)).toMatchObject({
    severity: "medium",
    values: { kind: "server", count: 1, filters: "Away" },
  });
});

it("is news when a filter joins, whatever its kind", () => {
  const print = (...list: FilterFact[]) =>
    onlyFinding(filterDeletesMail, withFilters(list)).fingerprint;
  expect(print(onServer("A"), here("B"))).not.toBe(print(onServer("A")));
  expect(print(onServer("A"), onServer("B"))).toBe(print(onServer("B"), onServer("A")));
});

it("is silent without such filters", () => {
  expect(outcomeOf(filterDeletesMail, withFilters([])).state).toBe("fine");
});

it.each([[{ name: "A", action: "move" }], [{ name: 7, action: "delete" }], [{ action: "delete" }]])(
  "is not known for %j",
  (broken) => {
    const outcome = outcomeOf(filterDeletesMail, withFilters([here("A"), broken]));
    expect([outcome.state, outcome.reason?.code]).toEqual(["unknown", "value-unreadable"]);
  },
);

it("is not known for the one account that cannot be read, and found at the other", () => {
  const from = snapshot({
    accounts: known([account("p", "pop3"), account("l", "local", "")], now),
    filters: known({ p: missing("account-gone"), l: known([here("A")], now) }, now),
  });
  const { findings, notKnown } = outcomeOf(filterDeletesMail, from);
  expect(findings.map(({ subject }) => subject.accounts)).toEqual([["l"]]);
  expect(notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"]]);
});
