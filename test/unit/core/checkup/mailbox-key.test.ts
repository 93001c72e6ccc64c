import { describe, expect, it } from "vitest";
import { addressKey, mailboxOf, sameMailbox } from "../../../../src/core/checkup/mailbox-key";
import { account, server } from "./snapshots";

/** An account that signs in with this user name at this provider, and has these addresses. */
const at = (user: string, baseDomain: string, ...emails: string[]) =>
  mailboxOf({ ...account("a", "imap"), emails }, server("a", "imap", {}, { user, baseDomain }));

/** An account of which only the addresses are known. */
const named = (...emails: string[]) => mailboxOf({ ...account("a", "imap"), emails });

describe("one mailbox for sure", () => {
  it.each([
    ["the same name", "ann@example.nl", "example.nl", "ann@example.nl", "example.nl"],
    ["with and without the domain", "ann", "example.nl", "ann@example.nl", "example.nl"],
    ["both without the domain", "ann", "example.nl", "Ann", "EXAMPLE.nl"],
    ["blanks and capitals", " Ann@Example.NL ", "example.nl.", "ann@example.nl", "example.nl"],
    ["Gmail's recent:", "recent:ann@gmail.com", "gmail.com", "ann@gmail.com", "gmail.com"],
    ["Gmail's recent: without the domain", "Recent:ann", "gmail.com", "ann@gmail.com", "gmail.com"],
    ["Gmail's dots", "a.n.n@gmail.com", "gmail.com", "ann@gmail.com", "gmail.com"],
    ["Gmail's two domains", "ann@googlemail.com", "googlemail.com", "ann", "gmail.com"],
    ["Gmail for a domain of one's own", "ann@x.nl", "gmail.com", "ann@x.nl", "googlemail.com"],
    [
      "Outlook and Hotmail servers",
      "ann@hotmail.com",
      "outlook.com",
      "ann@hotmail.com",
      "live.com",
    ],
    ["Office 365", "ann@x.nl", "office365.com", "ann@x.nl", "outlook.com"],
    [
      "a domain in both spellings",
      "ann@bücher.nl",
      "bücher.nl",
      "ann@xn--bcher-kva.nl",
      "xn--bcher-kva.nl",
    ],
    [
      "only the user's domain in another",
      "ann@bücher.nl",
      "host.nl",
      "ann@xn--bcher-kva.nl",
      "host.nl",
    ],
    ["composed and decomposed letters", "jos\u00e9@x.nl", "x.nl", "jose\u0301@x.nl", "x.nl"],
  ])("%s", (_what, user, domain, otherUser, otherDomain) => {
    expect(sameMailbox(at(user, domain), at(otherUser, otherDomain))).toBe("sure");
  });
});

it("is probable where only a + part differs, at Gmail with its dots too", () => {
  expect(sameMailbox(at("ann+a@x.nl", "x.nl"), at("ann", "x.nl"))).toBe("probable");
  const gmail = at("a.nn+x@gmail.com", "gmail.com");
  expect(sameMailbox(gmail, at("ann+y@googlemail.com", "gmail.com"))).toBe("probable");
});

describe("possibly one mailbox: only an address is shared", () => {
  it.each([
    ["one name at two providers", at("ann@x.nl", "x.nl"), at("ann@x.nl", "host.nl")],
    [
      "a login that is another's alias",
      at("info@x.nl", "x.nl"),
      at("ann@x.nl", "x.nl", "ann@x.nl", "info@x.nl"),
    ],
    ["an identity of two accounts", at("u1", "x.nl", "info@x.nl"), at("u2", "x.nl", "INFO@x.nl")],
    ["two accounts without a known server", named("ann@x.nl"), named("ann+shop@x.nl")],
    ["a known and an unknown server", at("ann", "x.nl"), named("ann@x.nl")],
  ])("%s", (_what, one, other) => {
    expect(sameMailbox(one, other)).toBe("possible");
    expect(sameMailbox(other, one)).toBe("possible");
  });
});

describe("two mailboxes", () => {
  it.each([
    ["two users of one provider", at("ann@x.nl", "x.nl"), at("bob@x.nl", "x.nl")],
    ["a dot outside Gmail", at("a.nn@x.nl", "x.nl"), at("ann@x.nl", "x.nl")],
    [
      "one name at Hotmail and at Outlook",
      at("ann@hotmail.com", "outlook.com"),
      at("ann@outlook.com", "outlook.com"),
    ],
    ["one name without a domain at two providers", at("ann", "x.nl"), at("ann", "y.nl")],
    ["nothing to compare", named(), named()],
  ])("%s", (_what, one, other) => {
    expect(sameMailbox(one, other)).toBeNull();
  });
});

it("is not fooled by a server that does not say who it is", () => {
  for (const facts of [
    { user: "" },
    { user: 7 as never },
    { baseDomain: "" },
    { baseDomain: null as never },
  ]) {
    const odd = mailboxOf(account("a", "pop3"), server("a", "pop3", {}, facts));
    expect(odd.login).toBeNull();
    expect(sameMailbox(odd, at("ann", "example.nl"))).toBe("possible");
  }
});

it("spells an address in one way", () => {
  expect(addressKey(" A.N.N+Shop@GoogleMail.com ")).toBe("ann+shop@gmail.com");
  expect(addressKey('"odd@name"@Example.nl')).toBe('"odd@name"@example.nl');
});
