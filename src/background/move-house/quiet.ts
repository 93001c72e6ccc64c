import { fingerprint } from "../../core/checkup/check";
import type { Snapshot } from "../../core/checkup/snapshot";
import type { Receipt } from "../../core/fix/fix-plan";
import { undoOf } from "../../core/fix/plan-fix";
import type { MoveHouse } from "../../core/move-house/move";
import { planQuiet } from "../../core/move-house/quiet";
import type { Reason } from "../../core/reason";
import { Refusal, reasonOf } from "../../core/refusal";
import { takeSnapshot } from "../../gather/snapshot";
import type { Requests } from "../../protocol";
import type { MoveNow } from "../../protocol/move";
import { applyChanges } from "../fix/apply";
import { changeMove, moveOf } from "./moves";

type QuietPlan = MoveNow["quiet"];

const nothing: QuietPlan = { hash: "", changes: [] };

/** What switches the automatic checks off, or why that cannot be planned. */
export function quietPlan(
  { account }: MoveHouse,
  snapshot: Snapshot,
): { plan: QuietPlan; refused: Reason | null } {
  try {
    const changes = planQuiet(snapshot, account);
    return { plan: { hash: fingerprint([account, changes]), changes }, refused: null };
  } catch (error) {
    return { plan: nothing, refused: reasonOf(error) };
  }
}

/**
 * Switches the automatic checks of the old account off, with a receipt. Throws a Refusal: `setting-changed-meanwhile`
 * where the plan is another one than was shown, `fix-not-needed`, and what planning and writing throw.
 */
export async function makeQuiet(input: Requests["move.quiet"]["input"]): Promise<Receipt> {
  const move = await moveOf(input.account);
  const { account, from } = move;
  const id = crypto.randomUUID();
  const receipt = await applyChanges(async () => {
    const { plan, refused } = quietPlan(move, await takeSnapshot(Date.now(), false));
    if (refused) throw new Refusal(refused.code, refused.values);
    if (plan.changes.length === 0) throw new Refusal("fix-not-needed");
    if (plan.hash !== input.planHash) throw new Refusal("setting-changed-meanwhile");
    // Before the writing: who dies in between finds the way back in the list.
    await changeMove(account, { receipt: id });
    const { changes } = plan;
    const about = { finding: `moving-house ${account}`, check: "moving-house" };
    return { id, ...about, subject: from.name, at: Date.now(), changes, undo: undoOf(changes) };
  });
  return receipt;
}
