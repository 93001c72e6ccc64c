import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bodySource } from "../../../../src/background/backup/fetch-bodies";
import type { RunContext } from "../../../../src/background/backup/run-context";
import { Refusal, reasonOf } from "../../../../src/core/refusal";

/** As much of Thunderbird as fetching sees: which bodies are here, and how a request for some ends. */
let here: Set<number>;
let fetching: (keys: number[]) => Promise<void>;
let asking: () => Promise<{ messages: number; uidNext: number }>;
let requests: number[][];
const abort = { controller: new AbortController() };

const context = () =>
  ({ job: {}, signal: abort.controller.signal, expected: new Map() }) as unknown as RunContext;
const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
  here = new Set();
  requests = [];
  asking = async () => ({ messages: 5, uidNext: 6 });
  abort.controller = new AbortController();
  vi.stubGlobal("messenger", {
    mailStore: {
      withoutBody: async (_uri: string, keys: number[]) => keys.filter((key) => !here.has(key)),
      rows: async (_uri: string, keys: number[]) => keys.map((key) => ({ key, size: 10 })),
      state: async () => ({ onDisk: { bytes: here.size } }),
      askServer: (_uri: string, patience: number) =>
        Promise.race([
          asking(),
          new Promise((_, reject) =>
            setTimeout(() => reject(new Error("server-silent")), patience),
          ),
        ]),
      fetchBodies: (_uri: string, keys: number[]) => {
        requests.push(keys);
        return fetching(keys);
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets timers run until the work has ended; answers how long that took, in milliseconds, and how it ended. */
async function ended(work: Promise<unknown>) {
  const start = Date.now();
  let end: unknown;
  const over = work.then(
    () => {
      end = "done";
    },
    (error) => {
      end = reasonOf(error).code;
    },
  );
  while (end === undefined && Date.now() - start < 1_000_000) await vi.advanceTimersByTimeAsync(10);
  await over;
  return { end, after: Date.now() - start };
}

it("hands over what has come while the rest is still fetched", async () => {
  fetching = async (keys) => {
    for (const key of keys) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      here.add(key);
    }
  };
  const bodies = bodySource(context(), { uri: "imap://x/A" });
  bodies.want([1, 2, 3, 4, 5]);
  const first = await ended(bodies.ready([1, 2]));
  expect(first.end).toBe("done");
  expect(here.has(5)).toBe(false);
  expect((await ended(bodies.ready([5]))).end).toBe("done");
  expect(bodies.lacking.size).toBe(0);
});

it("names the one message that the server refuses, and fetches all others", async () => {
  fetching = async (keys) => {
    for (const key of keys) if (key !== 4) here.add(key);
    if (keys.includes(4)) throw new Error("server-refused");
  };
  const bodies = bodySource(context(), { uri: "imap://x/A" });
  bodies.want([1, 2, 3, 4, 5, 6, 7]);
  expect((await ended(bodies.ready([1, 2, 3, 4, 5, 6, 7]))).end).toBe("done");
  expect([...bodies.lacking]).toEqual([4]);
  expect(here.size).toBe(6);
});

it("goes on after each break of the connection for as long as something comes", async () => {
  fetching = async ([first]) => {
    here.add(first as number);
    throw new Error("server-unreachable");
  };
  const all = Array.from({ length: 12 }, (_, i) => i + 1);
  const bodies = bodySource(context(), { uri: "imap://x/A" });
  bodies.want(all);
  expect((await ended(bodies.ready(all))).end).toBe("done");
  expect(requests.length).toBe(12);
});

it("gives up a server that breaks off each time, after growing pauses", async () => {
  fetching = async () => {
    throw new Error("server-unreachable");
  };
  const bodies = bodySource(context(), { uri: "imap://x/A" });
  bodies.want([1]);
  const { end, after } = await ended(bodies.ready([1]));
  expect(end).toBe("server-unreachable");
  expect(requests.length).toBe(3);
  expect(after).toBeGreaterThanOrEqual(10_000);
  expect(after).toBeLessThan(12_000);
});

it("gives up a server that says nothing at all, after a time that is set", async () => {
  [fetching, asking] = [never, never];
  const bodies = bodySource(context(), { uri: "imap://x/A" });
  bodies.want([1]);
  const { end, after } = await ended(bodies.ready([1]));
  expect(end).toBe("server-silent");
  expect(after).toBeGreaterThan(100_000);
  expect(after).toBeLessThan(180_000);
});

it("gives up a message that never comes from a server that answers everything else", async () => {
  fetching = never;
  const bodies = bodySource(context(), { uri: "imap://x/A" });
  bodies.want([1]);
  const { end, after } = await ended(bodies.ready([1]));
  expect(end).toBe("server-silent");
  expect(after).toBeLessThan(200_000);
});

it("ends at once when the job is cancelled", async () => {
  [fetching, asking] = [never, never];
  const bodies = bodySource(context(), { uri: "imap://x/A" });
  bodies.want([1]);
  setTimeout(() => abort.controller.abort(new Refusal("cancelled")), 35_000);
  const { end, after } = await ended(bodies.ready([1]));
  expect(end).toBe("cancelled");
  expect(after).toBeLessThan(35_200);
});
