import browser from "webextension-polyfill";
import { hasExperiments } from "../thunderbird/calls";
import { startDailyCheck, watchOldReadings } from "../thunderbird/event-page";
import { openFinding, openSection } from "../thunderbird/notifications";
import { readStored } from "../thunderbird/storage";
import { noteNews } from "./attention";
import { checkUpAnew, goOnWithCensus, runCheckUp } from "./check-up";
import { closeMboxesLeftOpen } from "./doctor/opened-mboxes";
import { resumeJob } from "./job";
import { removeLeftScratch } from "./rehearse/scratch-folders";
import { reply } from "./requests";
import { beginSchedule, lookAtSchedule } from "./schedule";
import { scheduleNotice } from "./schedule-end";
import { readWhenIdle } from "./verify/idle-reading";
import { closeLeftOpen } from "./verify/opened-backups";

/*
 * Belongs here: every listener, at top level, because the event page is stopped and started at any time.
 * Does not belong here: what is done then (-> check-up.ts, requests.ts, job.ts).
 */

/** A failure that no page waits for is told to the error console, never dropped. */
const tell = (error: unknown) => console.error("Postwacht:", error);

/** A check-up that nobody asked for tells by itself what is new. */
async function look(connect: boolean): Promise<void> {
  await runCheckUp(connect);
  await noteNews(true);
}

const lookAgain = () => void look(false).catch(tell);

/** An account was made, changed or removed: a look that began before that has not seen it. */
async function lookAnew(): Promise<void> {
  await checkUpAnew();
  await noteNews(true);
}

const accountsChanged = () => void lookAnew().catch(tell);

async function start(): Promise<void> {
  await closeLeftOpen();
  await closeMboxesLeftOpen();
  // Folders that could not be removed must not keep the schedule from beginning; the next start tries again.
  await removeScratchLeft().catch(tell);
  await startDailyCheck(await readStored("lookedAt"));
  await beginSchedule();
  await watchOldReadings();
  // Local facts only: Thunderbird is just starting, and nothing here may make it connect or ask for a password.
  await look(false);
}

/** A try that is still to be ended clears away by itself before it begins anew. */
async function removeScratchLeft(): Promise<void> {
  if (!hasExperiments() || (await readStored("job"))?.job.state === "running") return;
  await removeLeftScratch();
}

// Not async: an async listener would answer everybody's messages.
browser.runtime.onMessage.addListener((message: unknown) => reply(message) ?? undefined);
browser.runtime.onStartup.addListener(() => void start().catch(tell));
browser.runtime.onInstalled.addListener(() => void start().catch(tell));
browser.alarms.onAlarm.addListener(({ name }) => {
  if (name === "daily-check") void look(true).catch(tell);
  if (name === "settled-check") lookAgain();
  if (name === "schedule") void lookAtSchedule().catch(tell);
  if (name === "read-oldest") void readWhenIdle().catch(tell);
  if (name === "count-folders") void goOnWithCensus().catch(tell);
});
browser.notifications.onClicked.addListener((id) => {
  const isBackup = id === scheduleNotice || id.startsWith("damage ");
  void (isBackup ? openSection("backups") : openFinding(id)).catch(tell);
});
messenger.accounts.onCreated.addListener(accountsChanged);
messenger.accounts.onDeleted.addListener(accountsChanged);
messenger.accounts.onUpdated.addListener(accountsChanged);
messenger.identities.onCreated.addListener(accountsChanged);
messenger.identities.onDeleted.addListener(accountsChanged);
messenger.identities.onUpdated.addListener(accountsChanged);

// Whatever woke this page, what an earlier one began goes on.
void resumeJob().catch(tell);
void goOnWithCensus().catch(tell);
