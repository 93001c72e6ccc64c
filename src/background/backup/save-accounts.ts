import type { AccountSource } from "../../core/backup/account-source";
import type { Verdict } from "../../core/job";
import { reasonOf } from "../../core/refusal";
import type { StoredJob } from "../../thunderbird/storage";
import { saveContactsToo } from "../contacts/save-contacts";
import { accountsToSave } from "./accounts-to-save";
import { type OpenRoot, openRoot } from "./backup-root";
import { keepMissing } from "./missing-list";
import { planRun, takePlan } from "./plan-run";
import { watchRoom } from "./room";
import { noteMissing, type RunContext } from "./run-context";
import { saveAccount } from "./save-account";

const worst = (a: Verdict, b: Verdict): Verdict =>
  [a, b].includes("incomplete")
    ? "incomplete"
    : [a, b].includes("unknown")
      ? "unknown"
      : "complete";

/** Backs up the accounts of a job; answers the worst of their verdicts. */
export async function saveAccounts(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const root = await openRoot(stored.place);
  const { sources, skipped } = await accountsToSave(stored.accounts);
  for (const { name, reason } of skipped) {
    noteMissing(context, { account: name, folder: name, reason });
  }
  takePlan(context, await planRun(root, sources, stored.folders));
  const stopWatching = watchRoom(
    context,
    root.rootId,
    sources.map(({ account }) => account),
  );
  try {
    const verdict = await saveEach(context, root, sources, stored, skipped.length > 0);
    await keepMissing(root.markerId, stored, context.missing);
    return verdict;
  } finally {
    stopWatching();
  }
}

async function saveEach(
  context: RunContext,
  root: OpenRoot,
  sources: readonly AccountSource[],
  stored: StoredJob,
  hasSkipped: boolean,
): Promise<Verdict> {
  let verdict: Verdict = sources.length > 0 ? "complete" : "unknown";
  if (hasSkipped) verdict = "incomplete";
  let failure: unknown = null;
  for (const source of sources) {
    try {
      verdict = worst(verdict, await saveAccount(context, root, source, stored.folders));
    } catch (error) {
      // One account's damaged backup is not the others' trouble; a failing disk or a cancel is everybody's.
      if (!reasonOf(error).code.startsWith("backup-")) throw error;
      failure ??= error;
    }
  }
  await saveContactsToo(context, root, stored);
  if (failure) throw failure;
  return verdict;
}
