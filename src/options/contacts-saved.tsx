import type { ContactsResult } from "../core/contacts/export-files";
import type { Job } from "../core/job";
import { Moment } from "../ui/moment";
import { number, reasonWord, say } from "../ui/words";

interface Props {
  /** The job that has just ended, where it is that one's result. */
  job: Job | null;
  /** Null where the address books were never saved. */
  result: ContactsResult | null;
}

/** How the sentence for this end is called. */
function state({ job, result }: Props): string {
  if (job?.kind === "contacts" && job.state === "cancelled") return "contacts_cancelled";
  if (!result || result.error || result.folder === null) return "contacts_failed";
  return result.missingCount > 0 ? "contacts_incomplete" : "contacts_complete";
}

/** When the address books were saved last, where they are, how much that is, and what is missing. */
export function ContactsSaved({ job, result }: Props) {
  if (!result) return <p class="secondary">{say("contacts_never")}</p>;
  const how = state({ job, result });
  const error = result.error ?? (job?.kind === "contacts" ? job.error : undefined);
  return (
    <>
      <div class={`result ${how === "contacts_complete" ? "good" : "bad"}`} role="status">
        <p>
          {say(how, { count: result.missingCount })} <Moment time={result.at} />
        </p>
        {error && error.code !== "cancelled" && <p>{reasonWord(error)}</p>}
        {result.unchangedSince !== null && <p>{say("contacts_unchanged")}</p>}
        {result.folder !== null && (
          <p>{say("contacts_where", { path: result.path, folder: result.folder })}</p>
        )}
      </div>
      {result.books.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{say("contacts_column_book")}</th>
              <th scope="col">{say("contacts_column_contacts")}</th>
              <th scope="col">{say("contacts_column_lists")}</th>
              <th scope="col">{say("contacts_column_photos")}</th>
            </tr>
          </thead>
          <tbody>
            {result.books.map((book) => (
              <tr key={book.name}>
                <th scope="row">
                  <bdi>{book.name}</bdi>
                </th>
                <td class="figure">{number(book.contacts)}</td>
                <td class="figure">{number(book.lists)}</td>
                <td class="figure">{number(book.photos)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {result.missing.length > 0 && (
        <ul>
          {result.missing.map(({ account, message, reason }) => (
            <li key={`${account} ${message?.subject} ${reason.code}`}>
              <bdi>{message?.subject ? `${account}: ${message.subject}` : account}</bdi>.{" "}
              {reasonWord(reason)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
