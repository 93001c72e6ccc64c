// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { shareDone, timeLeft } from "../../../src/ui/progress";
import { job, minute } from "./given";

const amount = (messages: number, bytes: number) => ({ folders: 0, messages, bytes });

describe("how much of a job is done", () => {
  it("is not said while nothing was counted", () => {
    expect(shareDone(job({ total: amount(0, 0) }))).toBeNull();
  });

  it("weighs messages and bytes alike, and messages alone where bytes are not known", () => {
    expect(shareDone(job({ done: amount(50, 900), total: amount(100, 1000) }))).toBeCloseTo(0.7);
    expect(shareDone(job({ done: amount(50, 900), total: amount(100, 0) }))).toBe(0.5);
  });

  it("counts what is yet to be fetched", () => {
    const fetching = { done: { messages: 0, bytes: 0 }, total: { messages: 5, bytes: 100 } };
    const given = { done: amount(60, 600), total: amount(100, 1000), fetching };
    expect(shareDone(job(given))).toBeCloseTo(0.4);
  });

  it("is never more than all, although the total may grow later", () => {
    expect(shareDone(job({ done: amount(120, 9), total: amount(100, 5) }))).toBe(1);
  });
});

describe("the time left", () => {
  it("is said as roughly as it is known", () => {
    expect(timeLeft(undefined)).toBe("The time left is not known yet");
    expect(timeLeft(20_000)).toBe("Less than a minute left");
    expect(timeLeft(3.2 * minute)).toBe("About 4 minutes left");
    expect(timeLeft(61 * minute)).toBe("About 65 minutes left");
    expect(timeLeft(170 * minute)).toBe("About 3 hours left");
  });
});
