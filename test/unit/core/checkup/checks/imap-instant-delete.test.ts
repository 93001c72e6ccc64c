import { expect, it } from "vitest";
import { imapInstantDelete } from "../../../../../src/core/checkup/checks/imap-instant-delete";
import { missing } from "../../../../../src/core/part";
import { onlyFinding, outcomeOf, snapshot, withServer } from "../snapshots";

it.each([
  ["imap", 2, "high", "removed"],
  ["imap", 0, "medium", "marked"],
  ["ews", 0, "high", "removed"],
] as const)("is found for %s with %i: %s, %s", (type, deleteModel, severity, kind) => {
  expect(onlyFinding(imapInstantDelete, withServer(type, { deleteModel }))).toMatchObject({
    severity,
    subject: { accounts: [type.charAt(0)], address: "ann@example.nl" },
    values: { kind, address: "ann@example.nl" },
  });
});

it("has a click only where nothing is marked that Thunderbird would wipe then", () => {
  const actionOf = (type: "imap" | "ews", deleteModel: number) =>
    onlyFinding(imapInstantDelete, withServer(type, { deleteModel })).action;
  expect([actionOf("imap", 2), actionOf("ews", 0), actionOf("imap", 0)]).toEqual([
    "fix",
    "fix",
    undefined,
  ]);
});

it.each(["imap", "ews"] as const)("is silent for %s where deleting moves to Trash", (type) => {
  expect(outcomeOf(imapInstantDelete, withServer(type, { deleteModel: 1 })).state).toBe("fine");
});

it.each([
  ["imap", 3],
  ["imap", -1],
  ["imap", "2"],
  ["imap", undefined],
  ["ews", 2],
] as const)("is not known for %s with %j", (type, deleteModel) => {
  const outcome = outcomeOf(imapInstantDelete, withServer(type, { deleteModel }));
  expect(outcome.reason?.code).toBe("value-unreadable");
});

it("leaves POP alone: it has no such setting", () => {
  expect(outcomeOf(imapInstantDelete, withServer("pop3", { deleteModel: 2 })).state).toBe("fine");
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(imapInstantDelete, from).reason?.code).toBe("experiment-absent");
});
