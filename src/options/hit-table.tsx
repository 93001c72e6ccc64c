import type { Missing } from "../core/job";
import { Moment } from "../ui/moment";
import { reasonWord, say } from "../ui/words";

function Row({ hit: { folder, message, reason } }: { hit: Missing }) {
  return (
    <tr>
      <td>
        <bdi>{folder}</bdi>
      </td>
      <td>
        {message ? (
          <bdi>{message.subject || say("backup_no_subject")}</bdi>
        ) : (
          <em>{say("verify_name_lost")}</em>
        )}
      </td>
      <td>{message && <bdi>{message.from}</bdi>}</td>
      <td>{message && message.date !== null && <Moment time={message.date} />}</td>
      <td>{reasonWord(reason)}</td>
    </tr>
  );
}

/** The messages of a backup that are not whole any more, each with the reason. `count` counts them all. */
export function HitTable({ hits, count }: { hits: Missing[]; count: number }) {
  if (hits.length === 0) return null;
  return (
    <>
      <div class="wide">
        <table>
          <caption>{say("verify_hits")}</caption>
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
            {hits.map((hit, place) => (
              <Row key={place} hit={hit} />
            ))}
          </tbody>
        </table>
      </div>
      {count > hits.length && <p>{say("verify_hits_more", { count: count - hits.length })}</p>}
    </>
  );
}
