import { expect, it } from "vitest";
import { sampleLimits, sampleOf } from "../../../../src/core/rehearsal/sample";

const folder = (count: number, size = 1000) =>
  Array.from({ length: count }, (_, i) => ({ size: size + i, received: i }));

it("takes everything where that is little", () => {
  expect(sampleOf([folder(3), [], folder(2)])).toEqual([[0, 1, 2], [], [0, 1]]);
});

it("takes 200 messages at most, of every folder some, and always the same ones", () => {
  const folders = [folder(5000), folder(3), folder(700)];
  const chosen = sampleOf(folders);
  expect(chosen.flat()).toHaveLength(sampleLimits.messages);
  expect(chosen[1]).toEqual([0, 1, 2]);
  expect(chosen[0]?.length).toBeGreaterThan(90);
  expect(sampleOf(folders)).toEqual(chosen);
  expect(new Set(chosen[0]).size).toBe(chosen[0]?.length);
});

it("takes the largest, the smallest, the oldest, the newest and what looked damaged", () => {
  const messages = Array.from({ length: 1000 }, (_, i) => ({
    size: i === 700 ? 0 : i === 300 ? 9_000_000 : 1000,
    received: i === 500 ? -1 : i === 900 ? 1e15 : i,
    ...(i === 123 ? { suspect: true as const } : {}),
  }));
  const [chosen] = sampleOf([messages], { messages: 5, bytes: 50_000_000 });
  expect(chosen).toEqual([123, 300, 500, 700, 900]);
});

it("spreads the rest over the years", () => {
  const [chosen = []] = sampleOf([folder(1024)], { messages: 36, bytes: 1e9 });
  const gaps = chosen.slice(1).map((place, i) => place - (chosen[i] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(64);
});

it("passes over what does not fit into the bytes that are left", () => {
  const messages = [60_000_000, 10, 20].map((size) => ({ size, received: 1 }));
  expect(sampleOf([messages])).toEqual([[1, 2]]);
});
