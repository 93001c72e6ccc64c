import { useEffect, useState } from "preact/hooks";
import type { Report } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import type { FolderLoss } from "../core/move-house/name-loss";
import type { Reason } from "../core/reason";
import type { MoveLoss, MovePreset } from "../protocol/move";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { number, say } from "../ui/words";

interface Props {
  accounts: AccountFact[];
  /** A new report may tell of more. */
  report: Report | null;
  putBack: (preset: MovePreset) => void;
}

/** Accounts that look moved although nobody announced it: what is safe, at risk and lost. */
export function MoveLosses({ accounts, report, putBack }: Props) {
  return (
    <>
      {accounts.map((account) => (
        <Loss key={account.id} {...{ account, report, putBack }} />
      ))}
    </>
  );
}

type LossProps = Omit<Props, "accounts"> & { account: AccountFact };

function Loss({ account: { id, name }, report, putBack }: LossProps) {
  const [loss, setLoss] = useState<MoveLoss | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  useEffect(() => {
    let alive = true;
    void ask("move.loss", { account: id }).then((reply) => {
      if (!alive) return;
      setLoss(reply.ok ? reply.value : null);
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      alive = false;
    };
  }, [id, report]);
  const restore = loss?.restore;
  return (
    <article class="move" aria-labelledby={`loss-${id}`} aria-busy={!loss && !error}>
      <h3 id={`loss-${id}`}>{say("move_loss_title", { name })}</h3>
      {loss && <Told loss={loss} />}
      <Trouble error={error} />
      {restore && (
        <div class="actions">
          <button type="button" onClick={() => putBack(restore)}>
            {say("move_to_restore")}
          </button>
        </div>
      )}
    </article>
  );
}

const kinds = ["known", "saved", "here", "lost"] as const;

const sum = (folders: FolderLoss[], kind: (typeof kinds)[number]) =>
  folders.reduce((all, folder) => all + folder[kind], 0);

function Told({ loss: { at, backedUpAt, folders } }: { loss: MoveLoss }) {
  const [known, saved, here, lost] = kinds.map((kind) => sum(folders, kind));
  return (
    <>
      <p>{say("move_loss_known", { count: known ?? 0, whenAt: at })}</p>
      <ul>
        <li>
          {backedUpAt === null
            ? say("move_loss_no_backup")
            : say("move_loss_saved", { count: saved ?? 0, whenAt: backedUpAt })}
        </li>
        {(here ?? 0) > 0 && <li>{say("move_loss_here", { count: here ?? 0 })}</li>}
        <li>{say("move_loss_lost", { count: lost ?? 0 })}</li>
      </ul>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{say("move_folder")}</th>
              {kinds.map((kind) => (
                <th key={kind} scope="col" class="figure">
                  {say(`move_loss_column_${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {folders.map((folder) => (
              <tr key={folder.path}>
                <td>
                  <bdi>{folder.path}</bdi>
                </td>
                {kinds.map((kind) => (
                  <td key={kind} class="figure">
                    {number(folder[kind])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="secondary">{say("move_loss_after")}</p>
    </>
  );
}
