import { describe, expect, it } from "vitest";
import { popTwoAccountsOneMailbox } from "../../../../../src/core/checkup/checks/pop-two-accounts-one-mailbox";
import type { Device } from "../../../../../src/core/checkup/devices";
import type { ServerFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { known, missing, type Part } from "../../../../../src/core/part";
import {
  account,
  device,
  now,
  onlyFinding,
  outcomeOf,
  popState,
  type Settings,
  server,
  snapshot,
  withPop,
} from "../snapshots";

const check = popTwoAccountsOneMailbox;
const days = (daysOnServer: number): Settings => ({ deleteByAge: true, daysOnServer });

const two = (
  one: Settings,
  other: Settings,
  facts: Partial<ServerFact> = {},
  parts: Partial<Snapshot> = {},
): Snapshot =>
  snapshot({
    accounts: known([account("p", "pop3"), account("q", "pop3", "bob@example.nl")], now),
    servers: known(
      {
        p: known(server("p", "pop3", one), now),
        q: known(server("q", "pop3", other, facts), now),
      },
      now,
    ),
    ...parts,
  });

describe("two accounts of one user at one provider", () => {
  it("is found, high, and the shortest time decides", () => {
    expect(onlyFinding(check, two(days(100), days(14)))).toMatchObject({
      severity: "high",
      action: "fix",
      subject: { accounts: ["p", "q"], address: "ann@example.nl" },
      values: { kind: "accounts", one: "Mail of p", other: "Mail of q", days: 14, count: 14 },
    });
  });

  it("is found where both have the same few days, and where one takes all at once", () => {
    expect(onlyFinding(check, two(days(14), days(14))).values.kind).toBe("accounts");
    const gone = onlyFinding(check, two({ leaveOnServer: false }, {}));
    expect([gone.severity, gone.values.kind]).toEqual(["high", "accounts-at-once"]);
    const negative = onlyFinding(check, two(days(-1), {}));
    expect(negative.values.kind).toBe("accounts-at-once");
  });

  it("is good to know from the user's limit on", () => {
    expect(onlyFinding(check, two(days(60), {})).severity).toBe("info");
    const limit = { thresholds: { ...defaultThresholds, popDays: 90 } };
    expect(onlyFinding(check, two(days(60), {}, {}, limit)).severity).toBe("high");
    const long = { thresholds: { ...defaultThresholds, popDays: 200 } };
    expect(onlyFinding(check, two(days(150), {}, {}, long)).severity).toBe("high");
  });

  it("is one finding for three of them", () => {
    const from = two(days(3), {});
    const three = snapshot({
      accounts: known([...["p", "q", "r"].map((id) => account(id, "pop3"))], now),
      servers: known(
        {
          ...(from.servers.ok ? from.servers.value : {}),
          r: known(server("r", "pop3"), now),
        },
        now,
      ),
    });
    expect(onlyFinding(check, three)).toMatchObject({
      subject: { accounts: ["p", "q", "r"] },
      values: { one: "Mail of p", other: "Mail of q, Mail of r" },
    });
  });

  it("is silent where both leave mail for a hundred days or for ever", () => {
    expect(outcomeOf(check, two(days(100), {})).state).toBe("fine");
    expect(outcomeOf(check, two({}, days(0))).state).toBe("fine");
  });

  it("is not known where a time is nonsense, and found where the other is short", () => {
    const odd = { deleteByAge: true, daysOnServer: "14" };
    expect(outcomeOf(check, two({}, odd)).reason?.code).toBe("value-unreadable");
    expect(outcomeOf(check, two(days(3), odd)).state).toBe("found");
  });
});

describe("two accounts of different names", () => {
  const bob = { user: "bob@example.nl" };
  const listing = (one: unknown, other: unknown): Partial<Snapshot> => ({
    popStates: known(
      {
        p: known(popState({ sample: one as string[] }), now),
        q: known(popState({ sample: other as string[] }), now),
      },
      now,
    ),
  });

  it("are asked about, high, where the server showed both the same messages", () => {
    const from = two(days(14), days(14), bob, listing(["a1f", "b2f"], ["b2f", "c3f"]));
    expect(onlyFinding(check, from)).toMatchObject({
      severity: "high",
      action: "answer",
      subject: { accounts: ["p", "q"] },
      values: { kind: "listed" },
    });
  });

  it("are two mailboxes where it showed others, or only numbers that every mailbox has", () => {
    for (const same of [listing(["a1f"], ["b2f"]), listing(["1", "2"], ["1", "2"])]) {
      expect(outcomeOf(check, two(days(3), days(3), bob, same)).state).toBe("fine");
    }
  });

  it("are two mailboxes although they share an address: it may be an alias", () => {
    const from = {
      ...two(days(3), days(3), bob),
      accounts: known([account("p", "pop3"), account("q", "pop3")], now),
    };
    expect(outcomeOf(check, from).state).toBe("fine");
  });

  it("are asked about, medium, where only a + part differs and the messages are not known", () => {
    const tagged = { user: "ann+shop@example.nl" };
    const found = onlyFinding(check, two(days(3), {}, tagged));
    expect([found.severity, found.values.kind, found.action]).toEqual([
      "medium",
      "possible",
      "answer",
    ]);
    const other = two(days(3), {}, tagged, listing(["a1f"], ["b2f"]));
    expect(outcomeOf(check, other).state).toBe("fine");
  });

  it("are what the user says they are", () => {
    const listed = listing(["a1f"], ["a1f"]);
    const said = (same: boolean) =>
      two(days(3), {}, bob, {
        ...listed,
        mailboxAnswers: [{ accounts: ["p", "q"], same }],
      });
    expect(onlyFinding(check, said(true)).values.kind).toBe("accounts");
    expect(outcomeOf(check, said(false)).state).toBe("fine");
  });

  it("are not known, each once, where their servers could not be read", () => {
    const from = { ...two({}, {}), servers: missing("experiment-absent") };
    const { state, notKnown } = outcomeOf(check, from);
    expect(state).toBe("unknown");
    expect(notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"], ["q"]]);
  });

  it("survive a sample that is none", () => {
    const from = two(days(3), {}, bob, listing([null, 7, ""], "a1f"));
    expect(outcomeOf(check, from).state).toBe("fine");
  });
});

describe("a device that fetches the same mailbox with POP", () => {
  const beside = (here: Settings, ...devices: Device[]) =>
    withPop(here, { devices: { "Ann@example.nl": devices } });
  const pc = (daysOnServer: Device["daysOnServer"], name = "PC upstairs") =>
    device({ name, protocol: "pop", daysOnServer });

  it.each<[string, Settings, Device["daysOnServer"], string, string, number]>([
    ["has fewer days", days(100), 14, "device", "devices", 14],
    ["takes mail at once", days(14), 0, "device-at-once", "devices", 0],
    ["has more days", days(14), 30, "here", "fix", 14],
    ["has the same days", days(14), 14, "here", "fix", 14],
    [
      "keeps all, and this computer nothing",
      { leaveOnServer: false },
      "always",
      "here-at-once",
      "fix",
      0,
    ],
    ["does nobody know what, with few days here", days(14), "unknown", "here", "fix", 14],
  ])("%s", (_how, here, there, kind, action, shortest) => {
    expect(onlyFinding(check, beside(here, pc(there)))).toMatchObject({
      severity: "high",
      action,
      subject: { accounts: ["p"], address: "ann@example.nl" },
      values: { kind, devices: "PC upstairs", days: shortest, count: shortest },
    });
  });

  it("is asked about, medium, where only its days are not known", () => {
    for (const nonsense of ["unknown", Number.NaN, -3, "7", null] as never[]) {
      const found = onlyFinding(check, beside(days(100), pc(nonsense)));
      expect([found.severity, found.values.kind, found.action]).toEqual([
        "medium",
        "device-unknown",
        "devices",
      ]);
    }
  });

  it("is named alone where it is the one that is too short", () => {
    const found = onlyFinding(check, beside({}, pc(14), pc(200, "Laptop")));
    expect(found.values.devices).toBe("PC upstairs");
  });

  it("is silent where all leave mail long enough, and for other protocols", () => {
    expect(outcomeOf(check, beside(days(100), pc("always"), pc(100))).state).toBe("fine");
    const phone = device({ protocol: "imap", daysOnServer: 3 });
    expect(outcomeOf(check, beside(days(14), phone)).state).toBe("fine");
  });

  it("is found by what is known, where the days here are not", () => {
    const unread: Part<never> = missing("account-gone");
    const from = {
      ...beside({}, pc(3)),
      servers: known({ p: unread }, now),
    };
    const outcome = outcomeOf(check, from);
    expect(outcome.findings.map(({ values }) => values.kind)).toEqual(["device"]);
    expect(outcome.notKnown[0]?.reason.code).toBe("account-gone");
  });
});
