import { useState } from "preact/hooks";
import type { LookRow } from "../core/look/list-messages";
import type { SortKey } from "../core/look/query";
import type { MessageChoice } from "../core/restore/selection";
import type { Requests } from "../protocol";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { LookMessage } from "./look-message";
import { everything, LookSearch, queryOf, type Search } from "./look-search";
import { LookTable, type Order, rowKey, sameRow } from "./look-table";
import { useLook } from "./use-look";

/** Messages that somebody chose to have back. */
export interface Picked {
  backupId: string;
  messages: MessageChoice[];
}

interface Props {
  backupId: string;
  folders: Requests["look.folders"]["output"];
  restore: (picked: Picked) => void;
}

const newestFirst: Order = { sort: "date", descending: true };

const choiceOf = ({ folder, holder, n }: LookRow): MessageChoice => ({ folder, holder, n });

/** The messages of one backup, and the one that is read. */
export function Inside({ backupId, folders, restore }: Props) {
  const [search, setSearch] = useState<Search>(everything);
  const [order, setOrder] = useState<Order>(newestFirst);
  const [opened, setOpened] = useState<LookRow | null>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, LookRow>>(new Map());
  const query = { ...queryOf(search), ...order };
  const listed = useLook({ backupId, folder: search.folder, query });
  const { rows, matched, unread, loading, error, more } = listed;
  const names = new Map(folders.folders.map(({ id, name }) => [id, name]));
  const tags = new Map(folders.tags.map(({ key, name }) => [key, name]));

  /** Dates and sizes are first wanted from their large end. */
  const sortBy = (sort: SortKey) => {
    const again = order.sort === sort;
    setOrder({ sort, descending: again ? !order.descending : sort === "date" || sort === "size" });
  };

  function tick(row: LookRow, on: boolean): void {
    const next = new Map(chosen);
    if (on) next.set(rowKey(row), row);
    else next.delete(rowKey(row));
    setChosen(next);
  }

  return (
    <>
      {!folders.isCurrent && <p class="trouble">{say("look_not_current")}</p>}
      <LookSearch
        folders={folders.folders}
        search={search}
        change={(part) => setSearch((before) => ({ ...before, ...part }))}
      />
      <p role="status" class="secondary">
        {loading ? say("look_loading") : !error && say("look_found", { count: matched })}
      </p>
      {unread > 0 && <p class="trouble">{say("look_unread")}</p>}
      <Trouble error={error} />
      {rows.length > 0 && (
        <LookTable
          rows={rows}
          order={order}
          sortBy={sortBy}
          folders={search.folder === "" ? names : null}
          tags={tags}
          open={(row) => setOpened(sameRow(opened, row) ? null : row)}
          opened={opened}
          // Without its own backup.json a backup can be read and not be put back.
          chosen={folders.isCurrent ? { keys: new Set(chosen.keys()), tick } : null}
        />
      )}
      {more && (
        <div class="actions">
          <button type="button" onClick={more}>
            {say("missing_show_more", { count: matched - rows.length })}
          </button>
        </div>
      )}
      {chosen.size > 0 && (
        <div class="actions">
          <button
            type="button"
            onClick={() => restore({ backupId, messages: [...chosen.values()].map(choiceOf) })}
          >
            {say("look_restore", { count: chosen.size })}
          </button>
          <button type="button" class="quiet" onClick={() => setChosen(new Map())}>
            {say("look_choose_none")}
          </button>
        </div>
      )}
      {opened && (
        <LookMessage
          key={`${opened.holder}/${opened.n}`}
          backupId={backupId}
          row={opened}
          close={() => setOpened(null)}
        />
      )}
    </>
  );
}
