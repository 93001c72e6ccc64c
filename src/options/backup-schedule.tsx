import { useEffect, useState } from "preact/hooks";
import type { Reason } from "../core/reason";
import type { Rhythm } from "../core/schedule/schedule";
import type { ScheduleNow } from "../protocol";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { date, say } from "../ui/words";

const choices: readonly Rhythm[] = ["off", "daily", "weekly", "monthly"];

interface Props {
  /** Whether a backup was ever made: nobody is offered a rhythm before the first. */
  hasBackup: boolean;
  /** Changes when a backup ends. */
  follow: unknown;
}

/** How often a backup makes itself, and when the next comes. */
export function BackupSchedule({ hasBackup, follow }: Props) {
  const [schedule, setSchedule] = useState<ScheduleNow | null>(null);
  const [refused, setRefused] = useState<Reason | null>(null);

  useEffect(() => {
    void ask("schedule.get", {}).then((reply) => {
      if (reply.ok) setSchedule(reply.value);
    });
  }, [follow]);

  async function choose(rhythm: Rhythm) {
    const reply = await ask("schedule.set", { rhythm });
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok) setSchedule(reply.value);
  }

  if (!schedule) return null;
  return (
    <>
      <h3 id="backup-schedule-title">{say("schedule_title")}</h3>
      {schedule.rhythm === null && hasBackup && (
        <>
          <p>{say("schedule_offer")}</p>
          <div class="actions">
            <button type="button" onClick={() => void choose("weekly")}>
              {say("schedule_offer_weekly")}
            </button>
            <button type="button" onClick={() => void choose("off")}>
              {say("schedule_offer_no")}
            </button>
          </div>
        </>
      )}
      <select
        aria-labelledby="backup-schedule-title"
        value={schedule.rhythm ?? "off"}
        onChange={(event) => void choose(event.currentTarget.value as Rhythm)}
      >
        {choices.map((rhythm) => (
          <option key={rhythm} value={rhythm}>
            {say(`schedule_${rhythm}`)}
          </option>
        ))}
      </select>
      {schedule.dueAt !== null && <p>{nextRun(schedule, schedule.dueAt)}</p>}
      <p class="secondary">{say("schedule_help")}</p>
      <Trouble error={refused} />
    </>
  );
}

function nextRun({ placeIsThere }: ScheduleNow, dueAt: number): string {
  if (dueAt > Date.now()) return say("schedule_next", { date: date(dueAt) });
  return say(placeIsThere ? "schedule_due" : "schedule_waits");
}
