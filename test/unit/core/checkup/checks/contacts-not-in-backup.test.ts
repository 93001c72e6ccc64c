import { expect, it } from "vitest";
import { contactsNotInBackup } from "../../../../../src/core/checkup/checks/contacts-not-in-backup";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

it("is found once, good to know, however many accounts there are", () => {
  const accounts = known([account("i", "imap"), account("p", "pop3"), account("e", "ews")], now);
  expect(onlyFinding(contactsNotInBackup, snapshot({ accounts }))).toEqual({
    id: "contacts-not-in-backup",
    check: "contacts-not-in-backup",
    fingerprint: expect.any(String),
    severity: "info",
    subject: { accounts: [] },
    values: {},
  });
});

it("is silent while the address books were saved whole lately, and not after that", () => {
  const accounts = known([account("i", "imap")], now);
  const saved = (days: number) => snapshot({ accounts, contactsSavedAt: now - days * 86_400_000 });
  expect(outcomeOf(contactsNotInBackup, saved(1)).state).toBe("fine");
  expect(outcomeOf(contactsNotInBackup, saved(400)).state).toBe("found");
});

it("stays put aside once it was, whatever account joins", () => {
  const print = (...types: string[]) =>
    onlyFinding(
      contactsNotInBackup,
      snapshot({
        accounts: known(
          types.map((type) => account(type, type)),
          now,
        ),
      }),
    ).fingerprint;
  expect(print("imap", "pop3")).toBe(print("imap"));
});

it("is silent where there is no account with mail from somewhere", () => {
  const accounts = known([account("l", "local", ""), account("r", "rss", "")], now);
  expect(outcomeOf(contactsNotInBackup, snapshot({ accounts })).state).toBe("fine");
});

it("is not known without the accounts", () => {
  const blind = snapshot({ accounts: missing("internal") });
  expect(outcomeOf(contactsNotInBackup, blind).state).toBe("unknown");
});
