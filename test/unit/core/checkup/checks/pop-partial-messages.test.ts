import { expect, it } from "vitest";
import { popPartialMessages } from "../../../../../src/core/checkup/checks/pop-partial-messages";
import type { FolderFact } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { account, census, folder, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const inPop = (...list: FolderFact[]) =>
  snapshot({
    accounts: known([account("p", "pop3"), account("l", "local", "")], now),
    folders: known({ p: known(list, now), l: known([], now) }, now),
  });

const stubs = (path: string, partial: number, facts: Partial<FolderFact> = {}) =>
  folder(path, 20, {
    server: null,
    census: known(census(20, { partial, partialBytes: partial * 1000 }), now),
    ...facts,
  });

it("is found, high, with the messages of all folders together", () => {
  const from = inPop(stubs("Inbox", 9), stubs("Work", 3), stubs("Sent", 0));
  expect(onlyFinding(popPartialMessages, from)).toMatchObject({
    severity: "high",
    action: "fix",
    subject: { accounts: ["p"], address: "ann@example.nl", folders: ["Inbox", "Work"] },
    values: {
      kind: "own",
      address: "ann@example.nl",
      count: 12,
      bytes: 12_000,
      folders: "Inbox, Work",
    },
  });
});

it("is found in Local Folders, where a POP account may deliver, and has no button there", () => {
  const from = {
    ...inPop(),
    folders: known({ p: known([], now), l: known([stubs("Inbox", 2)], now) }, now),
  };
  const found = onlyFinding(popPartialMessages, from);
  expect(found.subject.accounts).toEqual(["l"]);
  expect([found.values.kind, found.action]).toEqual(["local", undefined]);
});

it("is silent where every message is whole, and in the Trash", () => {
  const from = inPop(stubs("Inbox", 0), stubs("Trash", 5, { role: "trash" }));
  expect(outcomeOf(popPartialMessages, from).state).toBe("fine");
});

it("needs no look at the rows of a folder that has none", () => {
  const from = inPop(folder("Inbox", 0, { census: missing("not-asked-yet") }));
  expect(outcomeOf(popPartialMessages, from).state).toBe("fine");
});

it("does not ask for Local Folders where nobody uses POP", () => {
  const from = snapshot({
    accounts: known([account("l", "local", "")], now),
    folders: known({ l: known([stubs("Old", 0, { census: missing("not-asked-yet") })], now) }, now),
  });
  expect(outcomeOf(popPartialMessages, from).state).toBe("fine");
});

it("names the folders that were not counted, beside those that were", () => {
  const unseen = stubs("Work", 0, { census: missing("not-asked-yet") });
  const outcome = outcomeOf(popPartialMessages, inPop(stubs("Inbox", 1), unseen));
  expect(outcome.findings[0]?.values.count).toBe(1);
  expect(outcome.notKnown).toEqual([
    {
      subject: { accounts: ["p"], address: "ann@example.nl", folders: ["Work"] },
      reason: { code: "not-asked-yet", values: {} },
    },
  ]);
});

it.each<[string, FolderFact]>([
  ["negative", stubs("Inbox", -1)],
  ["no number", stubs("Inbox", Number.NaN)],
  ["of a folder without a path", { ...stubs("Inbox", 1), path: null as never }],
  ["of a folder that is none", null as never],
  [
    "of a folder that was never opened",
    folder("Inbox", 0, { everOpened: false, census: null as never }),
  ],
])("is not known where the count is %s", (_how, odd) => {
  expect(outcomeOf(popPartialMessages, inPop(odd)).reason?.code).toBe("value-unreadable");
});

it("is not known for an account without folders, or without any", () => {
  const one = { ...inPop(), folders: known({ l: known([], now) }, now) };
  expect(outcomeOf(popPartialMessages, one).notKnown[0]?.subject.accounts).toEqual(["p"]);
  const none = { ...inPop(), folders: missing("experiment-absent") };
  expect(outcomeOf(popPartialMessages, none).reason?.code).toBe("experiment-absent");
});
