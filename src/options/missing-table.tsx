import type { AccountFact } from "../core/checkup/snapshot";
import type { Job, Missing } from "../core/job";
import { say } from "../ui/words";
import { MessageTable } from "./message-table";

/** The mails that could not be fetched, each with its reason. */
export function MissingTable({ job, accounts }: { job: Job; accounts: AccountFact[] }) {
  if (job.missing.length === 0) return null;
  const owner = ({ account }: Missing) => {
    const found = accounts.find((one) => one.id === account);
    return (
      found && (
        <p class="secondary">
          <bdi>{found.name}</bdi>
        </p>
      )
    );
  };
  return (
    <MessageTable
      caption={say("fetch_missing")}
      messages={job.missing}
      total={job.missingCount}
      nameless={say("backup_whole_folder")}
      below={owner}
    />
  );
}
