import { useState } from "preact/hooks";
import type { Receipt } from "../core/fix/fix-plan";
import type { Reason } from "../core/reason";
import { ask } from "./ask";
import { type Fixing, FixPanel } from "./fix-panel";
import { Trouble } from "./trouble";
import { say } from "./words";

/** Takes a change back: at once where that is safe; where it would delete mail its plan is shown first. */
export function UndoButton({ receipt, ...fixing }: Fixing & { receipt: Receipt }) {
  const [error, setError] = useState<Reason | null>(null);
  const [working, setWorking] = useState(false);
  const [planning, setPlanning] = useState(false);
  if (receipt.undo === "none" || receipt.undoneAt !== undefined) return null;

  async function undo() {
    if (receipt.undo === "guarded") return setPlanning(!planning);
    setWorking(true);
    const reply = await ask("fix.undo", { receiptId: receipt.id });
    setWorking(false);
    if (reply.ok) fixing.changed(reply.value);
    else setError(reply.error);
  }

  return (
    <>
      <div class="actions">
        <button
          type="button"
          disabled={working}
          {...(receipt.undo === "guarded" ? { "aria-expanded": planning } : {})}
          onClick={() => void undo()}
        >
          {say(receipt.undo === "guarded" ? "fix_undo_guarded" : "fix_undo")}
        </button>
      </div>
      <Trouble error={error} />
      {planning && (
        <FixPanel
          of={{ receiptId: receipt.id }}
          {...fixing}
          changed={(done) => {
            setPlanning(false);
            fixing.changed(done);
          }}
          close={() => setPlanning(false)}
        />
      )}
    </>
  );
}
