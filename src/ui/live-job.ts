import { useEffect, useState } from "preact/hooks";
import type { Job } from "../core/job";

/*
 * Belongs here: the figures of the running job, which change twice a second.
 * Does not belong here: that a job began or ended, which concerns a whole page (-> watch.ts).
 */

let latest: Job | null = null;
const followers = new Set<() => void>();

/** Hands new figures to whoever draws them. */
export function tellFigures(job: Job | null): void {
  latest = job;
  for (const follower of followers) follower();
}

/** The newest figures of this job. Only what uses it is drawn anew when they change, not the page around it. */
export function useFigures(job: Job): Job {
  const [, draw] = useState(0);
  useEffect(() => {
    const follower = () => draw((times) => times + 1);
    followers.add(follower);
    return () => {
      followers.delete(follower);
    };
  }, []);
  return latest?.id === job.id && latest.state === job.state ? latest : job;
}
