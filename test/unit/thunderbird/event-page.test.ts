import { beforeEach, expect, it, vi } from "vitest";
import { startDailyCheck } from "../../../src/thunderbird/event-page";
import browser from "../fakes/browser";

const hour = 60 * 60 * 1000;
const create = vi.fn(async (_name: string, _when: object) => undefined);

beforeEach(() => {
  create.mockClear();
  Object.assign(browser, { alarms: { create } });
});

it.each([
  ["never", null, 30],
  ["a week ago", 7 * 24, 30],
  ["20 hours ago", 20, 240],
  ["just now", 0, 1440],
  ["in the future, by a clock that was put back", -48, 1440],
])("counts the day from the last look at the servers: %s", async (_when, hoursAgo, minutes) => {
  await startDailyCheck(hoursAgo === null ? null : Date.now() - hoursAgo * hour);
  const [, alarm] = create.mock.calls.find(([name]) => name === "daily-check") ?? [];
  expect(alarm).toMatchObject({ periodInMinutes: 1440 });
  expect(Math.round((alarm as { delayInMinutes: number }).delayInMinutes)).toBe(minutes);
});
