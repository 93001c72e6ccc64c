import { describe, expect, it } from "vitest";
import type { FolderVerdict } from "../../../../src/core/backup/manifest";
import type {
  AccountEvidence,
  BackupEvidence,
  SafeToDelete,
} from "../../../../src/core/safe-to-delete/answer";
import { judgeSafety } from "../../../../src/core/safe-to-delete/judge";
import {
  account,
  backup,
  type Folder,
  folder,
  inbox,
  judge,
  manifest,
  minute,
  now,
  reading,
  verdict,
} from "./evidence";

/** What is told, as short texts. */
const told = ({ answer, reasons, folders }: SafeToDelete) => [
  answer,
  ...reasons.map(({ code }) => code),
  ...folders.map(({ why, count }) => `${why} ${count}`),
];

const local = verdict({ server: null });
const held = (...folders: Folder[]) => ({ manifest: manifest({ folders }) });
const one = (more: Partial<FolderVerdict>) => held(folder({ verdict: verdict(more) }));
const ofPop = { popLacking: 0, ...held(folder({ verdict: local })) };
const pop = { type: "pop3" };

describe("yes", () => {
  it("is said where nothing at all is left open", () => {
    expect(told(judge())).toEqual(["yes"]);
    expect(judge().backup).toEqual({ backupId: "b1", path: "/stick" });
  });

  it("is said of POP where popstate.dat and the index agree, and of local folders", () => {
    expect(told(judge(ofPop, pop))).toEqual(["yes"]);
    expect(told(judge(ofPop, { type: "none", host: "Local Folders" }))).toEqual(["yes"]);
  });

  it("is said with unsubscribed folders that are saved, and with folders that are gone", () => {
    const old = verdict({ at: 1, state: "unknown" });
    const gone = folder({ path: "Old", present: false, verdict: old });
    const hidden = folder({ path: "Hidden", name: "Hidden" });
    expect(told(judge(held(folder(), hidden, gone)))).toEqual(["yes"]);
  });

  it("is said where one of several backups proves it", () => {
    const away = backup({ backupId: "b2", isThere: false });
    const lacking = backup({ backupId: "b3", ...one({ saved: 1 }) });
    for (const all of [
      [away, backup()],
      [backup(), away],
      [lacking, backup(), away],
    ]) {
      const { answer, backup: of } = judgeSafety(account(), all, now);
      expect([answer, of?.backupId]).toEqual(["yes", "b1"]);
    }
  });
});

type Case = [string, Partial<BackupEvidence>, Partial<AccountEvidence>, string[]];

const damage = [{ kind: "volume-bytes", file: "x", count: 1 }];
const notShown = { code: "folder-not-shown", values: {} } as const;
const notTried = { code: "service-not-tried", values: {} } as const;
const here = (path: string, rows: number) => ({ folders: [inbox, { path, name: path, rows }] });

/** Every single thing that must not be a yes, with what is said of it. */
const lacks: Case[] = [
  ["a folder that is not in the backup", {}, here("New", 3), ["absent 3"]],
  ["an empty folder that is not in it", {}, here("New", 0), ["absent 0"]],
  [
    "a folder that is here though the backup thinks it gone",
    held(folder(), folder({ path: "X", present: false })),
    here("X", 2),
    ["absent 2"],
  ],
  [
    "a folder left out by choice",
    held(folder(), folder({ path: "Trash", leftOut: true, verdict: null })),
    here("Trash", 4),
    ["left-out 4"],
  ],
  [
    "a folder that is not shown and could not be saved",
    one({ state: "incomplete", server: 9, rows: 0, saved: 0, reason: notShown }),
    { folders: [] },
    ["hidden 9"],
  ],
  ["an incomplete folder", one({ state: "incomplete", saved: 3 }), {}, ["incomplete 2"]],
  ["fewer than the server counts", one({ server: 6 }), {}, ["incomplete 1"]],
  ["fewer than Thunderbird lists", one({ rows: 7 }), {}, ["incomplete 2"]],
  ["mail that has come since", {}, { folders: [{ ...inbox, rows: 6 }] }, ["arrived 1"]],
  [
    "partial messages by POP",
    { popLacking: 0, ...held(folder({ verdict: { ...local, state: "incomplete", saved: 4 } })) },
    pop,
    ["incomplete 1"],
  ],
  ["POP mail that the index lacks", { ...ofPop, popLacking: 2 }, pop, ["pop-lacking"]],
  [
    "damaged messages",
    { reading: reading({ hitCount: 1, damages: damage }) },
    {},
    ["messages-damaged"],
  ],
];

