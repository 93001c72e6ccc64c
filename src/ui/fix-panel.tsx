import { useEffect, useRef, useState } from "preact/hooks";
import type { AccountFact } from "../core/checkup/snapshot";
import type { FixPlan, Receipt } from "../core/fix/fix-plan";
import type { Reason } from "../core/reason";
import { ask } from "./ask";
import { ChangeList } from "./change-list";
import { FixWarnings, needsBackup } from "./fix-warnings";
import { SafeCheck } from "./safe-check";
import { Trouble } from "./trouble";
import { say } from "./words";

/** What a change needs to know of the page that it stands on. */
export interface Fixing {
  accounts: AccountFact[];
  /** Starts a backup of the accounts whose mail would go. */
  backUp: (accounts: string[]) => void;
  /** A backup runs; nothing is changed meanwhile. */
  busy: boolean;
  /** When the last backup ended: after another one the plan is asked for again. */
  backedUpAt: number | undefined;
  /** Something was written, or taken back. */
  changed: (receipt: Receipt) => void;
}

interface Props extends Fixing {
  /** What is to be mended, or which change is to be taken back. */
  of: { findingId: string } | { receiptId: string };
  close: () => void;
}

/** What the button does, with what it does it to. */
function confirmWord({ changes, fetch }: FixPlan, undo: boolean): string {
  const count = changes.length;
  if (undo) return say("fix_confirm_undo", { count });
  if (!fetch) return say("fix_confirm", { count });
  return count > 0 ? say("fix_confirm_and_fetch", { count }) : say("fix_confirm_fetch");
}

/** Shows exactly what a click will write, what it brings and what it takes away, and then does it. */
export function FixPanel({ of, accounts, backUp, busy, backedUpAt, changed, close }: Props) {
  const [plan, setPlan] = useState<FixPlan | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const [knowingly, setKnowingly] = useState(false);
  const [working, setWorking] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const opener = useRef(document.activeElement);
  const undo = "receiptId" in of;
  const id = undo ? of.receiptId : of.findingId;

  useEffect(() => panel.current?.focus(), []);
  useEffect(() => {
    let alive = true;
    const plans = undo
      ? ask("fix.planUndo", { receiptId: id })
      : ask("fix.plan", { findingId: id });
    void plans.then((reply) => {
      if (!alive) return;
      setPlan(reply.ok ? reply.value : null);
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      alive = false;
    };
  }, [undo, id, backedUpAt]);

  async function confirm({ hash }: FixPlan) {
    setWorking(true);
    const reply = undo
      ? await ask("fix.undo", { receiptId: id, planHash: hash })
      : await ask("fix.apply", { findingId: id, planHash: hash, ...(knowingly && { knowingly }) });
    setWorking(false);
    if (reply.ok) changed(reply.value);
    else setError(reply.error);
  }

  function cancel() {
    close();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  }

  const uncovered = plan !== null && needsBackup(plan, undo) && plan.cover !== "fresh";
  const held = uncovered && !knowingly;
  return (
    <section
      ref={panel}
      class="fix"
      tabIndex={-1}
      aria-label={say(undo ? "fix_undo_title" : "fix_title")}
      aria-busy={(!plan && !error) || working}
    >
      <h4>{say(undo ? "fix_undo_title" : "fix_title")}</h4>
      {!plan && !error && <p role="status">{say("fix_planning")}</p>}
      {plan && (
        <>
          <ChangeList changes={plan.changes} accounts={accounts} />
          <FixWarnings plan={plan} takingBack={undo} />
          {needsBackup(plan, undo) &&
            accounts
              .filter(({ id: account }) => plan.changes.some((one) => one.account === account))
              .map(({ id: account, name }) => (
                <SafeCheck key={account} account={account} name={name} />
              ))}
          {uncovered && !undo && (
            <label class="choice">
              <input
                type="checkbox"
                checked={knowingly}
                onChange={(event) => setKnowingly(event.currentTarget.checked)}
              />
              {say("fix_knowingly")}
            </label>
          )}
        </>
      )}
      <Trouble error={error} />
      <div class="actions">
        {plan && !plan.fetch?.tooMuch && (
          <button
            type="button"
            class={held ? "" : "main"}
            disabled={held || busy || working}
            onClick={() => void confirm(plan)}
          >
            {confirmWord(plan, undo)}
          </button>
        )}
        {plan && uncovered && (
          <button
            type="button"
            class={held ? "main" : ""}
            disabled={busy || working}
            onClick={() => backUp([...new Set(plan.changes.map(({ account }) => account))])}
          >
            {say("backup_start")}
          </button>
        )}
        <button type="button" disabled={working} onClick={cancel}>
          {say("fix_cancel")}
        </button>
        {working && <span role="status">{say("fix_working")}</span>}
      </div>
    </section>
  );
}
