import { useEffect, useRef } from "preact/hooks";
import type { Receipt } from "../core/fix/fix-plan";
import { ChangeList } from "./change-list";
import type { Fixing } from "./fix-panel";
import { UndoButton } from "./undo-button";
import { say } from "./words";

/** What was changed just now, or taken back, with the way back where there is one. */
export function DoneNote({ receipt, ...fixing }: Fixing & { receipt: Receipt }) {
  const note = useRef<HTMLElement>(null);
  const undone = receipt.undoneAt !== undefined;
  const written = receipt.changes.length > 0;
  // The button that was pressed is gone with its finding: the focus goes where the result is told.
  useEffect(() => note.current?.focus(), [receipt.id, undone]);
  return (
    <section ref={note} class="result good" tabIndex={-1} aria-label={say("fix_done_title")}>
      <p role="status">
        {written ? say(undone ? "fix_undone" : "fix_done") : say("fix_done_fetching")}
      </p>
      <ChangeList changes={receipt.changes} accounts={fixing.accounts} backwards={undone} />
      <UndoButton receipt={receipt} {...fixing} />
    </section>
  );
}
