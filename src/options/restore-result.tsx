import type { Job } from "../core/job";
import { JobResult } from "../ui/job-result";
import { number, say } from "../ui/words";
import { MessageTable } from "./message-table";

/** How a restore ended: what was asked for and what is there, folder by folder, and what is not there. */
export function RestoreResult({ job, busy, goOn }: { job: Job; busy: boolean; goOn: () => void }) {
  const counts = (job.counts ?? []).filter(({ asked }) => asked > 0);
  return (
    <>
      <JobResult job={job} />
      {counts.length > 0 && (
        <div class="wide">
          <table>
            <caption>{say("restore_counts")}</caption>
            <thead>
              <tr>
                <th scope="col">{say("restore_column_folder")}</th>
                <th scope="col">{say("restore_column_asked")}</th>
                <th scope="col">{say("restore_column_arrived")}</th>
              </tr>
            </thead>
            <tbody>
              {counts.map(({ folder, asked, arrived }) => (
                <tr key={folder}>
                  <td>
                    <bdi>{folder}</bdi>
                  </td>
                  <td class="figure">{number(asked)}</td>
                  <td class="figure">{number(arrived)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {job.missing.length > 0 && (
        <MessageTable
          caption={say("restore_missing")}
          messages={job.missing}
          total={job.missingCount}
          nameless={say("restore_whole_folder")}
        />
      )}
      {job.verdict !== "complete" && (
        <div class="actions">
          <button type="button" disabled={busy} onClick={goOn}>
            {say("restore_go_on")}
          </button>
        </div>
      )}
    </>
  );
}
