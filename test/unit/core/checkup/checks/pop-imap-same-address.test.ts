import { describe, expect, it } from "vitest";
import { popImapSameAddress } from "../../../../../src/core/checkup/checks/pop-imap-same-address";
import type { AccountFact, ServerFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing, type Part } from "../../../../../src/core/part";
import {
  account,
  now,
  onlyFinding,
  outcomeOf,
  type Settings,
  server,
  snapshot,
} from "../snapshots";

/** What Thunderbird's wizard writes for POP. */
const wizard = { deleteByAge: true, daysOnServer: 14, deleteFollowsLocal: true };

const pair = (
  pop: Partial<ServerFact>,
  imap: Partial<ServerFact>,
  accounts: AccountFact[] = [account("p", "pop3", ""), account("i", "imap", "")],
): Snapshot =>
  snapshot({
    accounts: known(accounts, now),
    servers: known(
      {
        p: known(server("p", "pop3", wizard, pop), now),
        i: known(server("i", "imap", {}, imap), now),
      },
      now,
    ),
  });

const withoutServers = (accounts: AccountFact[], servers: Snapshot["servers"]) =>
  snapshot({ accounts: known(accounts, now), servers });

describe("one user at one provider", () => {
  it("is found, critical, with the POP account first", () => {
    const mail = [account("i", "imap"), account("p", "pop3")];
    expect(onlyFinding(popImapSameAddress, pair({}, {}, mail))).toMatchObject({
      check: "pop-imap-same-address",
      severity: "critical",
      subject: { accounts: ["p", "i"], address: "ann@example.nl" },
      values: { kind: "sure", address: "ann@example.nl", pop: "Mail of p", imap: "Mail of i" },
    });
  });

  it.each([
    ["in another case", { user: "Ann@Example.NL" }, {}],
    ["with and without its domain", { user: "ann" }, {}],
    ["with Gmail's recent:", { user: "recent:ann@example.nl" }, {}],
    [
      "in Gmail's spellings",
      { user: "a.n.n@gmail.com", baseDomain: "gmail.com" },
      { user: "ann@googlemail.com", baseDomain: "googlemail.com" },
    ],
    [
      "under two of Microsoft's domains",
      { user: "ann@hotmail.com", baseDomain: "office365.com" },
      { user: "ann@hotmail.com", baseDomain: "live.com" },
    ],
    ["in composed and decomposed letters", { user: "zo\u00eb" }, { user: "zoe\u0308@example.nl" }],
  ])("is the same %s", (_how, pop, imap) => {
    expect(onlyFinding(popImapSameAddress, pair(pop, imap)).values.kind).toBe("sure");
  });

  it("counts an Exchange account as IMAP", () => {
    const from = pair({}, { type: "ews" }, [account("p", "pop3"), account("i", "ews")]);
    expect(onlyFinding(popImapSameAddress, from).severity).toBe("critical");
  });

  it("is probable where only a +tag differs", () => {
    const { severity, values } = onlyFinding(
      popImapSameAddress,
      pair({ user: "ann+pop@example.nl" }, {}),
    );
    expect([severity, values.kind]).toEqual(["high", "probable"]);
  });
});

describe("a shared address alone", () => {
  it("is possible, medium", () => {
    const { severity, values } = onlyFinding(
      popImapSameAddress,
      pair({ user: "u1" }, { user: "u2" }, [
        account("p", "pop3"),
        account("i", "imap", "ANN@example.nl"),
      ]),
    );
    expect([severity, values.kind]).toEqual(["medium", "possible"]);
  });

  it("is possible where the user is the same and the provider another", () => {
    const from = pair({ baseDomain: "old.example" }, { baseDomain: "new.example" });
    expect(onlyFinding(popImapSameAddress, from).values.kind).toBe("possible");
  });

  it("is found without any server settings, as in a build without experiments", () => {
    const from = withoutServers(
      [account("p", "pop3"), account("i", "imap")],
      missing("experiment-absent"),
    );
    const outcome = outcomeOf(popImapSameAddress, from);
    expect(outcome.state).toBe("found");
    expect(outcome.findings[0]?.values.kind).toBe("possible");
  });
});

