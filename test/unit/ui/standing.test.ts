import { describe, expect, it } from "vitest";
import type { ReasonCode } from "../../../src/core/reason";
import { accountOf, inAll, standing } from "../../../src/ui/standing";
import { backup, finding, outcome, overview, short } from "./given";

describe("findings", () => {
  it("of one address are one group, whatever its spelling, led by the most serious", () => {
    const { groups } = standing(
      overview([
        outcome("x", [
          finding("b", "medium", "Ann@Example.nl", "a1"),
          finding("a", "critical", "ann@example.nl", "a2"),
        ]),
      ]),
    );
    expect(groups.map(({ lead, rest }) => [lead.check, rest.length])).toEqual([["a", 1]]);
  });

  it("without an address go under their account, and without either under nothing", () => {
    const nameless = { ...short("", "a2"), subject: { accounts: ["a2"] } };
    const general = { ...short("", ""), id: "general", subject: { accounts: [] } };
    const { groups } = standing(overview([outcome("x", [nameless, general])]));
    expect(groups.map(({ name }) => name)).toEqual(["info@bakkerij.example", ""]);
  });

  it("that are minor alone get no card, and backups get none at all", () => {
    const { groups, small, backup } = standing(
      overview([
        outcome("x", [
          short("ann@example.nl", "a1", "low"),
          finding("backup-missing-or-stale", "high", "ann@example.nl", "a1"),
        ]),
      ]),
    );
    expect([groups.length, small.length, backup.length]).toEqual([0, 1, 1]);
  });

  it("open the settings of the POP account where they are about two", () => {
    const both = finding("pop-imap-same-address", "critical", "ann@example.nl", "a2");
    both.subject.accounts = ["a2", "a1"];
    expect(accountOf(both, overview().accounts)).toBe("a1");
    expect(accountOf(short("x", "gone"), overview().accounts)).toBe("gone");
  });
});

describe("several backups", () => {
  it("are as good as the worst, and as fresh as the oldest reading", () => {
    const all = inAll([
      backup({ oldestReading: 2000 }),
      backup({ oldestReading: null, endedAt: 1000, verdict: "unknown", messages: 1, expected: 3 }),
    ]);
    expect(all).toEqual({
      accounts: 2,
      messages: 16_813,
      expected: 16_815,
      complete: false,
      provedAt: 1000,
    });
  });

  it("do not count where the account is gone", () => {
    const gone = backup({ account: null, verdict: "incomplete", messages: 1, oldestReading: 1 });
    const kept = backup();
    expect(inAll([kept, gone])).toEqual(inAll([kept]));
  });

  it("that are none prove nothing", () => {
    expect(inAll([]).complete).toBe(false);
  });
});

describe("what could not be seen", () => {
  const unseen = (...codes: ReasonCode[]) =>
    standing(
      overview([
        outcome(
          "mailbox-almost-full",
          [],
          codes.map((code) => ({ subject: { accounts: ["a2"] }, reason: { code, values: {} } })),
        ),
      ]),
    );

  it("keeps the headline from saying that all is well", () => {
    expect(unseen("server-unreachable").state).toBe("unknown");
    expect(unseen("quota-not-told", "server-unreachable").state).toBe("unknown");
  });

  it("leaves it alone where nobody can do anything about it, and has its line all the same", () => {
    const { state, unknown } = unseen("quota-not-told", "seen-too-briefly");
    expect(state).toBe("well");
    expect(unknown).toHaveLength(1);
  });
});
