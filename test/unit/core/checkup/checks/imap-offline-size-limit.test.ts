import { expect, it } from "vitest";
import { imapOfflineSizeLimit } from "../../../../../src/core/checkup/checks/imap-offline-size-limit";
import { missing } from "../../../../../src/core/part";
import { onlyFinding, outcomeOf, snapshot, withServer } from "../snapshots";

const limit = (maxSizeKb: unknown, limitSize: unknown = true) =>
  withServer("imap", { limitSize, maxSizeKb });

it.each([0, 50, 100_000])("is found, high, for a limit of %i KB", (kilobytes) => {
  expect(onlyFinding(imapOfflineSizeLimit, limit(kilobytes))).toMatchObject({
    severity: "high",
    action: "fix",
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: { address: "ann@example.nl", kilobytes },
  });
});

it("is silent where the limit is off, whatever its number", () => {
  expect(outcomeOf(imapOfflineSizeLimit, limit(50, false)).state).toBe("fine");
  expect(outcomeOf(imapOfflineSizeLimit, limit(-7, false)).state).toBe("fine");
});

it.each([
  ["a size below zero", limit(-7)],
  ["a size that is no number", limit("50")],
  ["no size", limit(undefined)],
  ["a switch that is neither on nor off", limit(50, 1)],
])("is not known for %s", (_what, from) => {
  expect(outcomeOf(imapOfflineSizeLimit, from).reason?.code).toBe("value-unreadable");
});

it("leaves POP to a check of its own", () => {
  const from = withServer("pop3", { limitSize: true, maxSizeKb: 50 });
  expect(outcomeOf(imapOfflineSizeLimit, from).state).toBe("fine");
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(imapOfflineSizeLimit, from).reason?.code).toBe("experiment-absent");
});
