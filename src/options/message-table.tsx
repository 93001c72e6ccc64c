import type { ComponentChildren } from "preact";
import type { Missing } from "../core/job";
import { Moment } from "../ui/moment";
import { reasonWord, say } from "../ui/words";

interface Props {
  caption: string;
  messages: Missing[];
  /** How many there are; more than are listed, where the list would be too long. */
  total?: number;
  /** Stands where a row is no single message, or one whose name is lost. */
  nameless: string;
  /** What stands below the folder's name. */
  below?: (message: Missing) => ComponentChildren;
}

/** Messages of several folders, each with what is the matter with it. */
export function MessageTable({ caption, messages, total = 0, nameless, below }: Props) {
  const unlisted = total - messages.length;
  return (
    <>
      <div class="wide">
        <table>
          <caption>{caption}</caption>
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
            {messages.map((row, place) => (
              <tr key={place}>
                <td>
                  <bdi>{row.folder}</bdi>
                  {below?.(row)}
                </td>
                <td>
                  {row.message ? (
                    <bdi>{row.message.subject || say("backup_no_subject")}</bdi>
                  ) : (
                    <em>{nameless}</em>
                  )}
                </td>
                <td>{row.message && <bdi>{row.message.from}</bdi>}</td>
                <td>
                  {row.message && row.message.date !== null && <Moment time={row.message.date} />}
                </td>
                <td>{reasonWord(row.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unlisted > 0 && <p>{say("fetch_missing_more", { count: unlisted })}</p>}
    </>
  );
}
