import type { AccountFact } from "../core/checkup/snapshot";
import type { Job, Missing } from "../core/job";
import { Moment } from "../ui/moment";
import { reasonWord, say } from "../ui/words";

function Row({ missing, accounts }: { missing: Missing; accounts: AccountFact[] }) {
  const { message, account, folder } = missing;
  const owner = accounts.find((one) => one.id === account);
  return (
    <tr>
      <td>
        <bdi>{folder}</bdi>
        {owner && (
          <p class="secondary">
            <bdi>{owner.name}</bdi>
          </p>
        )}
      </td>
      <td>
        {message ? (
          <bdi>{message.subject || say("backup_no_subject")}</bdi>
        ) : (
          <em>{say("backup_whole_folder")}</em>
        )}
      </td>
      <td>{message && <bdi>{message.from}</bdi>}</td>
      <td>{message && message.date !== null && <Moment time={message.date} />}</td>
      <td>{reasonWord(missing.reason)}</td>
    </tr>
  );
}

/** The mails that could not be fetched, each with its reason. */
export function MissingTable({ job, accounts }: { job: Job; accounts: AccountFact[] }) {
  if (job.missing.length === 0) return null;
  const unlisted = job.missingCount - job.missing.length;
  return (
    <>
      <div class="wide">
        <table>
          <caption>{say("fetch_missing")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("backup_column_mail_folder")}</th>
              <th scope="col">{say("backup_column_subject")}</th>
              <th scope="col">{say("backup_column_from")}</th>
              <th scope="col">{say("backup_column_date")}</th>
              <th scope="col">{say("backup_column_reason")}</th>
            </tr>
          </thead>
          <tbody>
            {job.missing.map((missing, place) => (
              <Row key={place} missing={missing} accounts={accounts} />
            ))}
          </tbody>
        </table>
      </div>
      {unlisted > 0 && <p>{say("fetch_missing_more", { count: unlisted })}</p>}
    </>
  );
}
