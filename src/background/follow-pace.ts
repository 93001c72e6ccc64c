import type { Job } from "../core/job";
import { newPace, notePace } from "../core/time-left";

const every = 500;

/** Keeps a running job's time left up to date, the same for every page; answers how to end that. */
export function followPace(job: Job): () => void {
  let pace = newPace();
  const timer = setInterval(() => {
    pace = notePace(pace, job, performance.now());
    if (pace.left === null) delete job.left;
    else job.left = pace.left;
  }, every);
  return () => {
    clearInterval(timer);
    delete job.left;
  };
}
