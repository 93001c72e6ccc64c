import { useEffect, useState } from "preact/hooks";
import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import type { OpenedSummary, Overview } from "../protocol";
import type { MovePreset } from "../protocol/move";
import type { RestoreFolder, RestorePlan } from "../protocol/restore";
import { ask } from "../ui/ask";
import { Unavailable } from "../ui/backup-line";
import { Progress } from "../ui/progress";
import { Trouble } from "../ui/trouble";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";
import type { Picked } from "./look-messages";
import { RehearsalPart } from "./rehearsal";
import { type Choice, type Folders, nothingChosen, RestoreForm, requestOf } from "./restore-form";
import { PlannedRestore } from "./restore-plan";
import { RestoreResult } from "./restore-result";

interface Props {
  overview: Overview;
  setJob: (job: Job | null) => void;
  /** Messages that were chosen while looking into a backup. */
  picked?: Picked | null;
  /** What a move begins with. */
  preset?: MovePreset | null;
}

/** Putting mail back from a backup: what, where, what that would do, and how it ended. */
export function RestoreSection({ overview, setJob, picked = null, preset = null }: Props) {
  const [choice, setChoice] = useState<Choice>(nothingChosen);
  const [elsewhere, setElsewhere] = useState<OpenedSummary[]>([]);
  const [folders, setFolders] = useState<Folders | null>(null);
  const [targets, setTargets] = useState<RestoreFolder[]>([]);
  const [plan, setPlan] = useState<RestorePlan | null>(null);
  const [looking, setLooking] = useState(false);
  const [error, setError] = useState<Reason | null>(null);
  const { backupId, account } = choice;
  const busy = isRunning(overview.job);
  const mine = overview.job?.kind === "restore" ? overview.job : null;

  useEffect(() => {
    void ask("backup.readings", {}).then((reply) => reply.ok && setElsewhere(reply.value.opened));
  }, [overview.backups]);

  useEffect(() => {
    setFolders(null);
    if (backupId === "") return;
    let alive = true;
    void ask("look.folders", { backupId }).then((reply) => {
      if (!alive) return;
      if (reply.ok) setFolders(reply.value);
      else setError(reply.error);
    });
    return () => {
      alive = false;
    };
  }, [backupId]);

  useEffect(() => {
    setTargets([]);
    if (account === "") return;
    let alive = true;
    void ask("restore.folders", { account }).then((reply) => {
      if (alive && reply.ok) setTargets(reply.value);
    });
    return () => {
      alive = false;
    };
  }, [account]);

  const change = (part: Partial<Choice>) => {
    setChoice((before) => ({ ...before, ...part }));
    // What was planned was planned for another choice.
    setPlan(null);
    setError(null);
  };

  useEffect(() => {
    if (picked) change({ ...picked, folders: null, withGone: false });
  }, [picked]);

  useEffect(() => {
    if (preset) change({ ...nothingChosen, ...preset });
  }, [preset]);

  async function look() {
    setLooking(true);
    const reply = await ask("restore.plan", requestOf(choice));
    setLooking(false);
    setPlan(reply.ok ? reply.value : null);
    setError(reply.ok ? null : reply.error);
  }

  async function begin(asked: ReturnType<typeof ask<"restore.start" | "restore.goOn">>) {
    const reply = await asked;
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    setPlan(null);
    setJob(reply.value);
  }

  const backups = [...overview.backups, ...elsewhere].map(({ backupId: id, name, endedAt }) => ({
    id,
    text: endedAt === null ? name : say("look_backup_dated", { name, endedAt }),
  }));
  const isChosen = folders !== null && account !== "" && choice.folders?.length !== 0;
  return (
    <section id="restore" tabIndex={-1} aria-labelledby="restore-title">
      <h2 id="restore-title">{say("restore_title")}</h2>
      <p class="secondary">{say("restore_explained")}</p>
      {!overview.experiments && <Unavailable />}
      {mine && isRunning(mine) && <Progress key={mine.id} job={mine} onJob={setJob} />}
      {mine && !isRunning(mine) && (
        <RestoreResult job={mine} busy={busy} goOn={() => void begin(ask("restore.goOn", {}))} />
      )}
      {backups.length === 0 && <p>{say("restore_no_backup")}</p>}
      {overview.experiments && backups.length > 0 && (
        <>
          <RestoreForm
            {...{ choice, change, backups, folders, targets }}
            accounts={overview.accounts}
          />
          <div class="actions">
            <button type="button" disabled={!isChosen || busy || looking} onClick={look}>
              {say("restore_look")}
            </button>
            {looking && <span class="secondary">{say("restore_looking")}</span>}
          </div>
          <Trouble error={error} />
          {plan && (
            <PlannedRestore
              plan={plan}
              busy={busy}
              start={(knowingly) =>
                void begin(ask("restore.start", { ...requestOf(choice), knowingly }))
              }
            />
          )}
          <RehearsalPart backupId={backupId} job={overview.job} setJob={setJob} />
        </>
      )}
    </section>
  );
}
