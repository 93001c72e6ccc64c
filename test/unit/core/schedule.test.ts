import { describe, expect, it } from "vitest";
import { afterRun, dueAt, isOverdue, setRight, stepNow } from "../../../src/core/schedule/next-run";
import {
  daysUntilOld,
  noSchedule,
  type Rhythm,
  type Schedule,
} from "../../../src/core/schedule/schedule";

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 23, 18);
const place = "m1";

const kept = (more: Partial<Schedule> = {}): Schedule => ({
  ...noSchedule,
  rhythm: "weekly",
  since: now - 100 * day,
  savedAt: { [place]: now - 8 * day },
  ...more,
});

/** A computer that looks every ten minutes, with whatever clock; answers when runs began. */
function live(
  schedule: Schedule,
  looks: number[],
  end: (at: number) => "good" | "bad" = () => "good",
): number[] {
  let state = schedule;
  const runs: number[] = [];
  for (const at of looks) {
    state = setRight(state, at);
    if (stepNow(state, place, true, at) !== "run") continue;
    runs.push(at);
    state = afterRun(state, place, end(at), at);
  }
  return runs;
}

const every10Minutes = (from: number, to: number): number[] => {
  const looks: number[] = [];
  for (let at = from; at <= to; at += 10 * 60_000) looks.push(at);
  return looks;
};

describe("a backup by itself", () => {
  it.each([null, "off"] as const)("is never due before the user wants it: %s", (rhythm) => {
    const schedule = kept({ rhythm, savedAt: {} });
    expect(dueAt(schedule, place)).toBeNull();
    expect(stepNow(schedule, place, true, now)).toBe("wait");
    expect(isOverdue(schedule, 1, now)).toBe(false);
  });

  it.each<[Rhythm, number]>([
    ["daily", 20 * hour],
    ["weekly", 6.5 * day],
    ["monthly", 28 * day],
  ])("is due %s, counted from the end of the last in this place", (rhythm, rest) => {
    const schedule = kept({ rhythm, savedAt: { [place]: now, m2: now - 90 * day } });
    expect(dueAt(schedule, place)).toBe(now + rest);
    expect(stepNow(schedule, place, true, now + rest - 1)).toBe("wait");
    expect(stepNow(schedule, place, true, now + rest)).toBe("run");
    expect(dueAt(schedule, "m2")).toBeLessThan(now);
  });

  it("is due at once where nothing was ever saved in the place", () => {
    expect(stepNow(kept({ since: now, savedAt: {} }), place, true, now)).toBe("run");
    expect(dueAt(kept({ since: now }), null)).toBe(now);
  });

  it("waits for the user to leave the computer alone, but not for ever", () => {
    const due = now - 8 * day + 6.5 * day;
    expect(stepNow(kept(), place, false, due)).toBe("wait-for-quiet");
    expect(stepNow(kept(), place, false, due + 4 * hour - 1)).toBe("wait-for-quiet");
    expect(stepNow(kept(), place, false, due + 4 * hour)).toBe("run");
  });

  it("comes every morning for who starts Thunderbird at nine", () => {
    const mornings = [1, 2, 3, 4, 5].map((days) => now + days * day);
    const schedule = kept({ rhythm: "daily", savedAt: { [place]: now + 10 * 60_000 } });
    expect(live(schedule, mornings)).toEqual(mornings);
  });

  it("is made up for once after a sleep of any length", () => {
    const awake = [now - 7 * day, ...every10Minutes(now + 40 * day, now + 41 * day)];
    expect(live(kept({ rhythm: "daily" }), awake)).toEqual([
      now - 7 * day,
      now + 40 * day,
      now + 40 * day + 20 * hour,
    ]);
  });
});

describe("after a run that ended badly", () => {
  it("the next try comes after an hour, then later and later, then at the rhythm", () => {
    const looks = every10Minutes(now, now + 9 * day);
    const runs = live(kept(), looks, () => "bad");
    const pauses = runs.slice(1).map((at, i) => (at - (runs[i] ?? 0)) / hour);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 6.5 * 24]);
  });

  it("a daily one is never tried less often than its rhythm", () => {
    const schedule = kept({ rhythm: "daily", failed: { at: now, times: 90 } });
    expect(dueAt(schedule, place)).toBe(now + 20 * hour);
  });

  it("one that ends well wipes the slate clean", () => {
    const told = { failure: "disk-full", overdue: true };
    const after = afterRun(kept({ failed: { at: now, times: 4 }, told }), place, "good", now);
    expect(after).toMatchObject({ failed: null, told: noSchedule.told, savedAt: { [place]: now } });
  });

  it("one that the user stopped does not come back within four hours", () => {
    const after = afterRun(kept(), place, "stopped", now);
    expect(dueAt(after, place)).toBe(now + 4 * hour);
    expect(after.savedAt).toEqual(kept().savedAt);
  });
});

describe("a clock that is set", () => {
  const looks = (from: number) => every10Minutes(from, from + 15 * day);

  it("back by years runs nothing at once, and nothing is skipped for longer than one rhythm", () => {
    const past = now - 900 * day;
    expect(live(kept(), looks(past))).toEqual([past + 6.5 * day, past + 13 * day]);
    const failed = kept({ failed: { at: now, times: 3 } });
    expect(live(failed, looks(past))[0]).toBe(past + 6.5 * day);
  });

  it("forward by years runs once, and once more a rhythm after it was set right", () => {
    const future = now + 900 * day;
    const right = now + hour;
    const runs = live(kept(), [future, future + hour, ...looks(right)]);
    expect(runs).toEqual([future, right + 6.5 * day, right + 13 * day]);
  });

  it("to and fro by less than the rhythm brings no run more than a clock that is right", () => {
    const looks = Array.from({ length: 200 }, (_, i) => now + i * hour + (i % 2) * day);
    expect(live(kept(), looks).length).toBeLessThanOrEqual(2);
  });

  it("forward by years stays one run for each leap, however often it is looked at then", () => {
    const leap = every10Minutes(now + 900 * day, now + 900 * day + 6 * hour);
    expect(live(kept(), [now, ...leap, ...every10Minutes(now + hour, now + day)])).toHaveLength(2);
  });

  it("leaves a schedule alone whose times lie in the past, and mends what is no time", () => {
    expect(setRight(kept(), now)).toEqual(kept());
    const broken = kept({ since: Number.NaN, savedAt: { [place]: Number.POSITIVE_INFINITY } });
    expect(setRight(broken, now)).toMatchObject({ since: 0, savedAt: { [place]: 0 } });
  });
});

describe("a backup is overdue", () => {
  it.each<[Rhythm, number]>([
    ["daily", 3],
    ["weekly", 14],
    ["monthly", 30],
  ])("%s: after %i days without one, in whatever place", (rhythm, days) => {
    const at = (age: number) => ({ rhythm, savedAt: { m1: now - 300 * day, m2: now - age } });
    expect(isOverdue(kept(at(days * day)), 30, now)).toBe(false);
    expect(isOverdue(kept(at(days * day + 1)), 30, now)).toBe(true);
  });

  it("is counted from the choice where nothing was ever saved, and by the user's own limit", () => {
    expect(isOverdue(kept({ savedAt: {}, since: now - 13 * day }), 30, now)).toBe(false);
    expect(isOverdue(kept({ savedAt: {}, since: now - 15 * day }), 30, now)).toBe(true);
    expect(isOverdue(kept(), 7, now)).toBe(true);
    expect([daysUntilOld(null, 30), daysUntilOld("off", 30), daysUntilOld("daily", 1)]).toEqual([
      30, 30, 1,
    ]);
  });
});
