import { useRef, useState } from "preact/hooks";
import type { Job } from "../core/job";
import { ask } from "./ask";
import { say } from "./words";

interface Sample {
  time: number;
  share: number;
}

/** How much of the job is done, from 0 to 1; null while nothing was counted yet. */
export function shareDone(job: Job): number | null {
  const { done, total } = job;
  const part = (a: number, b: number) => Math.min(1, a / b);
  if (total.messages === 0) return null;
  if (total.bytes === 0) return part(done.messages, total.messages);
  // A mail of 30 MB takes longer than a note, and a thousand notes take longer than their bytes.
  return (part(done.messages, total.messages) + part(done.bytes, total.bytes)) / 2;
}

/** Minutes left at the pace between two samples; null while that would be a guess. */
export function minutesLeft(first: Sample | undefined, last: Sample): number | null {
  if (!first || last.time - first.time < 5_000 || last.share <= first.share) return null;
  const pace = (last.share - first.share) / (last.time - first.time);
  return Math.max(1, Math.ceil((1 - last.share) / pace / 60_000));
}

function stepText({ current, state }: Job): string {
  if (!current || state === "waiting") return say("job_starting");
  const values = { folder: current.folder };
  if (current.step === "asking") return say("job_asking", values);
  if (current.step === "fetching") return say("job_fetching", values);
  if (current.step === "checking") return say("job_checking", values);
  return say("job_saving", values);
}

/** A running job: what it is at, how far it is, about how long it takes, and the way to stop it. */
export function Progress({ job, onJob }: { job: Job; onJob: (job: Job | null) => void }) {
  const samples = useRef<Sample[]>([]);
  const [stopping, setStopping] = useState(false);
  const share = shareDone(job);
  const sample = { time: Date.now(), share: share ?? 0 };
  // The pace of the last half minute: fetching is much slower than saving what is here.
  samples.current = [...samples.current.filter((one) => sample.time - one.time < 30_000), sample];
  const left = share === null ? null : minutesLeft(samples.current[0], sample);
  const tenth = share === null ? null : Math.floor(share * 10) * 10;

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
            {say("job_count", { done: job.done.messages, total: job.total.messages })}
          </span>
        )}
      </p>
      <progress
        aria-label={say(job.kind === "fetch" ? "fetch_progress" : "job_progress")}
        {...(share === null ? {} : { value: share })}
      />
      <p class="secondary">
        {left === null ? say("job_time_unknown") : say("job_minutes_left", { count: left })}
      </p>
      <p class="spoken" role="status">
        {tenth === null ? "" : say("job_percent", { percent: tenth })}
      </p>
      <div class="actions">
        <button type="button" onClick={cancel}>
          {say("job_cancel")}
        </button>
        {stopping && <span class="secondary">{say("job_stopping")}</span>}
      </div>
    </div>
  );
}
