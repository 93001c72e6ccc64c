import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../../src/core/checkup/snapshot";
import type { Answers, Choice, Plan, Step, Sureness } from "../../../../src/core/chooser/advice";
import { advise } from "../../../../src/core/chooser/advise";
import { folder, snapshot } from "../checkup/snapshots";
import { ann, device, household } from "./mailboxes";

interface Household {
  who: string;
  given: Snapshot;
  answers: Answers;
  expected: [Choice, Sureness, Plan];
  steps: string[];
  address?: string;
}

const pop = (daysOnServer: number | "always" | "unknown") => ({
  protocol: "pop" as const,
  daysOnServer,
});
const phone = { devices: { [ann]: [device("Phone")] } };
const alone = { devices: { [ann]: [] } };
const none = { leaveOnServer: false };
const fortnight = { leaveOnServer: true, deleteByAge: true, daysOnServer: 14 };
const gmail = "ann@gmail.com";

/** Written before the code was run: what a person who knows both would say, and in which order. */
const households: Household[] = [
  {
    who: "one PC with POP, reading without internet",
    given: household([{ type: "pop3" }], alone),
    answers: { offline: "yes", deleteEverywhere: "no" },
    expected: ["pop", "clear", "stay"],
    steps: ["back-up"],
  },
  {
    who: "one PC with POP that takes all mail away",
    given: household([{ type: "pop3", settings: none }], alone),
    answers: { offline: "yes" },
    expected: ["pop", "clear", "stay"],
    steps: ["keep-on-server a", "back-up"],
  },
  {
    who: "one PC with POP that leaves mail for 60 days",
    given: household([{ type: "pop3", settings: { ...fortnight, daysOnServer: 60 } }], alone),
    answers: { offline: "yes" },
    expected: ["pop", "clear", "stay"],
    steps: ["back-up", "set-days a"],
  },
  {
    who: "phone with IMAP, PC with POP: mail is being lost now",
    given: household([{ type: "pop3", settings: fortnight }], phone),
    answers: { deleteEverywhere: "yes" },
    expected: ["imap", "clear", "to-imap"],
    steps: [
      "keep-on-server a",
      "back-up",
      "room-free-not-known",
      "add-imap a",
      "copy-up a",
      "compare-counts a",
      "remove-pop a",
      "back-up-again",
    ],
  },
  {
    who: "POP and IMAP side by side, even with 100 days",
    given: household(
      [
        { type: "pop3", settings: { ...fortnight, daysOnServer: 100 } },
        { type: "imap", quota: [1000, 10_000] },
      ],
      phone,
    ),
    answers: {},
    expected: ["imap", "clear", "to-imap"],
    steps: [
      "keep-on-server a",
      "back-up",
      "room-fits",
      "copy-up ab",
      "compare-counts ab",
      "remove-pop a",
      "back-up-again",
    ],
  },
  {
    who: "two PCs with POP on one mailbox, and a deletion should count on both",
    given: household([{ type: "pop3" }], {
      devices: { [ann]: [device("PC upstairs", { app: "outlook", kind: "computer", ...pop(14) })] },
    }),
    answers: { deleteEverywhere: "yes", offline: "no" },
    expected: ["imap", "clear", "to-imap"],
    steps: [
      "device-keep-on-server PC upstairs",
      "back-up",
      "room-free-not-known",
      "add-imap a",
      "copy-up a",
      "compare-counts a",
      "device-to-imap PC upstairs",
      "remove-pop a",
      "back-up-again",
    ],
  },
  {
    who: "two PCs with POP, everything wanted at home: answers that pull both ways",
    given: household([{ type: "pop3" }], {
      devices: { [ann]: [device("Laptop", { app: "thunderbird", ...pop("always") })] },
    }),
    answers: { offline: "yes", deleteEverywhere: "no", roomAtProvider: "no" },
    expected: ["either", "open", "stay"],
    steps: ["back-up"],
  },
  {
    who: "IMAP on a PC and a phone, all as it should be, backed up an hour ago",
    given: household([{ type: "imap", backedUp: 1 / 24, quota: [1000, 10_000] }], phone),
    answers: { offline: "yes", deleteEverywhere: "yes", roomAtProvider: "yes" },
    expected: ["imap", "clear", "stay"],
    steps: ["backup-fresh a"],
  },
  {
    who: "IMAP on one PC that keeps nothing here and must be read without internet",
    given: household([{ type: "imap", settings: { keepOffline: false } }], alone),
    answers: { offline: "yes", roomAtProvider: "no" },
    expected: ["pop", "clear", "to-pop"],
    steps: [
      "back-up",
      "disk-fits",
      "copy-to-local a",
      "add-pop a",
      "compare-counts a",
      "remove-imap a",
      "back-up-again",
    ],
  },
  {
    who: "Gmail by POP, phone too",
    address: gmail,
    given: household([{ type: "pop3", email: gmail, at: "gmail.com" }], {
      devices: { [gmail]: [device("Phone", { app: "gmail-app" })] },
    }),
    answers: {},
    expected: ["imap", "clear", "to-imap"],
    steps: [
      "back-up",
      "room-free-not-known",
      "add-imap a",
      "copy-up a",
      "compare-counts a",
      "remove-pop a",
      "back-up-again",
    ],
  },
  {
    who: "Outlook.com by POP beside a phone: IMAP is off there until it is switched on",
    address: "ann@hotmail.com",
    given: household([{ type: "pop3", email: "ann@hotmail.com", at: "office365.com" }], {
      devices: { "ann@hotmail.com": [device("Phone")] },
    }),
    answers: { offline: "no" },
    expected: ["imap", "clear", "to-imap"],
    steps: [
      "back-up",
      "room-free-not-known",
      "allow-imap",
      "add-imap a",
      "copy-up a",
      "compare-counts a",
      "remove-pop a",
      "back-up-again",
    ],
  },
  {
    who: "IMAP in a mailbox that is nearly full, POP phone",
    given: household([{ type: "imap", quota: [9_500, 10_000] }], {
      devices: { [ann]: [device("Tablet", pop("unknown"))] },
    }),
    answers: { deleteEverywhere: "yes", roomAtProvider: "yes" },
    expected: ["imap", "leaning", "stay"],
    steps: ["device-keep-on-server Tablet", "back-up", "device-to-imap Tablet"],
  },
  {
    who: "POP with 8 GB here, IMAP beside it with 2 GB free: does not fit",
    given: household(
      [
        { type: "pop3", folders: [folder("Inbox", 400_000)] },
        { type: "imap", quota: [3_000, 5_000] },
      ],
      phone,
    ),
    answers: { deleteEverywhere: "yes", offline: "no" },
    expected: ["imap", "clear", "to-imap"],
    steps: [
      "back-up",
      "room-too-small",
      "copy-up ab",
      "compare-counts ab",
      "remove-pop a",
      "back-up-again",
    ],
  },
  {
    who: "nothing known of devices, nothing answered, POP and IMAP side by side",
    given: household([{ type: "pop3" }, { type: "imap" }]),
    answers: {},
    expected: ["either", "open", "decide"],
    steps: ["answer-questions", "name-devices", "back-up"],
  },
  {
    who: "an address without an account",
    given: snapshot(),
    answers: { otherDevices: "yes" },
    expected: ["imap", "clear", "none"],
    steps: [],
  },
  {
    who: "an Exchange account on several devices",
    given: household([{ type: "ews", at: "office365.com" }], phone),
    answers: { deleteEverywhere: "yes", offline: "no" },
    expected: ["imap", "clear", "stay"],
    steps: ["back-up"],
  },
];

const shown = ({ code, accounts, device: on, values }: Step) => {
  const all = code === "back-up" || code === "room-fits";
  const where = on ? String(values.device) : all ? "" : accounts.join("");
  return where ? `${code} ${where}` : code;
};

describe.each(households)("$who", ({ given, answers, expected, steps, address = ann }) => {
  const advice = advise(given, address, answers);

  it("gets its advice", () => {
    expect([advice.choice, advice.sure, advice.plan]).toEqual(expected);
  });

  it("gets its steps in the order in which no mail is lost", () => {
    expect(advice.steps.map(shown)).toEqual(steps);
  });
});
