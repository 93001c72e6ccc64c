import type { Job } from "../core/job";
import { JobResult } from "../ui/job-result";
import { Moment } from "../ui/moment";
import { say } from "../ui/words";
import { ContactsSaved } from "./contacts-saved";
import { DifferentFolders } from "./different-folders";
import { MissingList, type MissingProps } from "./missing-list";

/** How the last backup ended, and what is not in it. */
export function LastBackup({ job, ...page }: { job: Job } & MissingProps) {
  return (
    <>
      <h3>{say("backup_last")}</h3>
      {job.endedAt !== undefined && (
        <p>
          <Moment time={job.endedAt} />
        </p>
      )}
      <JobResult job={job} />
      {job.contacts && <ContactsSaved job={job} result={job.contacts} />}
      <DifferentFolders job={job} />
      <MissingList job={job} {...page} />
    </>
  );
}
