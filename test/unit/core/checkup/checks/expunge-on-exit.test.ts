import { expect, it } from "vitest";
import { expungeOnExit } from "../../../../../src/core/checkup/checks/expunge-on-exit";
import { missing } from "../../../../../src/core/part";
import { onlyFinding, outcomeOf, snapshot, withServer } from "../snapshots";

const quitting = (expunges: unknown, deleteModel: unknown = 1) =>
  withServer("imap", { expungeOnExit: expunges, deleteModel });

it.each([
  [0, "medium", "marked-here"],
  [1, "low", "marked-elsewhere"],
  [2, "low", "marked-elsewhere"],
  ["1", "medium", "marked-here"],
  [null, "medium", "marked-here"],
])("is found with the delete model %j: %s, %s", (model, severity, kind) => {
  expect(onlyFinding(expungeOnExit, quitting(true, model))).toMatchObject({
    severity,
    action: "fix",
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: { kind, address: "ann@example.nl" },
  });
});

it("is silent where it is off", () => {
  expect(outcomeOf(expungeOnExit, quitting(false, 0)).state).toBe("fine");
});

it.each([undefined, "true", 1])("is not known for %j", (nonsense) => {
  expect(outcomeOf(expungeOnExit, quitting(nonsense)).reason?.code).toBe("value-unreadable");
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(expungeOnExit, from).reason?.code).toBe("experiment-absent");
});
