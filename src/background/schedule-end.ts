import type { Job } from "../core/job";
import { afterRun, type Ending } from "../core/schedule/next-run";
import { noSchedule, type Schedule } from "../core/schedule/schedule";
import { notify } from "../thunderbird/notifications";
import { changeStored, readStored, type StoredJob } from "../thunderbird/storage";
import { backgroundWords } from "./words";

/** The id of notifications about backups that are made by themselves; a click on one opens the backups. */
export const scheduleNotice = "backup-schedule";

export const readSchedule = async (): Promise<Schedule> =>
  (await readStored("schedule")) ?? noSchedule;

const endingOf = ({ state, verdict }: Job): Ending =>
  state === "cancelled" ? "stopped" : state === "done" && verdict !== "incomplete" ? "good" : "bad";

/** A backup of everything has ended: the next is counted from here, and one that failed unseen is told of once. */
export async function noteBackupEnd(stored: StoredJob): Promise<void> {
  const { job, accounts, folders, place } = stored;
  if (job.kind !== "backup" || accounts !== null || folders !== null || !place) return;
  const ending = endingOf(job);
  const before = await readSchedule();
  const failure = ending === "bad" && stored.byItself ? (job.error?.code ?? "incomplete") : null;
  await changeStored("schedule", (schedule) => {
    const after = afterRun(schedule ?? noSchedule, place, ending, Date.now());
    return failure === null ? after : { ...after, told: { ...after.told, failure } };
  });
  if (failure === null || before.told.failure === failure) return;
  const { say, reason } = backgroundWords();
  await notify(
    scheduleNotice,
    say("schedule_failed_title"),
    job.error ? reason(job.error) : say("schedule_incomplete", { count: job.missingCount }),
  );
}
