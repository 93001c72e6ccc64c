import { expect, it } from "vitest";
import type { AccountSource } from "../../../../src/core/backup/account-source";
import { ownerOf } from "../../../../src/core/backup/other-backup";

const source = (more: Partial<AccountSource> = {}): AccountSource => ({
  account: "account1",
  kind: "imap",
  type: "imap",
  user: "ann",
  host: "mail.example.nl",
  address: "ann@example.nl",
  ...more,
});
const manifest = { type: "imap", user: "ann", host: "mail.example.nl", address: "ann@example.nl" };

it("is of the account with the same user on the same server", () => {
  const other = source({ account: "account2", user: "bob", address: "ann@example.nl" });
  expect(ownerOf(manifest, [other, source()])?.account).toBe("account1");
});

it("is of the only account with the same address where the server has moved", () => {
  const moved = source({ host: "imap.elsewhere.nl", address: "Ann@Example.nl" });
  expect(ownerOf(manifest, [moved])?.account).toBe("account1");
  expect(ownerOf(manifest, [moved, source({ ...moved, account: "account2" })])).toBeNull();
});

it("is of no account that is read in another way, or has another address", () => {
  expect(ownerOf(manifest, [source({ type: "pop3", kind: "local" })])).toBeNull();
  expect(ownerOf(manifest, [source({ user: "bob", address: "bob@example.nl" })])).toBeNull();
  expect(ownerOf(manifest, [])).toBeNull();
});
