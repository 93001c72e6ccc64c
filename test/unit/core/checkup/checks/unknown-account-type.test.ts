import { expect, it } from "vitest";
import { unknownAccountType } from "../../../../../src/core/checkup/checks/unknown-account-type";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const withTypes = (...types: unknown[]) =>
  snapshot({
    accounts: known(
      types.map((type, at) => account(`a${at}`, type as string)),
      now,
    ),
  });

it.each([
  ["extension:owl", "owl"],
  ["extension:graph", "graph"],
  ["im", "im"],
])("is found, good to know, for %s", (type, shown) => {
  expect(onlyFinding(unknownAccountType, withTypes("imap", type))).toMatchObject({
    severity: "info",
    subject: { accounts: ["a1"], address: "ann@example.nl" },
    values: { address: "ann@example.nl", type: shown },
  });
});

it("is silent for every type that Thunderbird itself has", () => {
  const from = withTypes("imap", "pop3", "local", "ews", "nntp", "rss");
  expect(outcomeOf(unknownAccountType, from).state).toBe("fine");
});

it("is not known where the type is nonsense, or the accounts are not there", () => {
  expect(outcomeOf(unknownAccountType, withTypes(7)).reason?.code).toBe("value-unreadable");
  const blind = snapshot({ accounts: missing("internal") });
  expect(outcomeOf(unknownAccountType, blind).state).toBe("unknown");
});
