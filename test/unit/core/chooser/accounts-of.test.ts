import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../../src/core/checkup/snapshot";
import { advise } from "../../../../src/core/chooser/advise";
import { known } from "../../../../src/core/part";
import { now, snapshot } from "../checkup/snapshots";
import { ann, household } from "./mailboxes";

describe("the accounts of an address", () => {
  const accountsIn = (given: Snapshot, address: string) => [
    ...new Set(
      advise(given, address, { otherDevices: "yes" }).steps.flatMap((one) => one.accounts),
    ),
  ];

  it("are those that bear it, in any of its spellings", () => {
    const given = household([
      { type: "pop3", email: "Ann.Bakker@googlemail.com", at: "gmail.com" },
      { type: "imap", email: "bob@example.nl" },
    ]);
    expect(accountsIn(given, "annbakker@gmail.com")).toEqual(["a"]);
  });

  it("are also those of the same mailbox under another address", () => {
    const given = household([{ type: "pop3" }, { type: "imap" }]);
    const accounts = known(
      [
        { id: "a", name: "A", type: "pop3", emails: ["shop@example.nl"] },
        { id: "b", name: "B", type: "imap", emails: [ann] },
      ],
      now,
    );
    expect(accountsIn({ ...given, accounts }, "shop@example.nl")).toEqual(["a", "b"]);
  });

  it("are as the user said, where only the address is shared", () => {
    const given = household([{ type: "imap" }, { type: "pop3", email: "shop@example.nl" }]);
    const accounts = known(
      [
        { id: "a", name: "A", type: "imap", emails: [ann] },
        { id: "b", name: "B", type: "pop3", emails: ["shop@example.nl", ann] },
      ],
      now,
    );
    const said = (same: boolean) => [{ accounts: ["a", "b"] as [string, string], same }];
    expect(accountsIn({ ...given, accounts }, ann).toSorted()).toEqual(["a", "b"]);
    const apart = { ...given, accounts, mailboxAnswers: said(false) };
    expect(accountsIn(apart, ann)).toEqual(["a"]);
    expect(accountsIn(apart, "shop@example.nl")).toEqual(["b"]);
    const together = { ...given, accounts, mailboxAnswers: said(true) };
    expect(accountsIn(together, "shop@example.nl").toSorted()).toEqual(["a", "b"]);
  });

  it("leave out news and feeds", () => {
    const accounts = known([{ id: "a", name: "A", type: "nntp", emails: [ann] }], now);
    expect(advise(snapshot({ accounts }), ann, {}).plan).toBe("none");
  });
});
