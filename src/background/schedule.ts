import { Refusal, reasonOf } from "../core/refusal";
import { dueAt, isOverdue, setRight, stepNow } from "../core/schedule/next-run";
import { noSchedule, type Rhythm, rhythms, type Schedule } from "../core/schedule/schedule";
import type { ScheduleNow } from "../protocol";
import { hasExperiments } from "../thunderbird/calls";
import { watchSchedule } from "../thunderbird/event-page";
import { isIdleFor } from "../thunderbird/idle";
import { isOffline } from "../thunderbird/mail-settings";
import { notify } from "../thunderbird/notifications";
import { changeStored } from "../thunderbird/storage";
import { startBackup } from "./backup/backup-job";
import { currentRoot } from "./backup/backup-root";
import { judgeAgain } from "./check-up";
import { isWorking } from "./job";
import { noteNotBegun, readSchedule, scheduleNotice } from "./schedule-end";
import { readSettings } from "./settings";
import { backgroundWords } from "./words";

/*
 * Belongs here: beginning backups by themselves, and telling of those that fail or do not come about.
 * Does not belong here: when one is due (-> ../core/schedule/), making it (-> backup/backup-job.ts).
 */

/** Seconds without a key or a mouse after which nobody is disturbed. */
const quiet = 120;

const isOn = ({ rhythm }: Schedule): boolean => rhythm !== null && rhythm !== "off";

/** Looks every few minutes whether a backup is due, as long as the user wants any to be made by themselves. */
export const beginSchedule = async (): Promise<void> =>
  watchSchedule(hasExperiments() && isOn(await readSchedule()));

/** What a page shows of the schedule. */
export async function scheduleNow(): Promise<ScheduleNow> {
  const schedule = setRight(await readSchedule(), Date.now());
  const place = hasExperiments() ? await currentRoot() : null;
  return {
    rhythm: schedule.rhythm,
    dueAt: dueAt(schedule, place?.markerId ?? null),
    placeIsThere: place?.presence === "here",
  };
}

/** The user's choice; refused as `bad-request` for what is none. */
export async function chooseRhythm(wanted: unknown): Promise<ScheduleNow> {
  const rhythm = rhythms.find((one) => one === wanted) as Rhythm | undefined;
  if (!rhythm) throw new Refusal("bad-request");
  await changeStored("schedule", (schedule) => ({
    ...(schedule ?? noSchedule),
    rhythm,
    since: Date.now(),
    failed: null,
    told: noSchedule.told,
  }));
  await beginSchedule();
  // A shorter rhythm makes a backup old sooner.
  await judgeAgain();
  return scheduleNow();
}

/** One look: begins a backup that is due, or tells once that none could be made for too long. */
export async function lookAtSchedule(): Promise<void> {
  const now = Date.now();
  const schedule = await keepRight(now);
  if (!isOn(schedule) || !hasExperiments() || isWorking()) return;
  const place = await currentRoot();
  const able = place?.presence === "here" && !(await isOffline());
  const step = stepNow(schedule, place?.markerId ?? null, await isIdleFor(quiet), now);
  if (able && step === "wait-for-quiet") return;
  if (able && step === "run") {
    await begin(place.markerId);
    return;
  }
  const { thresholds } = await readSettings();
  if (schedule.told.overdue || !isOverdue(schedule, thresholds.backupDays, now)) return;
  await changeStored("schedule", (kept) => ({
    ...(kept ?? schedule),
    told: { ...(kept ?? schedule).told, overdue: true },
  }));
  const { say } = backgroundWords();
  const away = place !== null && place.presence !== "here";
  const last = Math.max(schedule.since, ...Object.values(schedule.savedAt));
  const days = Math.floor((now - last) / (24 * 60 * 60_000));
  await notify(
    scheduleNotice,
    say("schedule_overdue_title"),
    [
      say("schedule_overdue", { days }),
      away ? say("schedule_place_away", { place: place.name || place.path }) : "",
    ]
      .join(" ")
      .trim(),
  );
}

async function begin(markerId: string): Promise<void> {
  try {
    await startBackup(null, null, { byItself: true });
  } catch (error) {
    const why = reasonOf(error);
    // Whatever was begun meanwhile goes first; the next look comes soon.
    if (why.code !== "busy") await noteNotBegun(markerId, why);
  }
}

/** Written only where a clock was set back: pages follow what is stored. */
async function keepRight(now: number): Promise<Schedule> {
  const kept = await readSchedule();
  const right = setRight(kept, now);
  if (JSON.stringify(right) === JSON.stringify(kept)) return kept;
  return changeStored("schedule", (schedule) => setRight(schedule ?? noSchedule, now));
}
