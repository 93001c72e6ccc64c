import { expect, it } from "vitest";
import { runCheckup } from "../../../../src/core/checkup/run";
import type {
  AccountPast,
  FolderFact,
  IdentityFact,
  Snapshot,
} from "../../../../src/core/checkup/snapshot";
import { known } from "../../../../src/core/part";
import { account, backup, daysAgo, folder, now, server, snapshot } from "./snapshots";

/** What Thunderbird writes for a new IMAP account, where that is not what the fixtures have already. */
const byDefault = {
  limitSize: false,
  maxSizeKb: 50,
  maxAgeDays: -1,
  retainDays: 0,
  retainCount: 0,
};

const own = { own: false, by: 1, days: 0, count: 0, starredToo: false };
const kept = (path: string, rows: number, facts: Partial<FolderFact> = {}) =>
  folder(path, rows, { retention: known(own, now), ...facts });

/** Junk and Trash are never kept here by Thunderbird itself, and seldom opened. */
const thrownAway = { keepOffline: false, everOpened: false, sizeOnDisk: null };
const stillThere = { server: known({ messages: 40 }, now) };

const folders: FolderFact[] = [
  // Two messages came in a moment ago.
  kept("INBOX", 1200, { role: "inbox", server: known({ messages: 1202 }, now) }),
  kept("Sent", 800, { role: "sent" }),
  kept("Drafts", 1, { role: "drafts" }),
  kept("Archives/2025", 4000, { role: "archives", expungedBytes: 90e6 }),
  kept("Made yesterday", 0, { everOpened: false, sizeOnDisk: null }),
  kept("Junk", 0, { role: "junk", ...thrownAway, ...stillThere }),
  kept("Trash", 0, { role: "trash", ...thrownAway, ...stillThere }),
];

const identity: IdentityFact = {
  email: "ann@example.nl",
  keepsSent: true,
  sentAccount: "i",
  sentFolder: "Sent",
  archives: true,
  archiveAccount: "i",
  archiveFolder: "Archives",
};

/** A month ago it was as it is now. */
const asBefore: AccountPast = {
  at: daysAgo(30),
  user: "ann@example.nl",
  host: "imap.example.nl",
  folders: Object.fromEntries(
    folders.map(({ path, rows, uidValidity }) => [path, { rows, uidValidity }]),
  ),
};

const household = (): Snapshot =>
  snapshot({
    devices: { "ann@example.nl": [] },
    accounts: known(
      [
        { ...account("i", "imap"), messages: known(6001, now) },
        { ...account("l", "local", ""), messages: known(0, now) },
      ],
      now,
    ),
    servers: known(
      {
        i: known(server("i", "imap", byDefault), now),
        l: known(server("l", "local", {}, { user: "nobody", host: "Local Folders" }), now),
      },
      now,
    ),
    folders: known({ i: known(folders, now), l: known([], now) }, now),
    hidden: known({ i: known([], now) }, now),
    quotas: known({ i: known([{ name: "STORAGE", usedKb: 400_000, limitKb: 1e6 }], now) }, now),
    identities: known({ i: known([identity], now), l: known([], now) }, now),
    filters: known({ i: known([], now), l: known([], now) }, now),
    disk: known(
      {
        profilePath: "/home/ann/.thunderbird/x.default",
        profileFree: 100e9,
        accountFree: { i: 100e9, l: 100e9 },
        mboxOver4Gb: true,
      },
      now,
    ),
    past: known({ i: asBefore }, now),
    inboxes: known({}, now),
    backups: known(
      {
        i: backup({
          messages: 6000,
          expected: 6000,
          endedAt: daysAgo(2),
          oldestReading: daysAgo(9),
        }),
        l: null,
      },
      now,
    ),
  });

it("is told nothing above good to know, and nothing is left unknown", () => {
  const { outcomes } = runCheckup(household());
  const loud = outcomes.flatMap(({ findings }) => findings).filter((f) => f.severity !== "info");
  expect(loud.map(({ check, severity, values }) => [check, severity, values])).toEqual([]);
  const unseen = outcomes.filter(({ notKnown }) => notKnown.length > 0);
  expect(unseen.map(({ check, reason }) => [check, reason])).toEqual([]);
});

it("is told so only because it is healthy: one careless setting is found", () => {
  const careless = server("i", "imap", { ...byDefault, deleteModel: 2 });
  const from = { ...household(), servers: known({ i: known(careless, now) }, now) };
  const found = runCheckup(from).outcomes.flatMap(({ findings }) => findings);
  expect(found.some(({ severity }) => severity === "high")).toBe(true);
});
