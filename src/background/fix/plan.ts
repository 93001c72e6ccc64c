import type { Finding } from "../../core/checkup/report";
import { runCheckup } from "../../core/checkup/run";
import type { Snapshot } from "../../core/checkup/snapshot";
import type { FixPlan, Receipt } from "../../core/fix/fix-plan";
import { type Planned, planFix } from "../../core/fix/plan-fix";
import { planUndo } from "../../core/fix/plan-undo";
import { Refusal } from "../../core/refusal";
import { takeSnapshot } from "../../gather/snapshot";
import { countRemovals } from "./count-here";
import { receiptOf } from "./receipts";

/** A plan with what it was made from. */
export interface FreshPlan extends Planned {
  finding: Finding;
  snapshot: Snapshot;
}

/**
 * Plans from what stands there now, whatever a page may show; connects to nothing. Throws a Refusal:
 * `fix-not-needed` where the finding is gone, and what core/fix/plan-fix.ts throws.
 */
export async function freshPlan(findingId: string): Promise<FreshPlan> {
  const snapshot = await takeSnapshot(Date.now(), false);
  const finding = runCheckup(snapshot)
    .outcomes.flatMap(({ findings }) => findings)
    .find(({ id }) => id === findingId);
  if (!finding) throw new Refusal("fix-not-needed");
  return { ...planFix(finding, snapshot), finding, snapshot };
}

/** What taking back would write and delete, from what stands there now. */
export async function freshUndoPlan(
  receiptId: string,
): Promise<{ plan: FixPlan; receipt: Receipt }> {
  const receipt = await receiptOf(receiptId);
  const snapshot = await takeSnapshot(Date.now(), false);
  const countHere = await countRemovals(receipt, snapshot);
  return { plan: planUndo(receipt, snapshot, countHere), receipt };
}
