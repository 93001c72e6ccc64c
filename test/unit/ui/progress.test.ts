// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { minutesLeft, shareDone } from "../../../src/ui/progress";
import { job } from "./given";

const amount = (messages: number, bytes: number) => ({ folders: 0, messages, bytes });

describe("how much of a job is done", () => {
  it("is not said while nothing was counted", () => {
    expect(shareDone(job({ total: amount(0, 0) }))).toBeNull();
  });

  it("weighs messages and bytes alike, and messages alone where bytes are not known", () => {
    expect(shareDone(job({ done: amount(50, 900), total: amount(100, 1000) }))).toBeCloseTo(0.7);
    expect(shareDone(job({ done: amount(50, 900), total: amount(100, 0) }))).toBe(0.5);
  });

  it("is never more than all, although the total may grow later", () => {
    expect(shareDone(job({ done: amount(120, 9), total: amount(100, 5) }))).toBe(1);
  });
});

describe("the time left", () => {
  it("follows the pace", () => {
    expect(minutesLeft({ time: 0, share: 0.4 }, { time: 30_000, share: 0.5 })).toBe(3);
  });

  it("is not guessed from a moment, nor from a standstill or a total that grew", () => {
    expect(minutesLeft(undefined, { time: 9000, share: 0.5 })).toBeNull();
    expect(minutesLeft({ time: 0, share: 0 }, { time: 4000, share: 0.5 })).toBeNull();
    expect(minutesLeft({ time: 0, share: 0.5 }, { time: 9000, share: 0.5 })).toBeNull();
    expect(minutesLeft({ time: 0, share: 0.5 }, { time: 9000, share: 0.4 })).toBeNull();
  });

  it("is never none while the job runs", () => {
    expect(minutesLeft({ time: 0, share: 0 }, { time: 30_000, share: 1 })).toBe(1);
  });
});
