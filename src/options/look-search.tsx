import type { LookQuery } from "../core/look/query";
import type { LookFolderSummary } from "../protocol/look";
import { say } from "../ui/words";

export type Where = "text" | "from" | "subject";

/** What the user filled in; dates as the fields hold them. */
export interface Search {
  folder: string;
  words: string;
  where: Where;
  since: string;
  until: string;
  goneOnly: boolean;
}

export const everything: Search = {
  folder: "",
  words: "",
  where: "text",
  since: "",
  until: "",
  goneOnly: false,
};

/** A day of the user's calendar, some days on, in milliseconds; undefined where the field holds none. */
function dayOf(field: string, later: number): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(field);
  if (!parts) return undefined;
  const [year = 0, month = 1, day = 1] = parts.slice(1).map(Number);
  return new Date(year, month - 1, day + later).getTime();
}

/** What the filled in fields look for. */
export function queryOf({ words, where, since, until, goneOnly }: Search): LookQuery {
  const [from, to] = [dayOf(since, 0), dayOf(until, 1)];
  return {
    ...(words.trim() === "" ? {} : { [where]: words.trim() }),
    ...(from === undefined ? {} : { since: from }),
    // The day itself is meant too.
    ...(to === undefined ? {} : { until: to }),
    ...(goneOnly ? { goneOnly } : {}),
  };
}

interface Props {
  folders: LookFolderSummary[];
  search: Search;
  change: (part: Partial<Search>) => void;
}

const folderWord = ({ name, messages, present }: LookFolderSummary) =>
  messages === null
    ? name
    : say(present ? "look_folder_counted" : "look_folder_away", { name, messages });

/** Where to look, and for what. */
export function LookSearch({ folders, search, change }: Props) {
  return (
    <search class="look-search">
      <label class="field">
        {say("look_folder")}
        <select
          value={search.folder}
          onChange={(event) => change({ folder: event.currentTarget.value })}
        >
          <option value="">{say("look_all_folders")}</option>
          {folders.map((folder) => (
            <option key={folder.id} value={folder.id} title={folder.path}>
              {folderWord(folder)}
            </option>
          ))}
        </select>
      </label>
      <label class="field words">
        {say("look_words")}
        <input
          type="search"
          value={search.words}
          maxLength={200}
          onInput={(event) => change({ words: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        {say("look_where")}
        <select
          value={search.where}
          onChange={(event) => change({ where: event.currentTarget.value as Where })}
        >
          <option value="text">{say("look_where_any")}</option>
          <option value="from">{say("look_where_from")}</option>
          <option value="subject">{say("look_where_subject")}</option>
        </select>
      </label>
      <label class="field">
        {say("look_since")}
        <input
          type="date"
          value={search.since}
          onInput={(event) => change({ since: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        {say("look_until")}
        <input
          type="date"
          value={search.until}
          onInput={(event) => change({ until: event.currentTarget.value })}
        />
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={search.goneOnly}
          onChange={(event) => change({ goneOnly: event.currentTarget.checked })}
        />
        {say("look_gone_only")}
      </label>
    </search>
  );
}
