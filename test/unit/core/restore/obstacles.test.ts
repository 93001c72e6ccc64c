import { expect, it } from "vitest";
import { roomNeeded, whatToAsk, whyNotRestore } from "../../../../src/core/restore/obstacles";

const facts = {
  ...{ takesMail: true, filters: 0, retainBy: 1, days: 0, count: 0 },
  ...{ free: 1e12, quotaFree: null },
};
const need = { messages: 2, bytes: 1000 };
const code = (change: object, of = need) =>
  whyNotRestore({ ...facts, ...change }, of)?.code ?? null;

it("lets mail be put where nothing stands in the way", () => {
  expect(code({})).toBeNull();
  expect(whatToAsk(facts)).toBeNull();
});

it("names what stands in the way", () => {
  expect(code({ takesMail: false })).toBe("target-refused");
  expect(code({ filters: 1 })).toBe("target-filters-on");
  expect(code({ free: roomNeeded(need) - 1 })).toBe("no-room-for-restore");
  expect(code({ free: roomNeeded(need) })).toBeNull();
  expect(code({ quotaFree: 999 })).toBe("no-quota-for-restore");
  expect(code({ quotaFree: 1000 })).toBeNull();
  expect(code({}, { messages: 0, bytes: 0 })).toBe("nothing-to-restore");
});

it("asks first where Thunderbird deletes old mail", () => {
  expect(whatToAsk({ ...facts, retainBy: 2, days: 30 })).toEqual({
    ...{ code: "target-deletes-old", values: { days: 30 } },
  });
  expect(whatToAsk({ ...facts, retainBy: 3, count: 9 })?.code).toBe("target-keeps-count");
});
