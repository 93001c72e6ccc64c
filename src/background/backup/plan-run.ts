import type { AccountSource } from "../../core/backup/account-source";
import { type ExpectedWork, sumOfWork } from "../../core/backup/expected-work";
import { Refusal } from "../../core/refusal";
import { folderId } from "./accounts-to-save";
import type { OpenRoot } from "./backup-root";
import { expectAccount, savedBefore } from "./expected";
import { choiceFor } from "./left-out-now";
import { roomBefore } from "./room";
import type { RunContext } from "./run-context";

/**
 * What a run over these accounts takes, by folder URI. Throws a Refusal where a disk has too little room for
 * it: nothing was written by then.
 */
export async function planRun(
  root: Pick<OpenRoot, "rootId" | "markerId">,
  sources: readonly AccountSource[],
  folders: readonly string[] | null,
): Promise<Map<string, { rows: number; work: ExpectedWork }>> {
  const plan = new Map<string, { rows: number; work: ExpectedWork }>();
  for (const source of sources) {
    const saved = await savedBefore(root, source.account);
    const { leaves } = await choiceFor(source);
    for (const { folder, work } of await expectAccount(source, saved)) {
      if (!folders && leaves(folder.path)) continue;
      if (folders && !folders.includes(folderId(source.account, folder.uri))) continue;
      plan.set(folder.uri, { rows: folder.rows, work });
    }
  }
  const work = sumOfWork([...plan.values()].map((one) => one.work));
  const accounts = sources.map(({ account }) => account);
  const why = await roomBefore(root.rootId, accounts, work);
  if (why) throw new Refusal(why.code, why.values);
  return plan;
}

/** Tells a job what it has before it. */
export function takePlan(context: RunContext, plan: Awaited<ReturnType<typeof planRun>>): void {
  const { job } = context;
  for (const [uri, { rows, work }] of plan) {
    context.expected.set(uri, work);
    job.total.folders++;
    job.total.messages += rows;
  }
  const { toSave, toFetch } = sumOfWork([...context.expected.values()]);
  job.total.bytes = toSave.bytes;
  if (toFetch.messages > 0) job.fetching = { done: { messages: 0, bytes: 0 }, total: toFetch };
}
