import { expect, it } from "vitest";
import { inboxEmptiedElsewhere } from "../../../../../src/core/checkup/checks/inbox-emptied-elsewhere";
import type { Device } from "../../../../../src/core/checkup/devices";
import type { FolderFact, InboxWatch, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import {
  account,
  census,
  daysAgo,
  folder,
  now,
  onlyFinding,
  outcomeOf,
  type Settings,
  server,
  snapshot,
} from "../snapshots";

/** A look each day for so many days, the last one today, at an Inbox whose oldest message is `age(daysAgo)` days old. */
const looks = (days: number, age: (back: number) => number, messages = 20): InboxWatch["looks"] =>
  Array.from({ length: days }, (_, n) => {
    const back = days - 1 - n;
    return { at: daysAgo(back), messages, oldestAt: daysAgo(back + age(back)) };
  });

const steady = looks(12, () => 7);
const gone = (back: number, count: number, youngestDays = 7) => ({
  at: daysAgo(back),
  count,
  youngestDays,
  oldestDays: youngestDays + 1,
});

const old = [
  folder("INBOX", 20, { census: known(census(20, { oldestAt: daysAgo(7) }), now) }),
  folder("Work", 50),
];

const watched = (
  watch: InboxWatch | null,
  settings: Settings = {},
  folders: FolderFact[] = old,
  parts: Partial<Snapshot> = {},
): Snapshot =>
  snapshot({
    accounts: known([account("i", "imap")], now),
    servers: known({ i: known(server("i", "imap", settings), now) }, now),
    folders: known({ i: known(folders, now) }, now),
    inboxes: known(watch ? { i: watch } : {}, now),
    ...parts,
  });

const pattern: InboxWatch = { looks: steady, vanished: [] };
const vanished: InboxWatch = { looks: steady, vanished: [gone(3, 4), gone(1, 6)] };

it("is found, medium, where nothing in the Inbox is ever older than a week and other folders are", () => {
  expect(onlyFinding(inboxEmptiedElsewhere, watched(pattern))).toMatchObject({
    severity: "medium",
    action: "devices",
    subject: { accounts: ["i"], address: "ann@example.nl" },
    values: {
      kind: "pattern",
      days: 7,
      looks: 12,
      vanished: 0,
      firstAt: daysAgo(11),
      olderAt: daysAgo(1000),
    },
  });
});

it("is found, high and never above, where messages vanished at one age on several days", () => {
  expect(onlyFinding(inboxEmptiedElsewhere, watched(vanished))).toMatchObject({
    severity: "high",
    values: { kind: "vanished", days: 7, vanished: 10, times: 2, lastAt: daysAgo(1) },
  });
});

it("is found, medium, where that was seen on one day only", () => {
  const once = { looks: steady.slice(-2), vanished: [gone(1, 6)] };
  expect(onlyFinding(inboxEmptiedElsewhere, watched(once)).severity).toBe("medium");
});

it.each<[string, InboxWatch]>([
  ["the age goes up and down", { looks: looks(12, (back) => 2 + ((back * 5) % 9)), vanished: [] }],
  ["the oldest message stays", { looks: looks(12, (back) => 700 - back), vanished: [] }],
  ["there are a few messages only", { looks: looks(12, () => 7, 4), vanished: [] }],
  [
    "older mail stays behind",
    { looks: looks(12, (back) => 90 - back), vanished: [gone(3, 9), gone(1, 9)] },
  ],
  ["few vanished", { looks: looks(12, (back) => 12 - back), vanished: [gone(1, 4, 13)] }],
  [
    "they vanished at different ages",
    { looks: looks(12, (back) => 12 - back), vanished: [gone(5, 9, 30), gone(1, 9, 13)] },
  ],
  [
    "it is emptied every day",
    { looks: looks(12, () => 0.8), vanished: [gone(3, 9, 1), gone(1, 9, 1)] },
  ],
  [
    "that was long ago",
    { looks: looks(9, (back) => 60 - back), vanished: [gone(45, 9), gone(40, 9)] },
  ],
])("is silent where %s", (_what, watch) => {
  expect(outcomeOf(inboxEmptiedElsewhere, watched(watch))).toMatchObject({ state: "fine" });
});

it("is silent about the age alone where no kept folder has older mail: the mailbox is new", () => {
  const young = [old[0] as FolderFact, folder("Sent", 50, { role: "sent" })];
  expect(outcomeOf(inboxEmptiedElsewhere, watched(pattern, {}, young)).state).toBe("fine");
  expect(onlyFinding(inboxEmptiedElsewhere, watched(vanished, {}, young)).severity).toBe("high");
});

it("is silent at Gmail, and where Thunderbird itself deletes old mail", () => {
  expect(outcomeOf(inboxEmptiedElsewhere, watched(vanished, { isGmail: true })).state).toBe("fine");
  expect(outcomeOf(inboxEmptiedElsewhere, watched(vanished, { retainBy: 2 })).state).toBe("fine");
  const own = known({ own: true, by: 3, days: 0, count: 50, starredToo: false }, now);
  const inbox = { ...(old[0] as FolderFact), retention: own };
  expect(outcomeOf(inboxEmptiedElsewhere, watched(vanished, {}, [inbox])).state).toBe("fine");
});

const device = (protocol: Device["protocol"]): Device => ({
  id: "d",
  name: "Phone",
  kind: "phone",
  app: "other",
  protocol,
  daysOnServer: "unknown",
});

it("is silent where a device with POP was named, and not where none of those named has it", () => {
  const told = (protocol: Device["protocol"]) =>
    watched(vanished, {}, old, { devices: { "Ann@Example.nl": [device(protocol)] } });
  expect(outcomeOf(inboxEmptiedElsewhere, told("pop")).state).toBe("fine");
  expect(onlyFinding(inboxEmptiedElsewhere, told("imap")).severity).toBe("high");
});

it("is silent where a POP account in this Thunderbird reads the same mailbox", () => {
  const from = watched(vanished, {}, old, {
    accounts: known([account("i", "imap"), account("p", "pop3")], now),
    servers: known({ i: known(server("i", "imap"), now), p: known(server("p", "pop3"), now) }, now),
  });
  expect(outcomeOf(inboxEmptiedElsewhere, from).state).toBe("fine");
});

it("is not known in the first week, unless the user has told which devices there are", () => {
  for (const watch of [null, { looks: looks(5, (back) => 90 - back), vanished: [] }]) {
    expect(outcomeOf(inboxEmptiedElsewhere, watched(watch)).reason?.code).toBe("seen-too-briefly");
    const told = watched(watch, {}, old, { devices: { "ann@example.nl": [] } });
    expect(outcomeOf(inboxEmptiedElsewhere, told).state).toBe("fine");
  }
});

it("is not known where the age of other folders, the folders or the server could not be read", () => {
  const reasonOf = (from: Snapshot) => outcomeOf(inboxEmptiedElsewhere, from).reason?.code;
  const uncounted = old.map((one) => ({ ...one, census: missing("folder-locked") }));
  expect(reasonOf(watched(pattern, {}, uncounted))).toBe("folder-locked");
  expect(reasonOf(watched(pattern, {}, old, { folders: missing("internal") }))).toBe("internal");
  expect(reasonOf(watched(pattern, {}, old, { servers: missing("internal") }))).toBe("internal");
  expect(reasonOf(watched(pattern, { isGmail: "yes" }))).toBe("value-unreadable");
  expect(reasonOf(snapshot({ inboxes: missing("experiment-absent") }))).toBe("experiment-absent");
});

it.each<[string, InboxWatch]>([
  ["a look", { looks: [{ at: Number.NaN, messages: 3, oldestAt: null }], vanished: [] }],
  ["what vanished", { looks: steady, vanished: [{ ...gone(1, 9), count: -1 }] }],
  ["everything", { looks: null, vanished: null } as never],
])("is not known where %s is nonsense", (_what, watch) => {
  expect(outcomeOf(inboxEmptiedElsewhere, watched(watch)).reason?.code).toBe("value-unreadable");
});
