import { describe, expect, it } from "vitest";
import type { Job } from "../../../src/core/job";
import { newPace, notePace, type Pace } from "../../../src/core/time-left";

const second = 1000;

const begun = (more: Partial<Job>): Job => ({
  id: "j",
  kind: "backup",
  state: "running",
  startedAt: 0,
  done: { folders: 0, messages: 0, bytes: 0 },
  total: { folders: 0, messages: 0, bytes: 0 },
  missing: [],
  missingCount: 0,
  ...more,
});

/** Looks twice a second at a job that `work` moves on, and answers what a page would show each time. */
function follow(job: Job, seconds: number, work: (job: Job, at: number) => void, from = newPace()) {
  let pace: Pace = from;
  const shown: { at: number; left: number | null }[] = [];
  const start = pace.last?.at ?? 0;
  for (let at = start; at <= start + seconds * second; at += second / 2) {
    work(job, at);
    pace = notePace(pace, structuredClone(job), at);
    shown.push({ at, left: pace.left });
  }
  return { pace, shown };
}

const saving = { account: "a", folder: "Inbox", step: "saving" } as const;
const fetching = { ...saving, step: "fetching" } as const;

/** 100 MB in 10,000 messages at 1 MB a second. */
const evenly = () =>
  begun({ current: saving, total: { folders: 1, messages: 10_000, bytes: 1e8 } });
const move = (job: Job) => {
  job.done.messages = Math.min(job.total.messages, job.done.messages + 50);
  job.done.bytes = Math.min(job.total.bytes, job.done.bytes + 5e5);
};

describe("the time left of a job", () => {
  it("is not said in the first seconds", () => {
    const { shown } = follow(evenly(), 4, move);
    expect(shown.map(({ left }) => left)).toEqual(shown.map(() => null));
  });

  it("is right within a tenth at an even pace, all the way", () => {
    const { shown } = follow(evenly(), 99, move);
    const said = shown.filter(({ left }) => left !== null);
    expect(said.length).toBeGreaterThan(150);
    for (const { at, left } of said) {
      expect(Math.abs((left ?? 0) - (100 * second - at))).toBeLessThan(10 * second);
    }
  });

  it("does not jump when the pace does", () => {
    const uneven = (job: Job, at: number) => {
      const burst = Math.floor(at / (4 * second)) % 2 === 0 ? 2 : 0;
      for (let i = 0; i < burst; i++) move(job);
    };
    const { shown } = follow(evenly(), 60, uneven);
    const said = shown.flatMap(({ left }) => (left === null ? [] : [left]));
    expect(said.length).toBeGreaterThan(100);
    for (let i = 1; i < said.length; i++) {
      expect(Math.abs((said[i] ?? 0) - (said[i - 1] ?? 0))).toBeLessThan(0.1 * (said[i - 1] ?? 0));
    }
  });

  it("is not guessed while mail is to be fetched and none has come", () => {
    const job = evenly();
    job.fetching = { done: { messages: 0, bytes: 0 }, total: { messages: 500, bytes: 5e7 } };
    const { shown } = follow(job, 60, move);
    expect(shown.every(({ left }) => left === null)).toBe(true);
  });

  it("counts what is to be fetched at the pace of the line, not of the disk", () => {
    const job = evenly();
    job.fetching = { done: { messages: 0, bytes: 0 }, total: { messages: 0, bytes: 6e7 } };
    const first = follow(job, 20, move);
    job.current = fetching;
    const { pace } = follow(
      job,
      20,
      (now) => {
        if (now.fetching) now.fetching.done.bytes += 5e4;
      },
      first.pace,
    );
    // 58 MB at 100 KB a second, and 79 MB at 1 MB a second.
    expect(Math.abs((pace.left ?? 0) - (580 + 79) * second)).toBeLessThan(60 * second);
  });

  it("grows while nothing moves, and does not go to nothing", () => {
    const first = follow(evenly(), 30, move);
    const { pace } = follow(evenly(), 0, move, first.pace);
    const stuck = begun({ ...evenly(), done: { folders: 0, messages: 3000, bytes: 3e7 } });
    stuck.current = fetching;
    const later = follow(stuck, 120, () => {}, pace);
    expect(later.pace.left ?? 0).toBeGreaterThan(first.pace.left ?? 0);
  });

  it("learns what a folder costs on its server, apart from the mail", () => {
    const job = begun({ total: { folders: 100, messages: 1000, bytes: 0 } });
    job.current = { ...saving, step: "asking" };
    job.done.messages = 1000;
    const { pace } = follow(job, 20, (now, at) => {
      now.done.folders = Math.floor(at / second);
    });
    expect(Math.abs((pace.left ?? 0) - 80 * second)).toBeLessThan(8 * second);
  });

  it("is nothing once all is done", () => {
    const { pace } = follow(evenly(), 130, move);
    expect(pace.left).toBe(0);
  });
});
