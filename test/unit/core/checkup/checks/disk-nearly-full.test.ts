import { expect, it } from "vitest";
import { diskNearlyFull } from "../../../../../src/core/checkup/checks/disk-nearly-full";
import type { Snapshot } from "../../../../../src/core/checkup/snapshot";
import { defaultThresholds } from "../../../../../src/core/checkup/thresholds";
import { known, missing } from "../../../../../src/core/part";
import { account, folder, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const GB = 1e9;
const sized = (sizeOnDisk: number | null) => folder("Inbox", 9, { sizeOnDisk, server: null });

/** Accounts p and i, with their largest file and what is free where their mail stands. */
const room = (profileFree: unknown, free: Record<string, unknown>, sizes: (number | null)[] = []) =>
  snapshot({
    accounts: known([account("p", "pop3"), account("i", "imap")], now),
    folders: known({ p: known(sizes.map(sized), now), i: known([sized(0.1 * GB)], now) }, now),
    disk: known(
      { profilePath: "/p", profileFree, accountFree: free, mboxOver4Gb: true } as never,
      now,
    ),
  });

const all = (free: number) => room(free, { p: free, i: free }, [0.2 * GB]);

it("is found once, high, for the disk that holds everything", () => {
  expect(onlyFinding(diskNearlyFull, all(0.9 * GB))).toMatchObject({
    id: "disk-nearly-full",
    severity: "high",
    subject: { accounts: [] },
    values: { kind: "low", freeBytes: 0.9 * GB, biggestBytes: 0.2 * GB },
  });
});

it("takes places whose free space differs by what was written meanwhile for one disk", () => {
  const from = room(0.9 * GB, { p: 0.9 * GB + 900_000, i: 0.9 * GB - 900_000 });
  expect(onlyFinding(diskNearlyFull, from).subject.accounts).toEqual([]);
});

it("is found where the largest file does not fit beside itself twice", () => {
  const at = (free: number) => room(free, { p: free, i: free }, [1 * GB, 6 * GB, null]);
  expect(onlyFinding(diskNearlyFull, at(11 * GB)).values).toMatchObject({
    kind: "cramped",
    biggestBytes: 6 * GB,
  });
  expect(outcomeOf(diskNearlyFull, at(12 * GB)).state).toBe("fine");
});

it("is found for an account on a disk of its own, and measures each disk by its own files", () => {
  const from = room(7 * GB, { p: 0.5 * GB, i: 7 * GB }, [4 * GB]);
  expect(onlyFinding(diskNearlyFull, from)).toMatchObject({
    subject: { accounts: ["p"] },
    values: { kind: "low", freeBytes: 0.5 * GB, biggestBytes: 4 * GB },
  });
});

it("follows the user's limit", () => {
  const from: Snapshot = { ...all(5 * GB), thresholds: { ...defaultThresholds, freeGb: 10 } };
  expect(outcomeOf(diskNearlyFull, all(5 * GB)).state).toBe("fine");
  expect(onlyFinding(diskNearlyFull, from).values.kind).toBe("low");
});

it("is no news when the bytes move, and is when the trouble changes", () => {
  const print = (free: number) => onlyFinding(diskNearlyFull, all(free)).fingerprint;
  expect(print(0.8 * GB)).toBe(print(0.9 * GB));
});

it("is not known for the one account without a number, and found for the rest", () => {
  const { findings, notKnown } = outcomeOf(
    diskNearlyFull,
    room(0.9 * GB, { p: "much", i: 0.9 * GB }),
  );
  expect(findings).toHaveLength(1);
  expect(notKnown.map(({ subject }) => subject.accounts)).toEqual([["p"]]);
});

it.each([-1, Number.NaN, "9", undefined])("is not known for %j bytes free", (free) => {
  const outcome = outcomeOf(diskNearlyFull, room(free, { p: 9 * GB, i: 9 * GB }));
  expect([outcome.state, outcome.reason?.code]).toEqual(["unknown", "value-unreadable"]);
});

it("is not known without the disk, and half known without the folders", () => {
  const blind = snapshot({ disk: missing("disk-read-failed") });
  expect(outcomeOf(diskNearlyFull, blind).reason?.code).toBe("disk-read-failed");
  const half = { ...all(9 * GB), folders: missing("experiment-absent") };
  expect(outcomeOf(diskNearlyFull, half).reason?.code).toBe("experiment-absent");
});
