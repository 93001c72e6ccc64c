import type { Finding } from "../../core/checkup/report";
import type { Snapshot } from "../../core/checkup/snapshot";
import type { Receipt, SettingChange } from "../../core/fix/fix-plan";
import { Refusal } from "../../core/refusal";
import { forgetEstimate } from "../backup/estimate";
import { checkUpAnew } from "../check-up";
import { isWorking } from "../job";
import { startFetch } from "./fetch-job";
import { freshPlan, freshUndoPlan } from "./plan";
import { keepReceipt } from "./receipts";
import { keepMarkedBodies, writeChange } from "./write-change";

/** Only one fix or undo at a time: each is planned from what the one before it left. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work, work);
  turn = result.catch(() => undefined);
  return result;
}

/** How a receipt names what it is about. */
function nameOf({ subject }: Finding, snapshot: Snapshot): string {
  const [id = ""] = subject.accounts;
  const accounts = snapshot.accounts.ok ? snapshot.accounts.value : [];
  return subject.address ?? accounts.find((account) => account.id === id)?.name ?? id;
}

/**
 * Writes what the plan with this hash says, and begins to fetch what it fetches. Throws a Refusal:
 * `setting-changed-meanwhile` where the plan is another one by now, `fix-too-big`, `backup-first`
 * where the fetching removes mail and the user was not told that nothing covers it, `busy` where it
 * fetches and another job runs, and what the planning and the writing throw.
 */
export const applyFix = (findingId: string, planHash: string, knowingly: boolean) =>
  inTurn(async (): Promise<Receipt> => {
    const { plan, scopes, finding, snapshot } = await freshPlan(findingId);
    if (plan.hash !== planHash) throw new Refusal("setting-changed-meanwhile");
    if (plan.fetch?.tooMuch) throw new Refusal("fix-too-big");
    if (plan.fetch?.popRemoves && plan.cover !== "fresh" && !knowingly) {
      throw new Refusal("backup-first");
    }
    if (plan.fetch && isWorking()) throw new Refusal("busy");
    const receipt: Receipt = {
      id: crypto.randomUUID(),
      finding: finding.id,
      check: finding.check,
      subject: nameOf(finding, snapshot),
      at: Date.now(),
      changes: [],
      undo: plan.undo,
    };
    return carryOut(plan.changes, receipt, async () => {
      if (plan.fetch) await startFetch(scopes);
    });
  });

/**
 * Writes changes that belong to no finding, with a receipt as every fix has. `plan` answers the receipt of all that is
 * to be written; it runs once nothing else writes.
 */
export const applyChanges = (plan: () => Promise<Receipt>) =>
  inTurn(async (): Promise<Receipt> => {
    const planned = await plan();
    return carryOut(planned.changes, { ...planned, changes: [] });
  });

/** Writes changes, does what follows them, and looks again whatever came of it. */
async function carryOut(
  changes: readonly SettingChange[],
  receipt: Receipt,
  andThen?: () => Promise<void>,
): Promise<Receipt> {
  try {
    await writeAll(changes, receipt);
    await andThen?.();
  } finally {
    await lookAgain();
  }
  return receipt;
}

/**
 * Each change is in the stored receipt before it is made: who dies in between leaves word of it, and taking
 * back passes over what stands at its old value. One that was refused is taken out again.
 */
async function writeAll(changes: readonly SettingChange[], receipt: Receipt): Promise<void> {
  for (const change of changes) {
    receipt.changes.push(change);
    await keepReceipt(receipt);
    try {
      await writeChange(change, false);
    } catch (error) {
      receipt.changes.pop();
      await keepReceipt(receipt);
      throw error;
    }
    await keepMarkedBodies(change);
  }
}

/**
 * Takes a fix back. Throws a Refusal: `backup-first` where that deletes mail and no proved backup of
 * today covers it, `setting-changed-meanwhile` where the hash is of another plan, and what the planning
 * and the writing throw.
 */
export const undoFix = (receiptId: string, planHash: string | undefined) =>
  inTurn(async (): Promise<Receipt> => {
    const { plan, receipt } = await freshUndoPlan(receiptId);
    const deleting = plan.undo === "guarded";
    if (deleting && plan.cover !== "fresh") throw new Refusal("backup-first");
    if ((deleting || planHash !== undefined) && planHash !== plan.hash) {
      throw new Refusal("setting-changed-meanwhile");
    }
    try {
      for (const change of plan.changes) await writeChange(change, deleting);
      receipt.undoneAt = Date.now();
      await keepReceipt(receipt);
    } finally {
      await lookAgain();
    }
    return receipt;
  });

async function lookAgain(): Promise<void> {
  forgetEstimate();
  // What was written is written, also where the look at it fails.
  await checkUpAnew().catch((error: unknown) => console.error("Postwacht:", error));
}
