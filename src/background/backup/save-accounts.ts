import type { Verdict } from "../../core/job";
import { reasonOf } from "../../core/refusal";
import { listFolders } from "../../thunderbird/mail-store";
import type { StoredJob } from "../../thunderbird/storage";
import { accountsToSave } from "./accounts-to-save";
import { openRoot } from "./backup-root";
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
  const { job } = context;
  const root = await openRoot(stored.place);
  const { sources, skipped } = await accountsToSave(stored.accounts);
  for (const { name, reason } of skipped) {
    noteMissing(context, { account: name, folder: name, reason });
  }
  for (const source of sources) {
    for (const folder of await listFolders(source.account)) {
      if (folder.virtual || folder.noSelect) continue;
      job.total.folders++;
      job.total.messages += folder.rows;
    }
  }
  let verdict: Verdict = sources.length > 0 ? "complete" : "unknown";
  if (skipped.length > 0) verdict = "incomplete";
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
  if (failure) throw failure;
  return verdict;
}
