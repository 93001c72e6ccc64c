import type { AccountFact } from "../core/checkup/snapshot";
import type { Step } from "../core/move-house/move";
import type { Requests, RequestType } from "../protocol";
import type { MoveNow } from "../protocol/move";
import { ChangeList } from "../ui/change-list";
import { SafeCheck } from "../ui/safe-check";
import { UndoButton } from "../ui/undo-button";
import { reasonWord, say } from "../ui/words";
import { MoveCounts } from "./move-counts";
import type { OfMove } from "./move-list";
import { MoveTexts } from "./move-texts";

interface Props extends OfMove {
  step: Step;
  /** The first step that is not done has the main button. */
  isCurrent: boolean;
  send: <T extends RequestType>(type: T, input: Requests[T]["input"]) => Promise<void>;
}

/** What can be done at a step. */
export function MoveAction(props: Props) {
  const { step, move, fixing, overview, isCurrent, putBack, send } = props;
  const { code, state } = step;
  const { account } = move;
  const main = isCurrent ? "main" : "";
  const isOpen = state === "open" || state === "not-known";
  if (code === "prove" && state === "open") {
    if (!overview.backupFolder) return <a href="#backups">{say("move_to_backups")}</a>;
    return (
      <button
        type="button"
        class={main}
        disabled={fixing.busy}
        onClick={() => fixing.backUp([account])}
      >
        {say("move_back_up")}
      </button>
    );
  }
  if (code === "quiet") return <Quiet {...props} />;
  if (code === "new-account" && state !== "blocked") return <NewAccount {...props} />;
  if (code === "restore" && isOpen) {
    const { restore } = move;
    if (!restore) return null;
    return (
      <>
        {restore.withGone && <p class="secondary">{say("move_with_gone")}</p>}
        <button type="button" class={main} onClick={() => putBack(restore)}>
          {say("move_to_restore")}
        </button>
      </>
    );
  }
  if (code === "compare" && state !== "blocked") {
    return (
      <MoveCounts move={move} main={main} count={() => void send("move.count", { account })} />
    );
  }
  if (code === "resume" && state === "open") return <Receipt {...props} />;
  if (code === "let-go" && isOpen) return <SafeCheck account={account} name={move.name} />;
  return (
    <>
      {code === "tell" && <MoveTexts name={nameOf(overview.accounts, move)} road={move.road} />}
      {(code === "tell" || code === "switch") &&
        state !== "blocked" &&
        step.reason !== "switch-seen" && (
          <label class="tick">
            <input
              type="checkbox"
              checked={state === "done"}
              onChange={(event) =>
                void send("move.tick", { account, step: code, done: event.currentTarget.checked })
              }
            />
            {say(code === "tell" ? "move_tick_tell" : "move_tick_switch")}
          </label>
        )}
    </>
  );
}

const nameOf = (accounts: AccountFact[], { account, name }: MoveNow) =>
  accounts.find(({ id }) => id === account)?.emails[0] ?? name;

/** Every setting that is switched off, then the button; afterwards the way back. */
function Quiet({ step, move, fixing, isCurrent, overview, send, putBack }: Props) {
  const { account, quiet, quietRefused } = move;
  if (step.state === "done" && step.reason === "checks-off") {
    return <Receipt {...{ step, move, fixing, isCurrent, overview, send, putBack }} />;
  }
  if (quietRefused) return <p>{reasonWord(quietRefused)}</p>;
  if (step.state !== "open") return null;
  return (
    <>
      <ChangeList changes={quiet.changes} accounts={overview.accounts} />
      <button
        type="button"
        class={isCurrent ? "main" : ""}
        onClick={() => void send("move.quiet", { account, planHash: quiet.hash })}
      >
        {say("move_quiet")}
      </button>
    </>
  );
}

/** Takes the change of the checks back, where it was made here. */
function Receipt({ move, fixing, overview, step }: Props) {
  const receipt = overview.receipts.find(({ id }) => id === move.receipt);
  if (receipt) return <UndoButton receipt={receipt} {...fixing} />;
  return step.code === "resume" ? <p class="secondary">{say("move_resume_yourself")}</p> : null;
}

/** Which account the mail goes to. */
function NewAccount({ move, overview, send }: Props) {
  const { account, newAccount, road } = move;
  const types = road === "pop-to-imap" ? ["imap"] : ["imap", "pop3"];
  const able = overview.accounts.filter(({ id, type }) => id !== account && types.includes(type));
  return (
    <label class="field">
      {say("move_new_account")}
      <select
        value={newAccount ?? ""}
        onChange={(event) =>
          void send("move.chooseNew", { account, newAccount: event.currentTarget.value })
        }
      >
        <option value="" disabled>
          {say("restore_choose")}
        </option>
        {able.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
