import { useEffect, useState } from "preact/hooks";
import type { ContactsKept } from "../core/contacts/export-files";
import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import type { Overview, Reply } from "../protocol";
import { ask } from "../ui/ask";
import { Unavailable } from "../ui/backup-line";
import { Progress } from "../ui/progress";
import { Trouble } from "../ui/trouble";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";
import { ContactsSaved } from "./contacts-saved";

interface Props {
  overview: Overview;
  setJob: (job: Job | null) => void;
}

/** The address books: saving them now, as part of every backup, and the way to bring them back. */
export function ContactsSection({ overview, setJob }: Props) {
  const { job } = overview;
  const [kept, setKept] = useState<ContactsKept | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const running = isRunning(job);

  // A job that ends may have saved them.
  useEffect(() => {
    if (running) return;
    void ask("contacts.get", {}).then((reply) => {
      if (reply.ok) setKept(reply.value);
      else setError(reply.error);
    });
  }, [running, job?.id]);

  function take<T>(reply: Reply<never> | { ok: true; value: T }, use: (value: T) => void) {
    setError(reply.ok ? null : reply.error);
    if (reply.ok) use(reply.value as T);
  }

  const choose = async (inEveryBackup: boolean) =>
    take(await ask("contacts.choose", { inEveryBackup }), setKept);

  const save = async (folder: "place" | "pick") =>
    take(await ask("contacts.export", { folder }), (begun: Job | null) => begun && setJob(begun));

  const openImport = async () => take(await ask("contacts.openImport", {}), () => undefined);

  const ended = job?.contacts && !running ? job.contacts : null;
  return (
    <section id="contacts" tabIndex={-1} aria-labelledby="contacts-title">
      <h2 id="contacts-title">{say("contacts_title")}</h2>
      <p>{say("contacts_what")}</p>
      {!overview.experiments && <Unavailable />}
      {overview.experiments && (
        <>
          <label class="choice">
            <input
              type="checkbox"
              disabled={!kept}
              checked={kept?.inEveryBackup ?? false}
              onChange={(event) => void choose(event.currentTarget.checked)}
            />
            {say("contacts_in_backup")}
          </label>
          {job?.kind === "contacts" && running ? (
            <Progress key={job.id} job={job} onJob={setJob} />
          ) : (
            <div class="actions">
              {overview.backupFolder && (
                <button
                  type="button"
                  class="main"
                  disabled={running}
                  onClick={() => void save("place")}
                >
                  {say("contacts_save_place")}
                </button>
              )}
              <button type="button" disabled={running} onClick={() => void save("pick")}>
                {say("contacts_save_pick")}
              </button>
            </div>
          )}
          <Trouble error={error} />
          <ContactsSaved job={ended ? job : null} result={ended ?? kept?.last ?? null} />
          <h3>{say("contacts_back_title")}</h3>
          <p>{say("contacts_back")}</p>
          <div class="actions">
            <button type="button" onClick={() => void openImport()}>
              {say("contacts_open_import")}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
