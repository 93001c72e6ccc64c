import type { Receipt } from "../core/fix/fix-plan";
import { ChangeList } from "../ui/change-list";
import type { Fixing } from "../ui/fix-panel";
import { Moment } from "../ui/moment";
import { UndoButton } from "../ui/undo-button";
import { checkWord, say } from "../ui/words";

/** Every setting that Postwacht changed, with its date and the way back. */
export function ChangesSection({ receipts, ...fixing }: Fixing & { receipts: Receipt[] }) {
  if (receipts.length === 0) return null;
  return (
    <section id="changes" tabIndex={-1} aria-labelledby="changes-title">
      <h2 id="changes-title">{say("options_changes")}</h2>
      <ul class="receipts">
        {receipts.map((receipt) => (
          <li key={receipt.id}>
            <div class="heading">
              <h3 class="name">
                <bdi>{receipt.subject}</bdi>
              </h3>
              <Moment time={receipt.at} />
            </div>
            <p>{checkWord(receipt.check, "title") || say("move_receipt")}</p>
            <ChangeList changes={receipt.changes} accounts={fixing.accounts} />
            {receipt.undoneAt !== undefined && (
              <p class="secondary">
                {say("options_changes_undone")} <Moment time={receipt.undoneAt} />
              </p>
            )}
            <UndoButton receipt={receipt} {...fixing} />
          </li>
        ))}
      </ul>
    </section>
  );
}
