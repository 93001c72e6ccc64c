import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
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
  const { say, reason } = backgroundWords();
  const sentence = job.error
    ? reason(job.error)
    : say("schedule_incomplete", { count: job.missingCount });
  const seen = ending !== "bad" || !stored.byItself;
  await note(place, ending, seen ? null : { code: job.error?.code ?? "incomplete", sentence });
}

/** A backup by itself could not even begin. */
export async function noteNotBegun(place: string, why: Reason): Promise<void> {
  const sentence = backgroundWords().reason(why);
  await note(place, "bad", { code: why.code, sentence });
}

interface Failure {
  code: string;
  sentence: string;
}

/** `failure` is null where the user saw the end, or there is nothing to tell. The same is not told twice in a row. */
async function note(place: string, ending: Ending, failure: Failure | null): Promise<void> {
  const before = await readSchedule();
  await changeStored("schedule", (schedule) => {
    const after = afterRun(schedule ?? noSchedule, place, ending, Date.now());
    return failure === null ? after : { ...after, told: { ...after.told, failure: failure.code } };
  });
  if (failure === null || before.told.failure === failure.code) return;
  const title = backgroundWords().say("schedule_failed_title");
  await notify(scheduleNotice, title, failure.sentence);
}
