import type { Finding } from "../../core/checkup/report";
import { runCheckup } from "../../core/checkup/run";
import type { Snapshot } from "../../core/checkup/snapshot";
import type { FixPlan, Receipt } from "../../core/fix/fix-plan";
import { hashOf, type Planned, planFix } from "../../core/fix/plan-fix";
import { planUndo } from "../../core/fix/plan-undo";
import { Refusal } from "../../core/refusal";
import { takeSnapshot } from "../../gather/snapshot";
import { countRemovals } from "./count-here";
import { receiptOf } from "./receipts";
import { backupHoldsServer } from "./server-in-backup";

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
  const planned = planFix(finding, snapshot);
  return { ...planned, plan: await withProvedCover(planned.plan, snapshot), finding, snapshot };
}

/** What taking back would write and delete, from what stands there now. */
export async function freshUndoPlan(
  receiptId: string,
): Promise<{ plan: FixPlan; receipt: Receipt }> {
  const receipt = await receiptOf(receiptId);
  const snapshot = await takeSnapshot(Date.now(), false);
  const countHere = await countRemovals(receipt, snapshot);
  const plan = planUndo(receipt, snapshot, countHere);
  return { plan: await withProvedCover(plan, snapshot), receipt };
}

/**
 * By the counts a backup covers what a plan could delete. For POP it has to say so message by message, of
 * every account that the plan could be about; else nobody may rely on it.
 */
async function withProvedCover(plan: FixPlan, snapshot: Snapshot): Promise<FixPlan> {
  if (plan.cover !== "fresh") return plan;
  const accounts = snapshot.accounts.ok ? snapshot.accounts.value : [];
  const concerned = accounts.filter(
    ({ id, type }) =>
      type === "pop3" &&
      (plan.changes.some(({ account }) => account === id) || plan.finding.includes(id)),
  );
  for (const { id } of concerned) {
    if (await backupHoldsServer(id)) continue;
    const doubted = { ...plan, cover: "stale" as const };
    return { ...doubted, hash: hashOf(doubted) };
  }
  return plan;
}
