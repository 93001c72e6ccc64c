import { useCallback, useEffect, useState } from "preact/hooks";
import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import type { Overview } from "../protocol";
import { ask, whenStored } from "./ask";
import { gathered } from "./gathered";
import { tellFigures } from "./live-job";

const pollEvery = 500;
/** So long further changes are waited for before everything is asked again, in milliseconds. */
const gatherFor = 250;

export const isRunning = (job: Job | null | undefined) =>
  job?.state === "running" || job?.state === "waiting";

const isSameStage = (before: Job | null, now: Job | null) =>
  isRunning(now) && before?.id === now?.id && before?.state === now?.state;

/** The overview of a page: asked once, followed while a job runs, and asked again when it ends. */
export function useOverview() {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const [checking, setChecking] = useState(false);

  const load = useCallback(async () => {
    const reply = await ask("overview", {});
    if (reply.ok) {
      tellFigures(reply.value.job);
      setOverview(reply.value);
    }
    setError(reply.ok ? null : reply.error);
  }, []);

  const setJob = useCallback((job: Job | null) => {
    tellFigures(job);
    setOverview((current) => {
      // The whole page is drawn anew only where it says something else.
      if (!current || isSameStage(current.job, job)) return current;
      return { ...current, job };
    });
  }, []);

  const check = useCallback(async () => {
    setChecking(true);
    const reply = await ask("checkup.run", {});
    if (reply.ok) setOverview((current) => current && { ...current, report: reply.value });
    setError(reply.ok ? null : reply.error);
    setChecking(false);
  }, []);

  useEffect(() => {
    // A settings page may stay open for days; whoever comes back to it sees how things stand now.
    const again = () => {
      if (!document.hidden) void load();
    };
    void load();
    document.addEventListener("visibilitychange", again);
    // Another page, or the background by itself, may start a job or look again; it stores much in a moment.
    const changes = gathered(async () => {
      if (!document.hidden) await load();
    }, gatherFor);
    const stop = whenStored(changes.call);
    return () => {
      stop();
      changes.stop();
      document.removeEventListener("visibilitychange", again);
    };
  }, [load]);

  const running = isRunning(overview?.job);
  useEffect(() => {
    if (!running) return;
    let timer: ReturnType<typeof setTimeout>;
    let alive = true;
    const poll = async () => {
      const reply = await ask("job.status", {});
      if (!alive) return;
      // A background that is just starting again does not answer yet; the next poll will tell.
      if (reply.ok) setJob(reply.value);
      if (reply.ok && !isRunning(reply.value)) return void load();
      timer = setTimeout(poll, pollEvery);
    };
    timer = setTimeout(poll, pollEvery);
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [running, load, setJob]);

  return { overview, error, checking, check, load, setJob };
}