const doubts: Case[] = [
  ["an unreadable popstate.dat", { ...ofPop, popLacking: null }, pop, ["pop-unknown"]],
  ["a folder never judged", held(folder({ verdict: null })), { folders: [] }, ["verdicts-unknown"]],
  ["a verdict that is not known", one({ state: "unknown" }), {}, ["verdicts-unknown"]],
  ["no count of the IMAP server", one({ server: null }), { type: "imap" }, ["verdicts-unknown"]],
  ["a verdict older than an hour", one({ at: now - 61 * minute }), {}, ["verdicts-old"]],
  ["a verdict of tomorrow", one({ at: now + minute }), {}, ["verdicts-old", "not-read-again"]],
  [
    "one old folder among fresh ones",
    held(folder(), folder({ path: "Old", verdict: verdict({ at: now - 90 * minute }) })),
    {},
    ["verdicts-old"],
  ],
  [
    "a run that was incomplete as a whole",
    { manifest: manifest({ verdict: "incomplete" }) },
    {},
    ["verdicts-unknown"],
  ],
  [
    "a run that is not known as a whole",
    { manifest: manifest({ verdict: "unknown" }) },
    {},
    ["verdicts-unknown"],
  ],
  ["a backup without folders", held(), { folders: [] }, ["no-folders"]],
  [
    "a run that has not ended",
    { manifest: manifest({ endedAt: null }) },
    {},
    ["backup-unfinished"],
  ],
  ["no reading", { reading: null }, {}, ["not-read-again"]],
  [
    "a reading from before the run ended",
    { reading: reading({ startedAt: now - 9 * minute - 1 }) },
    {},
    ["not-read-again"],
  ],
  [
    "a reading from before a folder's verdict",
    { reading: reading(), ...one({ at: now - minute }) },
    {},
    ["not-read-again"],
  ],
  ["damage that hits no message", { reading: reading({ damages: damage }) }, {}, ["files-damaged"]],
  ["the profile's own disk", { onProfileDisk: true }, {}, ["same-disk"]],
  ["a disk that does not tell", { onProfileDisk: null }, {}, ["disk-unknown"]],
  ["an older copy of the backup", { remembered: 8 }, {}, ["backup-older"]],
  ["a place that is not there", { isThere: false, manifest: null }, {}, ["place-away"]],
  ["a manifest that is not to be believed", { manifest: null }, {}, ["backup-unreadable"]],
  [
    "a count that looks like a limit",
    { manifest: manifest({ possibleCaps: [{ folder: "Inbox", count: 10_000, provider: "" }] }) },
    {},
    ["possibly-capped"],
  ],
  ["Gmail", {}, { host: "imap.gmail.com" }, ["gmail"]],
  ["Gmail by POP", ofPop, { ...pop, host: "pop.gmail.com" }, ["gmail"]],
  ["Yahoo", {}, { host: "imap.mail.yahoo.com" }, ["yahoo"]],
  [
    "Exchange",
    one({ state: "unknown", server: null, reason: notTried }),
    { type: "ews" },
    ["exchange", "verdicts-unknown"],
  ],
  ["another kind of account", ofPop, { type: "rss" }, ["type-unknown"]],
  ["folders that could not be listed", {}, { folders: null }, ["folders-unknown"]],
];

describe("anything else", () => {
  it("is a no where there is no backup", () => {
    expect(told(judgeSafety(account(), [], now))).toEqual(["no", "no-backup"]);
  });

  it.each(lacks)("is a no: %s", (_what, given, of, wanted) => {
    expect(told(judge(given, of))).toEqual(["no", ...wanted]);
  });

  it.each(doubts)("is not known: %s", (_what, given, of, wanted) => {
    expect(told(judge(given, of))).toEqual(["unknown", ...wanted]);
  });

  it("does not become a yes by a second trouble, in any pair", () => {
    const all = [...lacks, ...doubts];
    const fooled = all.flatMap(([a, backupA, accountA]) =>
      all
        .filter(([, backupB, accountB]) => {
          const both = judge({ ...backupA, ...backupB }, { ...accountA, ...accountB });
          return both.answer === "yes";
        })
        .map(([b]) => `${a} and ${b}`),
    );
    expect(fooled).toEqual([]);
  });

  it("is a no only where every backup is known to lack something", () => {
    const lacking = backup(one({ saved: 1 }));
    const away = backup({ backupId: "b2", isThere: false, manifest: null });
    expect(judgeSafety(account(), [lacking, away], now).answer).toBe("unknown");
    expect(judgeSafety(account(), [lacking, lacking], now).answer).toBe("no");
  });
});
