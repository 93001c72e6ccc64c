import browser from "webextension-polyfill";

/** Thunderbird stops an event page 30 s after its last call to the main process, whatever it is doing. */
const beat = 10_000;
const watchAlarm = "job-watch";

/** Keeps the event page alive until the answer is called. */
export function keepAlive(): () => void {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), beat);
  return () => clearInterval(timer);
}

/** Wakes the event page every minute while a job runs, should it die all the same. */
export const startWatch = async (): Promise<void> => {
  await browser.alarms.create(watchAlarm, { periodInMinutes: 1 });
};
const day = 24 * 60;
/** Minutes that Thunderbird has after its start before anything of ours connects. */
const settled = 30;

/**
 * Looks at every account once a day, and once, without connecting, when Thunderbird has had time after its start
 * to ask the servers what is new. Alarms do not outlive Thunderbird, so the day is counted from the last look:
 * who starts it anew every morning is looked after too.
 * @param lookedAt when servers were asked last, in milliseconds since the epoch; null for never
 */
export const startDailyCheck = async (lookedAt: number | null): Promise<void> => {
  const since = lookedAt === null ? day : (Date.now() - lookedAt) / 60_000;
  await browser.alarms.create("daily-check", {
    delayInMinutes: Math.min(day, Math.max(settled, day - since)),
    periodInMinutes: day,
  });
  await browser.alarms.create("settled-check", { delayInMinutes: 15 });
};

/**
 * Wakes the event page every ten minutes to see whether a backup is due. A short period in place of one long
 * delay: a computer that slept, or whose clock was set, is noticed at the next look.
 */
export const watchSchedule = async (on: boolean): Promise<void> => {
  if (on) await browser.alarms.create("schedule", { delayInMinutes: 5, periodInMinutes: 10 });
  else await browser.alarms.clear("schedule");
};

/** Wakes the event page now and then, to read old files of backups again where nobody uses the computer. */
export const watchOldReadings = async (): Promise<void> => {
  await browser.alarms.create("read-oldest", { delayInMinutes: 12, periodInMinutes: 10 });
};

/** Wakes the event page every minute while folders are to be counted. */
export const watchCounting = async (on: boolean): Promise<void> => {
  if (on) await browser.alarms.create("count-folders", { periodInMinutes: 1 });
  else await browser.alarms.clear("count-folders");
};

export const stopWatch = async (): Promise<void> => {
  await browser.alarms.clear(watchAlarm);
};

export const programVersions = async () => ({
  postwacht: browser.runtime.getManifest().version,
  thunderbird: (await browser.runtime.getBrowserInfo()).version,
});
