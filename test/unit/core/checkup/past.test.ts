import { describe, expect, it } from "vitest";
import { moveSignal } from "../../../../src/core/checkup/move-signal";
import { accountNow, nextPast } from "../../../../src/core/checkup/past";
import type {
  AccountPast,
  FolderFact,
  ServerFact,
  Snapshot,
} from "../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../src/core/part";
import { account, folder, now, server, snapshot } from "./snapshots";

const day = 24 * 60 * 60 * 1000;

/** What an account holds on one day: rows by path, `[rows, uidValidity]` or a whole fact. */
type Mail = Record<string, number | [number, number] | Partial<FolderFact>>;

const roles: Record<string, FolderFact["role"]> = { Trash: "trash", Junk: "junk", Sent: "sent" };

const factsOf = (mail: Mail): FolderFact[] =>
  Object.entries(mail).map(([path, what]) => {
    const role = path === "INBOX" ? "inbox" : (roles[path] ?? null);
    if (typeof what === "number") return folder(path, what, { role, uidValidity: 7 });
    if (Array.isArray(what)) return folder(path, what[0], { role, uidValidity: what[1] });
    return folder(path, what.rows ?? 0, { role, uidValidity: 7, ...what });
  });

interface Day {
  mail: Mail | null;
  server?: Partial<ServerFact> | null;
  local?: number;
  putAside?: boolean;
  /** Days since the day before; 1 where it is left out. */
  later?: number;
  /** What the check-up of that day must see. */
  sees: string | null;
}

function snapshotOf({ mail, server: facts = {}, local = 0 }: Day, at: number): Snapshot {
  return snapshot({
    takenAt: at,
    accounts: known([account("i", "imap"), account("l", "local", "")], at),
    servers: known(
      {
        i: facts ? known(server("i", "imap", {}, facts), at) : missing("internal"),
        l: known(server("l", "local"), at),
      },
      at,
    ),
    folders: known(
      {
        i: mail ? known(factsOf(mail), at) : missing("folder-locked"),
        l: known([folder("Kept", local, { account: "l" })], at),
      },
      at,
    ),
  });
}

/** Lives through the days and answers what each check-up saw. */
function live(days: Day[]): (string | null)[] {
  let past: Record<string, AccountPast> = {};
  let at = now;
  return days.map((today) => {
    at += (today.later ?? 1) * day;
    const from = snapshotOf(today, at);
    const [before, is] = [past.i, accountNow(from, "i")];
    const signal = before && is ? moveSignal(before, is) : null;
    past = nextPast(past, from, new Set(today.putAside ? ["i"] : []));
    return signal && `${signal.kind} ${signal.severity}`;
  });
}

const ordinary: Mail = { INBOX: 200, Work: 300, Sent: 100, Trash: 40, Junk: 10 };
const empty: Mail = { INBOX: [3, 8] };
const lost = "mail-lost critical";

