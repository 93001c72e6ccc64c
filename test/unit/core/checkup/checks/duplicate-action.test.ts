import { expect, it } from "vitest";
import { duplicateAction } from "../../../../../src/core/checkup/checks/duplicate-action";
import { missing } from "../../../../../src/core/part";
import { onlyFinding, outcomeOf, snapshot, withServer } from "../snapshots";

const doubles = (action: unknown) => withServer("imap", { duplicateAction: action });

it.each([
  [1, "info", "deletes"],
  [2, "info", "trash"],
  [3, "info", "read"],
])("is found for %i: %s, %s", (action, severity, kind) => {
  expect(onlyFinding(duplicateAction, doubles(action))).toMatchObject({
    severity,
    action: "fix",
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: { kind, address: "ann@example.nl" },
  });
});

it.each(["pop3", "ews"] as const)("is found for %s too", (type) => {
  const from = withServer(type, { duplicateAction: 1 });
  expect(onlyFinding(duplicateAction, from).values.kind).toBe("deletes");
});

it("is silent where doubles are kept", () => {
  expect(outcomeOf(duplicateAction, doubles(0)).state).toBe("fine");
});

it.each([4, -1, "1", undefined, true])("is not known for %j", (nonsense) => {
  expect(outcomeOf(duplicateAction, doubles(nonsense)).reason?.code).toBe("value-unreadable");
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(duplicateAction, from).reason?.code).toBe("experiment-absent");
});
