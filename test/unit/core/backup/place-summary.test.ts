import { expect, it } from "vitest";
import { summarise } from "../../../../src/core/backup/place-summary";

const stick = {
  markerId: "m1",
  rootId: "r1",
  name: "Blue stick",
  path: "/media/stick",
  presence: "away" as const,
};
const backup = (more: object = {}) => ({
  place: "m1",
  account: "a1",
  verdict: "complete" as const,
  endedAt: 50,
  oldestReading: 20,
  ...more,
});

it("gives each place its own verdict, last date and oldest reading", () => {
  const all = [
    backup(),
    backup({ account: "a2", endedAt: 60, oldestReading: 10, verdict: "unknown" }),
    backup({ place: "m2", verdict: "incomplete", endedAt: 99, oldestReading: 1 }),
  ];
  expect(summarise(stick, "m1", all)).toMatchObject({
    place: "m1",
    presence: "away",
    chosen: true,
    accounts: 2,
    verdict: "unknown",
    endedAt: 60,
    oldestReading: 10,
  });
  expect(summarise({ ...stick, markerId: "m2" }, "m1", all)).toMatchObject({
    chosen: false,
    verdict: "incomplete",
    endedAt: 99,
  });
});

it("says nothing where there is no backup, and does not count accounts that are gone", () => {
  const none = { accounts: 0, verdict: null, endedAt: null, oldestReading: null };
  expect(summarise(stick, null, [])).toMatchObject({ chosen: false, ...none });
  expect(summarise(stick, null, [backup({ account: null })])).toMatchObject(none);
});
