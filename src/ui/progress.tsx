import { useState } from "preact/hooks";
import type { Amount, Job } from "../core/job";
import { ask } from "./ask";
import { useFigures } from "./live-job";
import { number, say, size } from "./words";

const minute = 60_000;
const hour = 60 * minute;

/** How much of the job is done, from 0 to 1; null while nothing was counted yet. */
export function shareDone({ done, total, fetching }: Job): number | null {
  const parts: [number, number][] = [
    [done.messages, total.messages],
    [done.bytes, total.bytes],
    // What has to come over the line takes most of the time.
    [fetching?.done.bytes ?? 0, fetching?.total.bytes ?? 0],
  ];
  const counted = parts.filter(([, all]) => all > 0);
  if (total.messages === 0 || counted.length === 0) return null;
  const shares = counted.map(([some, all]) => Math.min(1, Math.max(0, some / all)));
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** The time left as people say it: rounded more, the longer it is. */
export function timeLeft(left: number | undefined): string {
  if (left === undefined) return say("job_time_unknown");
  if (left < minute) return say("job_under_a_minute");
  const minutes = Math.ceil(left / minute);
  if (minutes < 20) return say("job_minutes_left", { count: minutes });
  if (left < 1.5 * hour) return say("job_minutes_left", { count: Math.ceil(minutes / 5) * 5 });
  return say("job_hours_left", { count: Math.round(left / hour) });
}

function stepText({ current, state }: Job): string {
  if (!current || state === "waiting") return say("job_starting");
  const values = { folder: current.folder };
  if (current.step === "asking") return say("job_asking", values);
  if (current.step === "fetching") return say("job_fetching", values);
  if (current.step === "restoring") return say("job_restoring", values);
  if (current.step === "checking") return say("job_checking", values);
  return say("job_saving", values);
}

/** What was expected beforehand may turn out to be less than what there is. */
const of = (done: Amount, total: Amount, what: keyof Amount) => ({
  done: done[what],
  total: Math.max(done[what], total[what]),
});

function Amounts({ done, total, fetching }: Job) {
  const folders = of(done, total, "folders");
  const bytes = of(done, total, "bytes");
  const parts = [
    ...(folders.total > 1 ? [say("job_folders", folders)] : []),
    ...(bytes.total > 0
      ? [say("job_bytes", { done: size(bytes.done), total: size(bytes.total) })]
      : []),
    ...(fetching && fetching.total.bytes > fetching.done.bytes
      ? [say("job_to_fetch", { bytes: fetching.total.bytes - fetching.done.bytes })]
      : []),
  ];
  return parts.length > 0 ? <p class="secondary figures">{parts.join(" · ")}</p> : null;
}

const progressNames: Record<Job["kind"], string> = {
  backup: "job_progress",
  fetch: "fetch_progress",
  verify: "verify_progress",
  restore: "restore_progress",
  rehearse: "rehearsal_progress",
  contacts: "contacts_progress",
  examine: "doctor_examining",
  repair: "doctor_repairing",
};

/** A running job: what it is at, how far it is, about how long it takes, and the way to stop it. */
export function Progress({ job: begun, onJob }: { job: Job; onJob: (job: Job | null) => void }) {
  const job = useFigures(begun);
  const [stopping, setStopping] = useState(false);
  const share = shareDone(job);
  const tenth = share === null ? null : Math.floor(share * 10) * 10;
  const messages = of(job.done, job.total, "messages");

  async function cancel() {
    setStopping(true);
    const reply = await ask("job.cancel", {});
    if (reply.ok) onJob(reply.value);
    else setStopping(false);
  }

  return (
    <div class="progress">
      <p class="line">
        <span class="name" title={job.current?.folder}>
          {stepText(job)}
        </span>
        {share !== null && (
          <span class="count">
            {say("job_count", {
              done: number(messages.done),
              total: number(messages.total),
            })}
          </span>
        )}
      </p>
      <progress
        aria-label={say(progressNames[job.kind])}
        {...(share === null ? {} : { value: share })}
      />
      <Amounts {...job} />
      <p class="secondary">{timeLeft(job.left)}</p>
      <p class="spoken" role="status">
        {tenth === null ? "" : say("job_percent", { percent: tenth })}
      </p>
      <div class="actions">
        <button type="button" disabled={stopping} onClick={cancel}>
          {say("job_cancel")}
        </button>
        {stopping && <span class="secondary">{say("job_stopping")}</span>}
      </div>
    </div>
  );
}
