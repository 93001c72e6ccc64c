import { useCallback, useEffect, useState } from "preact/hooks";
import type { Reason } from "../core/reason";
import type { BackupSummary, OpenedSummary, Overview, Requests } from "../protocol";
import { ask } from "../ui/ask";
import { Unavailable } from "../ui/backup-line";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { Inside, type Picked } from "./look-messages";

type Folders = Requests["look.folders"]["output"];

interface Props {
  overview: Overview;
  /** Hands chosen messages to the section that restores. */
  restore: (picked: Picked) => void;
}

const dated = ({ name, endedAt }: { name: string; endedAt: number | null }) =>
  endedAt === null ? name : say("look_backup_dated", { name, endedAt });

/** A look into a backup: what it holds, without restoring anything. */
export function LookSection({ overview, restore }: Props) {
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
            <Inside key={chosen} backupId={chosen} folders={folders.value} restore={restore} />
          )}
        </>
      )}
    </section>
  );
}
