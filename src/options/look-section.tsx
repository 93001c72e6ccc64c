import { useCallback, useEffect, useState } from "preact/hooks";
import type { LookRow } from "../core/look/list-messages";
import type { SortKey } from "../core/look/query";
import type { Reason } from "../core/reason";
import type { BackupSummary, OpenedSummary, Overview, Requests } from "../protocol";
import { ask } from "../ui/ask";
import { Unavailable } from "../ui/backup-line";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { LookMessage } from "./look-message";
import { everything, LookSearch, queryOf, type Search } from "./look-search";
import { LookTable, type Order, sameRow } from "./look-table";
import { useLook } from "./use-look";

type Folders = Requests["look.folders"]["output"];

const newestFirst: Order = { sort: "date", descending: true };

/** The messages of one backup, and the one that is read. */
function Inside({ backupId, folders }: { backupId: string; folders: Folders }) {
  const [search, setSearch] = useState<Search>(everything);
  const [order, setOrder] = useState<Order>(newestFirst);
  const [opened, setOpened] = useState<LookRow | null>(null);
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
        />
      )}
      {more && (
        <div class="actions">
          <button type="button" onClick={more}>
            {say("missing_show_more", { count: matched - rows.length })}
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

const dated = ({ name, endedAt }: { name: string; endedAt: number | null }) =>
  endedAt === null ? name : say("look_backup_dated", { name, endedAt });

/** A look into a backup: what it holds, without restoring anything. */
export function LookSection({ overview }: { overview: Overview }) {
  const { backups } = overview;
  const [elsewhere, setElsewhere] = useState<OpenedSummary[]>([]);
  const [chosen, setChosen] = useState("");
  const [folders, setFolders] = useState<{ of: string; value: Folders } | null>(null);
  const [error, setError] = useState<Reason | null>(null);

  const load = useCallback(async () => {
    const reply = await ask("backup.readings", {});
    if (reply.ok) setElsewhere(reply.value.opened);
  }, []);
  useEffect(() => void load(), [load, backups]);

  useEffect(() => {
    setError(null);
    if (chosen === "") return;
    let alive = true;
    void ask("look.folders", { backupId: chosen }).then((reply) => {
      if (!alive) return;
      if (reply.ok) setFolders({ of: chosen, value: reply.value });
      else setError(reply.error);
    });
    return () => {
      alive = false;
    };
  }, [chosen]);

  async function open() {
    const reply = await ask("backup.open", {});
    setError(reply.ok ? null : reply.error);
    await load();
    if (reply.ok && reply.value) setChosen(reply.value);
  }

  const choices: (BackupSummary | OpenedSummary)[] = [...backups, ...elsewhere];
  return (
    <section id="look" tabIndex={-1} aria-labelledby="look-title">
      <h2 id="look-title">{say("look_title")}</h2>
      {!overview.experiments && <Unavailable />}
      {overview.experiments && (
        <>
          <p class="secondary">{say("look_explained")}</p>
          <div class="actions">
            {choices.length > 0 && (
              <label class="field">
                {say("look_backup")}
                <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
                  <option value="">{say("look_choose")}</option>
                  {choices.map((one) => (
                    <option
                      key={one.backupId}
                      value={one.backupId}
                      title={"path" in one ? one.path : one.folder}
                    >
                      {dated(one)}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <button type="button" onClick={() => void open()}>
              {say("verify_open")}
            </button>
          </div>
          {choices.length === 0 && <p>{say("look_none")}</p>}
          <Trouble error={error} />
          {chosen !== "" && folders?.of !== chosen && !error && <p>{say("look_loading")}</p>}
          {folders && folders.of === chosen && (
            <Inside key={chosen} backupId={chosen} folders={folders.value} />
          )}
        </>
      )}
    </section>
  );
}
