import type { Device } from "../../../../src/core/checkup/devices";
import type {
  AccountFact,
  FilterFact,
  FolderFact,
  IdentityFact,
  PopStateFact,
  Snapshot,
} from "../../../../src/core/checkup/snapshot";
import { known, missing, type Part } from "../../../../src/core/part";
import { account, backup, census, daysAgo, folder, hidden, now, snapshot } from "./snapshots";
import { troubledServers } from "./troubled-servers";

/**
 * A profile in which every check finds something. Settings that exclude each other stand in
 * accounts of their own, and no two accounts but the named pairs share a mailbox.
 */
export const troubled = (): Snapshot =>
  snapshot({
    notBackedUp: ["n"],
    devices: { "ann@example.nl": [upstairs], "neg@example.nl": [] },
    mailboxAnswers: [{ accounts: ["i", "o"], same: false }],
    accounts: known(
      [
        { ...account("p", "pop3", "ann@example.nl"), messages: known(40, now) },
        { ...account("i", "imap", "ann@example.nl"), messages: known(900, now) },
        { ...account("q", "pop3", "bob@example.nl"), messages: known(7, now) },
        { ...account("r", "pop3", "bob@example.nl"), messages: known(7, now) },
        { ...account("n", "pop3", "neg@example.nl"), messages: known(3, now) },
        { ...account("s", "pop3", "forever@example.nl"), messages: known(3, now) },
        { ...account("g", "pop3", "cat@gmail.com"), messages: known(3, now) },
        { ...account("o", "imap", "old@example.org"), messages: known(12, now) },
        { ...account("l", "local", ""), messages: known(5, now) },
        account("e", "ews", "eve@school.nl"),
        account("x", "extension:owl", "owl@example.nl"),
      ] satisfies AccountFact[],
      now,
    ),
    servers: known(troubledServers, now),
    folders: known(
      {
        p: pop("p", [folder("Inbox", 40, { census: known(census(40, { partial: 4 }), now) })]),
        i: known(imapFolders, now),
        q: pop("q", [folder("Inbox", 7, { sizeOnDisk: 9e9, expungedBytes: 8e8 })]),
        r: pop("r", []),
        n: pop("n", [folder("Inbox", 3)]),
        s: pop("s", [folder("Inbox", 3)]),
        g: pop("g", [folder("Inbox", 3)]),
        o: known(
          [
            folder("INBOX", 12, {
              account: "o",
              uidValidity: 99,
              census: known(census(12, { withoutBody: 6, withoutBodyBytes: 6e5 }), now),
            }),
          ],
          now,
        ),
        l: pop("l", [folder("Saved", 5)]),
        e: pop("e", [folder("Inbox", 20)]),
      },
      now,
    ),
    hidden: known(
      { i: known([hidden("Old"), hidden("Empty", 0)], now), o: missing("password-needed") },
      now,
    ),
    quotas: known(
      {
        i: known([{ name: "STORAGE", usedKb: 98, limitKb: 100 }], now),
        o: missing("password-needed"),
      },
      now,
    ),
    popStates: known(
      {
        p: state(60, [[2, 9]], ["a1", "a2"]),
        q: state(0, [[5, 3]], ["b1", "b2"]),
        r: state(0, [[38, 3]], ["b1", "b2"]),
        n: state(0, [], []),
        s: state(0, [[400, 3]], ["s1"]),
        g: state(0, [[1, 2]], ["g1"]),
      },
      now,
    ),
    identities: known(
      {
        ...Object.fromEntries([..."pqrnsgoe"].map((id) => [id, known([identity(id)], now)])),
        i: known([{ ...identity("i"), keepsSent: false }], now),
      },
      now,
    ),
    filters: known(
      {
        ...Object.fromEntries([..."iqrnsgoel"].map((id) => [id, known([] as FilterFact[], now)])),
        p: known([{ name: "Away", action: "delete-from-server" } as FilterFact], now),
      },
      now,
    ),
    disk: known(
      {
        profilePath: "/home/ann/Dropbox/thunderbird",
        profileFree: 1e8,
        accountFree: Object.fromEntries([..."piqrnsgole"].map((id) => [id, 1e8])),
        mboxOver4Gb: false,
      },
      now,
    ),
    past: known(
      {
        i: past("i", "imap.example.nl", { INBOX: 5, "Archive/Gone": 10 }),
        o: past("old", "imap.old-host.example", { INBOX: 900, Work: 80 }),
      },
      now,
    ),
    inboxes: known(
      // Where POP reads the same address, in this Thunderbird or on a named device, other checks speak.
      { o: emptied, i: { looks: [{ at: daysAgo(1), messages: 900, oldestAt: 1 }], vanished: [] } },
      now,
    ),
    backups: known(
      {
        ...Object.fromEntries([..."prnsgle"].map((id) => [id, null])),
        i: backup({ endedAt: daysAgo(90), onProfileDisk: missing("internal") }),
        o: backup({ account: "o" }),
        q: backup({ account: "q" }),
      },
      now,
    ),
  });

const upstairs: Device = {
  id: "d",
  name: "PC upstairs",
  kind: "computer",
  app: "outlook",
  protocol: "pop",
  daysOnServer: 14,
};

/** Folders as an account without IMAP has them. */
const pop = (id: string, list: FolderFact[]): Part<FolderFact[]> =>
  known(
    list.map((one) => ({ ...one, account: id, server: null, uidValidity: null })),
    now,
  );

const state = (days: number, kept: [number, number][], sample: string[]): Part<PopStateFact> =>
  known(
    {
      writtenAt: daysAgo(days),
      kept: kept.map(([ago, count]): [number, number] => [daysAgo(ago), count]),
      partial: 0,
      sample,
    },
    now,
  );

const identity = (id: string): IdentityFact => ({
  email: `${id}@example.nl`,
  keepsSent: true,
  sentAccount: id,
  sentFolder: "Sent",
  archives: true,
  archiveAccount: id,
  archiveFolder: "Archives",
});

const own = { own: true, by: 3, days: 0, count: 0, starredToo: true };

const imapFolders = [
  folder("INBOX", 5, { census: known(census(5, { oldestAt: daysAgo(13) }), now) }),
  folder("Archive", 0, { everOpened: false, server: known({ messages: 9 }, now) }),
  folder("Work", 90, {
    keepOffline: false,
    retention: known(own, now),
    census: known(census(90, { withoutBody: 50, withoutBodyBytes: 5e6 }), now),
  }),
];

const past = (user: string, host: string, folders: Record<string, number>) => ({
  at: daysAgo(1),
  user: `${user === "i" ? "ann" : user}@example.nl`,
  host,
  folders: Object.fromEntries(
    Object.entries(folders).map(([path, rows]) => [path, { uidValidity: 1, rows }]),
  ),
});

/** Two months in which the oldest message was never older than a fortnight, and others vanished at that age. */
const emptied = {
  looks: Array.from({ length: 30 }, (_, i) => 60 - 2 * i).map((days) => ({
    at: daysAgo(days),
    messages: 20,
    oldestAt: daysAgo(days + 13),
  })),
  vanished: [30, 20, 9, 2].map((days) => ({
    at: daysAgo(days),
    count: 6,
    youngestDays: 14,
    oldestDays: 15,
  })),
};
