import { expect, it } from "vitest";
import { exchangeEwsRetiring } from "../../../../../src/core/checkup/checks/exchange-ews-retiring";
import type { Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, server, snapshot } from "../snapshots";

const at = (host: unknown, takenAt = now, type = "ews"): Snapshot =>
  snapshot({
    takenAt,
    accounts: known([account("e", type)], now),
    servers: known({ e: known(server("e", type, {}, { host: host as string }), now) }, now),
  });

it.each([
  ["coming", "info", Date.UTC(2026, 8, 30, 23)],
  ["closing", "medium", Date.UTC(2026, 9, 1)],
  ["closing", "medium", Date.UTC(2027, 2, 31, 23)],
  ["closed", "medium", Date.UTC(2027, 3, 1)],
])("is found, %s: %s", (kind, severity, takenAt) => {
  expect(onlyFinding(exchangeEwsRetiring, at("outlook.office365.com", takenAt))).toMatchObject({
    severity,
    subject: { accounts: ["e"], address: "ann@example.nl" },
    values: { kind, address: "ann@example.nl" },
  });
});

it("is found for Microsoft's other name, in any spelling", () => {
  expect(onlyFinding(exchangeEwsRetiring, at("Outlook.Office.com")).severity).toBe("info");
});

it("is silent for an organisation's own server, and for IMAP at Microsoft", () => {
  expect(outcomeOf(exchangeEwsRetiring, at("mail.school.nl")).state).toBe("fine");
  expect(outcomeOf(exchangeEwsRetiring, at("outlook.office365.com", now, "imap")).state).toBe(
    "fine",
  );
});

it("is found for an account that Thunderbird shows to no add-on", () => {
  const from = { ...at("outlook.office365.com"), accounts: known([], now) };
  expect(onlyFinding(exchangeEwsRetiring, from).subject.accounts).toEqual(["e"]);
});

it("is not known where the host is nonsense, or the servers are not there", () => {
  expect(outcomeOf(exchangeEwsRetiring, at(null)).reason?.code).toBe("value-unreadable");
  const blind = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(exchangeEwsRetiring, blind).reason?.code).toBe("experiment-absent");
});
