import type { ComponentChildren } from "preact";
import type { Job } from "../core/job";
import { JobResult } from "./job-result";
import { Progress } from "./progress";
import { isRunning } from "./watch";

const hour = 60 * 60 * 1000;

interface Props {
  job: Job | null;
  onJob: (job: Job | null) => void;
  /** What follows a result; in the popup the way to the page. */
  missing?: ComponentChildren;
}

/**
 * What a fix fetches: how far it is, and for an hour how it ended. What could not be fetched is told
 * until something else was done.
 */
export function FetchNote({ job, onJob, missing }: Props) {
  if (job?.kind !== "fetch") return null;
  if (isRunning(job)) return <Progress key={job.id} job={job} onJob={onJob} />;
  if (job.verdict === "complete" && Date.now() - (job.endedAt ?? 0) > hour) return null;
  return <JobResult job={job} missing={missing} />;
}
