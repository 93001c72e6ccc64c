import { describe, expect, it } from "vitest";
import {
  isAlive,
  isFromCopy,
  judgeLock,
  type Lock,
  readLock,
} from "../../../../src/core/backup/lock";

const now = 1_790_000_000_000;
const year = 365 * 86_400_000;
const lock = (more: Partial<Lock> = {}): Lock => ({
  writer: "w",
  profile: "theirs",
  at: now,
  released: false,
  ...more,
});

describe("a lock", () => {
  it("holds nobody back who took it before, nor when it was released or is not there", () => {
    expect(judgeLock(null, "mine", now)).toBe("free");
    expect(judgeLock(lock({ profile: "mine" }), "mine", now)).toBe("free");
    expect(judgeLock(lock({ released: true }), "mine", now)).toBe("free");
  });

  it("that another one renewed just now is respected", () => {
    for (const off of [0, 119_000, -119_000]) {
      expect(judgeLock(lock({ at: now + off }), "mine", now)).toBe("in-use");
    }
  });

  it("whose time is far from ours is watched: its computer's clock may be wrong by anything", () => {
    for (const off of [-121_000, 121_000, -5 * year, 5 * year]) {
      expect(judgeLock(lock({ at: now + off }), "mine", now)).toBe("watch");
    }
  });

  it("is alive when it changes between two looks, and only then", () => {
    const old = lock({ at: now - 5 * year });
    expect(isAlive(old, { ...old })).toBe(false);
    expect(isAlive(old, { ...old, at: old.at + 30_000 })).toBe(true);
    expect(isAlive(old, { ...old, at: old.at - 30_000 })).toBe(true);
    expect(isAlive(old, { ...old, profile: "a third" })).toBe(true);
    expect(isAlive(old, { ...old, at: old.at + 30_000, released: true })).toBe(false);
    expect(isAlive(old, null)).toBe(false);
  });

  it("that was cut off in the writing, or is nonsense, holds nobody back", () => {
    expect(readLock(JSON.stringify(lock()))).toEqual(lock());
    for (const text of [
      "",
      '{"writer":"w"',
      "null",
      "[]",
      JSON.stringify(lock({ at: null as never })),
    ]) {
      expect(readLock(text)).toBeNull();
    }
  });
});

describe("a copied profile", () => {
  const own = { writer: "w", profile: "mine" };

  it("is noticed when the other one has written since", () => {
    expect(isFromCopy(lock({ released: true }), own, 41, 40)).toBe(true);
    expect(isFromCopy(lock({ released: true }), own, 1, null)).toBe(true);
  });

  it("is not suspected where nobody wrote since, as after a profile was moved", () => {
    expect(isFromCopy(lock(), own, 40, 40)).toBe(false);
    expect(isFromCopy(lock({ profile: "mine" }), own, 41, 40)).toBe(false);
    expect(isFromCopy(lock({ writer: "another installation" }), own, 41, 40)).toBe(false);
    expect(isFromCopy(null, own, 41, 40)).toBe(false);
  });
});