const lives: Record<string, Day[]> = {
  "an inbox-zero person who files everything every day": [
    { mail: { INBOX: 60, Work: 300 }, sees: null },
    { mail: { INBOX: 0, Work: 360 }, sees: null },
    { mail: { INBOX: 55, Work: 360 }, sees: null },
    { mail: { INBOX: 0, Work: 415 }, sees: null },
  ],
  "somebody who deletes most of it, and empties the Trash a week later": [
    { mail: { INBOX: 500, Trash: 10 }, sees: null },
    { mail: { INBOX: 100, Trash: 410 }, sees: null },
    { mail: { INBOX: 101, Trash: 0 }, later: 7, sees: null },
  ],
  "somebody who archives most of it to Local Folders": [
    { mail: ordinary, local: 1000, sees: null },
    { mail: { ...ordinary, Work: 0, Sent: 0 }, local: 1400, sees: null },
  ],
  "a small mailbox that is cleaned up": [
    { mail: { INBOX: 5 }, sees: null },
    { mail: { INBOX: 2 }, sees: null },
    { mail: { INBOX: 15, Work: 9 }, sees: null },
    { mail: { INBOX: 4 }, sees: null },
  ],
  "a holiday of three weeks, and then much new mail": [
    { mail: ordinary, sees: null },
    { mail: { ...ordinary, INBOX: 600 }, later: 21, sees: null },
  ],
  "a folder with another name": [
    { mail: { INBOX: 100, Work: 300 }, sees: null },
    { mail: { INBOX: 101, Business: 300 }, sees: null },
    {
      mail: { INBOX: 102, Shop: { everOpened: false, server: known({ messages: 300 }, now) } },
      sees: null,
    },
  ],
  "a new provider with an empty mailbox: it stands, and follows after 60 days": [
    { mail: ordinary, sees: null },
    { mail: empty, sees: lost },
    { mail: { INBOX: [9, 8] }, sees: lost },
    { mail: { INBOX: [40, 8] }, later: 40, sees: lost },
    { mail: { INBOX: [50, 8] }, later: 20, sees: lost },
    { mail: { INBOX: [51, 8] }, sees: null },
  ],
  "the same, put aside": [
    { mail: ordinary, sees: null },
    { mail: empty, putAside: true, sees: lost },
    { mail: empty, sees: null },
  ],
  "a new provider that has copied everything": [
    { mail: { INBOX: [200, 7], Work: [300, 7] }, server: { host: "imap.old.nl" }, sees: null },
    {
      mail: { INBOX: [200, 9], Work: [300, 9] },
      server: { host: "imap.new.nl" },
      sees: "server-changed critical",
    },
    {
      mail: { INBOX: [200, 9], Work: [300, 9] },
      server: { host: "imap.new.nl" },
      sees: "server-changed critical",
    },
  ],
  "another spelling of the same server": [
    { mail: ordinary, server: { host: "IMAP.example.nl", user: "Ann@example.nl" }, sees: null },
    { mail: ordinary, server: { host: "imap.example.nl", user: "ann@example.nl" }, sees: null },
  ],
  "folders that are numbered anew, one and then two": [
    { mail: { INBOX: [200, 7], Work: [300, 7], Empty: [0, 7] }, sees: null },
    { mail: { INBOX: [200, 7], Work: [300, 7], Empty: [0, 8] }, sees: null },
    { mail: { INBOX: [200, 8], Work: [300, 7], Empty: [0, 8] }, sees: "renumbered info" },
    { mail: { INBOX: [200, 8], Work: [300, 8], Empty: [0, 8] }, sees: "renumbered critical" },
  ],
  "a number that Thunderbird does not know for a day": [
    { mail: { INBOX: [200, 7], Work: [300, 7] }, sees: null },
    { mail: { INBOX: { rows: 200, uidValidity: null }, Work: [300, 7] }, sees: null },
    { mail: { INBOX: [200, 8], Work: [300, 8] }, sees: "renumbered critical" },
  ],
  "folders whose list is built anew": [
    { mail: ordinary, sees: null },
    {
      mail: {
        ...ordinary,
        INBOX: { rows: 0, everOpened: false },
        Work: { rows: 0, everOpened: false },
      },
      sees: null,
    },
    {
      mail: { ...ordinary, INBOX: 10, Work: { rows: 0, everOpened: false } },
      sees: lost,
    },
  ],
  "a folder that is gone": [
    { mail: ordinary, sees: null },
    { mail: { ...ordinary, Work: 299, Old: 35 }, sees: null },
    { mail: { ...ordinary, Work: 299 }, sees: "folders-gone info" },
    { mail: { ...ordinary, Work: 299 }, later: 13, sees: null },
  ],
  "a folder with a third fewer messages": [
    { mail: { INBOX: 500, Work: 100 }, sees: null },
    { mail: { INBOX: 500, Work: 70 }, sees: "fewer-messages info" },
    { mail: { INBOX: 500, Work: 70 }, sees: "fewer-messages info" },
  ],
  "an account that cannot be read for a day": [
    { mail: ordinary, sees: null },
    { mail: null, sees: null },
    { mail: ordinary, server: null, sees: null },
    { mail: empty, sees: lost },
  ],
};
// The sign of a gone folder stands for 14 days.
lives["a folder that is gone"]?.splice(
  3,
  1,
  { mail: { ...ordinary, Work: 299 }, later: 12, sees: "folders-gone info" },
  { mail: { ...ordinary, Work: 299 }, later: 1, sees: "folders-gone info" },
  { mail: { ...ordinary, Work: 299 }, later: 1, sees: null },
);

describe("what a check-up sees, day after day", () => {
  it.each(Object.entries(lives))("%s", (_who, days) => {
    expect(live(days)).toEqual(days.map(({ sees }) => sees));
  });
});

describe("what is kept of the past", () => {
  const one = snapshotOf({ mail: ordinary, local: 12, sees: null }, now);
  const past = nextPast(null, one, new Set());

  it("has the folders that Thunderbird has opened, and how many messages Local Folders holds", () => {
    expect(past.i).toMatchObject({
      at: now,
      user: "ann@example.nl",
      host: "imap.example.nl",
      local: 12,
    });
    expect(past.i?.folders.Work).toEqual({ uidValidity: 7, rows: 300 });
    expect(Object.keys(past)).toEqual(["i"]);
  });

  it("is dropped with the account, and stays where the accounts cannot be listed", () => {
    const none = { ...one, accounts: known([], now) };
    expect(nextPast(past, none, new Set())).toEqual({});
    expect(nextPast(past, { ...one, accounts: missing("internal") }, new Set())).toEqual(past);
  });

  it("survives a folder with the name of something that every object has", () => {
    const odd = snapshotOf({ mail: { INBOX: 50, constructor: 60 }, sees: null }, now);
    const kept = nextPast(null, odd, new Set());
    expect(kept.i?.folders.constructor).toEqual({ uidValidity: 7, rows: 60 });
    expect(
      live([
        { mail: ordinary, sees: null },
        { mail: { ...ordinary, toString: 5 }, sees: null },
      ]),
    ).toEqual([null, null]);
  });
});
