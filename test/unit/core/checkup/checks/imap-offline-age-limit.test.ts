import { expect, it } from "vitest";
import { imapOfflineAgeLimit } from "../../../../../src/core/checkup/checks/imap-offline-age-limit";
import { missing } from "../../../../../src/core/part";
import { onlyFinding, outcomeOf, snapshot, withServer } from "../snapshots";

const limit = (maxAgeDays: unknown) => withServer("imap", { maxAgeDays });

it.each([1, 30, 3650])("is found, high, for a limit of %i days", (days) => {
  expect(onlyFinding(imapOfflineAgeLimit, limit(days))).toMatchObject({
    severity: "high",
    action: "fix",
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: { address: "ann@example.nl", days, count: days },
  });
});

it.each([-1, 0, -30])("is silent for %i, which Thunderbird takes for no limit", (days) => {
  expect(outcomeOf(imapOfflineAgeLimit, limit(days)).state).toBe("fine");
});

it.each([undefined, null, "30", Number.NaN, 1.5])("is not known for %j", (nonsense) => {
  expect(outcomeOf(imapOfflineAgeLimit, limit(nonsense)).reason?.code).toBe("value-unreadable");
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(imapOfflineAgeLimit, from).reason?.code).toBe("experiment-absent");
});
