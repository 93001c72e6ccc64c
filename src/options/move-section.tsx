import { useCallback, useEffect, useState } from "preact/hooks";
import type { Road } from "../core/move-house/move";
import type { Reason } from "../core/reason";
import type { Overview } from "../protocol";
import type { MoveNow, MovePreset } from "../protocol/move";
import { ask } from "../ui/ask";
import { Unavailable } from "../ui/backup-line";
import type { Fixing } from "../ui/fix-panel";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { MoveBegin } from "./move-begin";
import { MoveList } from "./move-list";
import { MoveLosses } from "./move-loss";

interface Props {
  overview: Overview;
  fixing: Fixing;
  /** Goes to Restore with this chosen. */
  putBack: (preset: MovePreset) => void;
  reload: () => void;
}

/** Moving to another provider, host or protocol: a list that keeps its place, and what an unannounced move left. */
export function MoveSection({ overview, fixing, putBack, reload }: Props) {
  const [moves, setMoves] = useState<MoveNow[] | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const { experiments, report, backups, receipts, accounts, job } = overview;

  const load = useCallback(async () => {
    const reply = await ask("move.list", {});
    if (reply.ok) setMoves(reply.value);
    setError(reply.ok ? null : reply.error);
  }, []);

  // A check-up, a backup, a change of settings and the end of a job may each have done a step.
  const state = JSON.stringify([
    report?.takenAt,
    job?.endedAt,
    backups.map(({ backupId, endedAt }) => [backupId, endedAt]),
    receipts.map(({ id, undoneAt }) => [id, undoneAt]),
    accounts.map(({ id }) => id),
  ]);
  useEffect(() => {
    // The overview is asked often; the moves are looked at only where one of these is another.
    if (experiments && state) void load();
  }, [experiments, load, state]);

  async function begin(account: string, road: Road) {
    const reply = await ask("move.begin", { account, road });
    if (reply.ok) await load();
    else setError(reply.error);
  }

  const moved = (report?.outcomes ?? [])
    .filter(({ check }) => check === "provider-move-signals")
    .flatMap(({ findings }) => findings)
    .flatMap(({ subject }) => subject.accounts);
  const under = moves?.map(({ account }) => account) ?? [];
  return (
    <section id="moving" tabIndex={-1} aria-labelledby="moving-title" aria-busy={moves === null}>
      <h2 id="moving-title">{say("move_title")}</h2>
      <p class="secondary">{say("move_explained")}</p>
      {!experiments && <Unavailable />}
      {experiments && (
        <>
          <MoveLosses
            accounts={accounts.filter(({ id }) => moved.includes(id) && !under.includes(id))}
            report={report}
            putBack={putBack}
          />
          {moves === null && !error && <p class="secondary">{say("move_loading")}</p>}
          {moves?.map((move) => (
            <MoveList
              key={move.account}
              {...{ move, overview, fixing, putBack }}
              changed={() => {
                void load();
                reload();
              }}
            />
          ))}
          <Trouble error={error} />
          <MoveBegin
            accounts={accounts.filter(({ id }) => !under.includes(id))}
            begin={(account, road) => void begin(account, road)}
          />
        </>
      )}
    </section>
  );
}