describe("a POP account that removes nothing", () => {
  const beside = (settings: Settings) => {
    const from = pair({}, {});
    const pop = known(server("p", "pop3", settings), now);
    const imap = known(server("i", "imap"), now);
    return { ...from, servers: known({ p: pop, i: imap }, now) };
  };

  it.each([{}, { deleteByAge: true, daysOnServer: 0 }])("is medium for now: %j", (settings) => {
    const { severity, values, action } = onlyFinding(popImapSameAddress, beside(settings));
    expect([severity, values.kind, action]).toEqual(["medium", "kept", undefined]);
  });

  it.each([
    { leaveOnServer: false },
    { deleteByAge: true, daysOnServer: 100 },
    { deleteByAge: true, daysOnServer: -1 },
    { deleteFollowsLocal: true },
    { deleteFollowsLocal: undefined },
    { leaveOnServer: "yes" },
  ])("is not meant where it does, or where nobody can tell: %j", (settings) => {
    const { severity, values } = onlyFinding(popImapSameAddress, beside(settings));
    expect([severity, values.kind]).toEqual(["critical", "sure"]);
  });
});

describe("what the user answered", () => {
  const shared = pair({ user: "u1" }, { user: "u2" }, [account("p", "pop3"), account("i", "imap")]);
  const said = (same: boolean, from = shared): Snapshot => ({
    ...from,
    mailboxAnswers: [{ accounts: ["i", "p"], same }],
  });

  it("makes a possible match sure, and can be fixed then", () => {
    const { severity, values, action } = onlyFinding(popImapSameAddress, said(true));
    expect([severity, values.kind, action]).toEqual(["critical", "sure", "fix"]);
  });

  it("silences a possible and a probable match", () => {
    const probable = pair({ user: "ann+pop@example.nl" }, {});
    expect(outcomeOf(popImapSameAddress, said(false)).state).toBe("fine");
    expect(outcomeOf(popImapSameAddress, said(false, probable)).state).toBe("fine");
  });

  it("does not talk away the same user at the same provider", () => {
    const { values } = onlyFinding(popImapSameAddress, said(false, pair({}, {})));
    expect(values.kind).toBe("sure");
  });

  it("is asked about two accounts at a time", () => {
    const three = withoutServers(
      [account("p", "pop3"), account("i", "imap"), account("j", "imap")],
      missing("experiment-absent"),
    );
    const { findings } = outcomeOf(popImapSameAddress, three);
    expect(findings.map(({ subject }) => subject.accounts)).toEqual([
      ["p", "i"],
      ["p", "j"],
    ]);
    expect(findings.map(({ action }) => action)).toEqual(["answer", "answer"]);
  });
});

describe("nothing is found", () => {
  it("for two users of one provider", () => {
    const from = pair({ user: "ann@example.nl" }, { user: "bob@example.nl" });
    expect(outcomeOf(popImapSameAddress, from).state).toBe("fine");
  });

  it("for a dot in an address that is not Gmail's", () => {
    const from = pair({ user: "a.nn@example.nl" }, {});
    expect(outcomeOf(popImapSameAddress, from).state).toBe("fine");
  });

  it("for two addresses of one account, or two IMAP accounts of one address", () => {
    const one = { ...account("i", "imap"), emails: ["ann@example.nl", "info@example.nl"] };
    const from = withoutServers([one, account("j", "imap")], missing("experiment-absent"));
    expect(outcomeOf(popImapSameAddress, from).state).toBe("fine");
  });
});

describe("it is not known", () => {
  const different = [
    account("p", "pop3", "ann@example.nl"),
    account("i", "imap", "bob@example.nl"),
  ];
  const imap: Part<ServerFact> = known(server("i", "imap", {}, { user: "bob" }), now);

  it.each<[string, Snapshot["servers"], string]>([
    ["where no server could be read", missing("experiment-absent"), "experiment-absent"],
    [
      "where one of the two could not",
      known({ p: missing("account-gone"), i: imap }, now),
      "account-gone",
    ],
    ["where one of the two is missing", known({ i: imap }, now), "value-unreadable"],
    [
      "where a user name is no text",
      known({ p: known(server("p", "pop3", {}, { user: 7 as never }), now), i: imap }, now),
      "value-unreadable",
    ],
  ])("%s", (_where, servers, code) => {
    const outcome = outcomeOf(popImapSameAddress, withoutServers(different, servers));
    expect(outcome.state).toBe("unknown");
    expect(outcome.notKnown).toEqual([
      { subject: { accounts: ["p"], address: "ann@example.nl" }, reason: { code, values: {} } },
    ]);
  });

  it("but is fine where nobody uses IMAP, whatever the servers are", () => {
    const from = withoutServers([account("p", "pop3")], missing("experiment-absent"));
    expect(outcomeOf(popImapSameAddress, from).state).toBe("fine");
  });

  it("where the accounts themselves are missing", () => {
    const from = snapshot({ accounts: missing("internal") });
    expect(outcomeOf(popImapSameAddress, from).reason?.code).toBe("internal");
  });
});
