import type { LookRow } from "../core/look/list-messages";
import type { SortKey } from "../core/look/query";
import { Moment } from "../ui/moment";
import { say, size } from "../ui/words";

export interface Order {
  sort: SortKey;
  descending: boolean;
}

interface Props {
  rows: LookRow[];
  order: Order;
  sortBy: (key: SortKey) => void;
  /** Folder id -> name, where messages of several are shown. */
  folders: ReadonlyMap<string, string> | null;
  /** Tag -> the name that the user gave it. */
  tags: ReadonlyMap<string, string>;
  open: (row: LookRow) => void;
  opened: LookRow | null;
  /** Where messages can be chosen: which are, by `rowKey`, and what a tick does. */
  chosen: { keys: ReadonlySet<string>; tick: (row: LookRow, on: boolean) => void } | null;
}

/** Names a row among all rows of a backup. */
export const rowKey = ({ folder, holder, n }: LookRow) => `${folder}/${holder}/${n}`;

export const sameRow = (a: LookRow | null, b: LookRow) =>
  a !== null && a.folder === b.folder && a.holder === b.holder && a.n === b.n;

const columns: { key: SortKey; word: string; figure?: true }[] = [
  { key: "subject", word: "backup_column_subject" },
  { key: "from", word: "backup_column_from" },
  { key: "date", word: "backup_column_date" },
  { key: "size", word: "look_column_size", figure: true },
];

const flagWords = {
  starred: "look_flag_starred",
  replied: "look_flag_replied",
  forwarded: "look_flag_forwarded",
  deleted: "look_flag_deleted",
} as const;

/** What was done with a message, in words. */
function stateWords({ flags, tags }: LookRow, names: ReadonlyMap<string, string>): string[] {
  const words = flags.flatMap((flag) => (flag === "read" ? [] : [say(flagWords[flag])]));
  const unread = flags.includes("read") ? [] : [say("look_flag_unread")];
  // Other keywords than the user's tags are programs' own.
  return [...unread, ...words, ...tags.flatMap((tag) => names.get(tag) ?? [])];
}

/** Messages of a backup; each column but the last can be sorted by, and a subject opens its message. */
export function LookTable({ rows, order, sortBy, folders, tags, open, opened, chosen }: Props) {
  const direction = order.descending ? "descending" : "ascending";
  return (
    <div class="wide">
      <table class="look">
        <caption class="spoken">{say("look_messages")}</caption>
        <thead>
          <tr>
            {chosen && (
              <th scope="col" class="tick">
                <span class="spoken">{say("look_column_choose")}</span>
              </th>
            )}
            {columns.map(({ key, word, figure }) => (
              <th
                key={key}
                scope="col"
                class={figure && "figure"}
                aria-sort={order.sort === key ? direction : "none"}
              >
                <button type="button" class="quiet" onClick={() => sortBy(key)}>
                  {say(word)}
                  <span aria-hidden="true" class="arrow">
                    {order.sort === key ? (order.descending ? "↓" : "↑") : ""}
                  </span>
                </button>
              </th>
            ))}
            {folders && <th scope="col">{say("backup_column_mail_folder")}</th>}
            <th scope="col">{say("look_column_state")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {chosen && (
                <td class="tick">
                  <input
                    type="checkbox"
                    aria-label={say("look_choose_message", {
                      subject: row.subject || say("backup_no_subject"),
                    })}
                    checked={chosen.keys.has(rowKey(row))}
                    onChange={(event) => chosen.tick(row, event.currentTarget.checked)}
                  />
                </td>
              )}
              <td>
                <button
                  type="button"
                  class="subject"
                  aria-expanded={sameRow(opened, row)}
                  onClick={() => open(row)}
                >
                  <bdi>{row.subject || say("backup_no_subject")}</bdi>
                </button>
              </td>
              <td>
                <bdi>{row.from}</bdi>
              </td>
              <td>
                <Moment time={row.date} />
              </td>
              <td class="figure">{size(row.size)}</td>
              {folders && (
                <td>
                  <bdi>{folders.get(row.folder)}</bdi>
                </td>
              )}
              <td class="secondary">
                {stateWords(row, tags).join(", ")}
                {row.goneAt !== null && <p>{say("look_gone", { seenAt: row.goneAt })}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
