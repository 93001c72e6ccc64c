import { beforeEach, expect, it } from "vitest";
import { bringUpToDate } from "../../../src/thunderbird/storage-before";

const stored = new Map<string, unknown>();
let failing = false;

beforeEach(() => {
  stored.clear();
  failing = false;
  Object.assign(globalThis, {
    messenger: {
      storage: {
        local: {
          get: async (keys: string[]) =>
            Object.fromEntries(
              keys.flatMap((key) => (stored.has(key) ? [[key, stored.get(key)]] : [])),
            ),
          set: async (values: object) => {
            for (const [key, value] of Object.entries(structuredClone(values))) {
              stored.set(key, value);
            }
          },
          remove: async (key: string) => {
            if (failing) throw new Error("the event page is gone");
            stored.delete(key);
          },
        },
      },
    },
  });
});

/** As version 0.1.0 wrote it. */
const ofAnn = {
  rootId: "r1",
  folder: "ann@example.nl (imap, mail.example.nl)",
  name: "ann@example.nl",
  sequence: 41,
  endedAt: 1_700_000_000_000,
  verdict: "complete",
  messages: 16_812,
  expected: 16_812,
  oldestReading: 1_699_000_000_000,
  folders: ["INBOX"],
  hidden: [{ path: "Old", messages: 4 }],
};

function keepAs010() {
  stored.set("backupRoot", { rootId: "r1", markerId: "m1" });
  stored.set("backups", { u1: ofAnn, u2: { ...ofAnn, rootId: "r0", name: "let go of" } });
  stored.set("accountUids", { account1: "u1" });
}

const { rootId: _root, ...kept } = ofAnn;
const present = {
  accountUids: { account1: "u1" },
  backupPlaces: {
    all: [{ markerId: "m1", rootId: "r1", name: "" }],
    chosen: "m1",
    orAnother: false,
  },
  backups: { "m1/u1": { ...kept, markerId: "m1", accountUid: "u1", onProfileDisk: null } },
};

it("makes the one folder of 0.1.0 a place, with the backups that are in it", async () => {
  keepAs010();
  await bringUpToDate();
  expect(Object.fromEntries(stored)).toEqual(present);
});

it("loses nothing when it is stopped half-way, and changes nothing the second time", async () => {
  keepAs010();
  failing = true;
  await expect(bringUpToDate()).rejects.toThrow("gone");
  failing = false;
  await bringUpToDate();
  expect(Object.fromEntries(stored)).toEqual(present);
  await bringUpToDate();
  expect(Object.fromEntries(stored)).toEqual(present);
});

it("keeps a folder in which nothing was saved yet, and leaves a new installation alone", async () => {
  await bringUpToDate();
  expect(stored.size).toBe(0);
  stored.set("backupRoot", { rootId: "r1", markerId: "m1" });
  await bringUpToDate();
  expect(Object.fromEntries(stored)).toEqual({ backupPlaces: present.backupPlaces, backups: {} });
});
