import { useState } from "preact/hooks";
import type { MissingGroup } from "../core/backup/missing-groups";
import { Moment } from "../ui/moment";
import { reasonWord, say } from "../ui/words";

/** So many rows are drawn at a time: thousands at once would make the page slow. */
const atOnce = 200;

interface Props {
  group: MissingGroup;
  busy: boolean;
  again: (() => void) | undefined;
  fetch: (() => void) | undefined;
}

function Messages({ group }: { group: MissingGroup }) {
  const [shown, setShown] = useState(atOnce);
  const beyond = group.messages.length - shown;
  return (
    <>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{say("backup_column_subject")}</th>
              <th scope="col">{say("backup_column_from")}</th>
              <th scope="col">{say("backup_column_date")}</th>
            </tr>
          </thead>
          <tbody>
            {group.messages.slice(0, shown).map(({ subject, from, date }, place) => (
              <tr key={place}>
                <td>
                  <bdi>{subject || say("backup_no_subject")}</bdi>
                </td>
                <td>
                  <bdi>{from}</bdi>
                </td>
                <td>{date !== null && <Moment time={date} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {beyond > 0 && (
        <div class="actions">
          <button type="button" onClick={() => setShown(shown + atOnce)}>
            {say("missing_show_more", { count: beyond })}
          </button>
        </div>
      )}
    </>
  );
}

/** Missing mail of one folder with one reason: a line, and the messages for who opens it. */
export function MissingGroupItem({ group, busy, again, fetch }: Props) {
  const [open, setOpen] = useState(false);
  const { account, folder, messages, reason } = group;
  const count = messages.length;
  return (
    <section class="missing" aria-label={folder}>
      <h4>
        <bdi>{folder}</bdi>
        {account !== folder && (
          <span class="secondary">
            {" "}
            <bdi>{account}</bdi>
          </span>
        )}
      </h4>
      <p>{reasonWord(reason)}</p>
      {count === 0 ? (
        <p class="secondary">{say("backup_whole_folder")}</p>
      ) : (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{say("missing_messages", { count })}</summary>
          {open && <Messages group={group} />}
        </details>
      )}
      {(again || fetch) && (
        <div class="actions">
          {again && (
            <button type="button" disabled={busy} onClick={again}>
              {say("missing_again_folder")}
            </button>
          )}
          {fetch && (
            <button type="button" disabled={busy} onClick={fetch}>
              {say("missing_fetch_now", { count })}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
