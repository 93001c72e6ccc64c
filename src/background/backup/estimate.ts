import { sumOfWork } from "../../core/backup/expected-work";
import type { Estimate } from "../../protocol";
import { readStored } from "../../thunderbird/storage";
import { accountsToSave } from "./accounts-to-save";
import { currentRoot } from "./backup-root";
import { type ExpectedFolder, expectAccount, savedBefore } from "./expected";
import { choiceFor } from "./left-out-now";
import { roomBefore } from "./room";

/** Pages ask whenever they are drawn; what was just worked out still holds, in milliseconds. */
const holds = 60_000;
let known: { wanted: string; at: number; estimate: Promise<Estimate> } | null = null;

/** What a backup would save and fetch; worked out anew after a minute, or once `forgetEstimate` was called. */
export function estimate(wanted: readonly string[] | null): Promise<Estimate> {
  const key = JSON.stringify(wanted);
  if (known?.wanted === key && Date.now() - known.at < holds) return known.estimate;
  const fresh = workOut(wanted);
  known = { wanted: key, at: Date.now(), estimate: fresh };
  const forget = () => {
    if (known?.estimate === fresh) known = null;
  };
  // One that failed, or came while folders were still being counted, is none: the next request tries again.
  fresh.then(({ counting }) => counting && forget(), forget);
  return fresh;
}

/** To be called when mail was fetched or the choice of accounts has changed. */
export function forgetEstimate(): void {
  known = null;
}

/** From what is known here; asks no server and opens no folder. */
async function workOut(wanted: readonly string[] | null): Promise<Estimate> {
  const { sources } = await accountsToSave(wanted);
  const root = await currentRoot().catch(() => null);
  const folders: ExpectedFolder[] = [];
  for (const source of sources) {
    const saved = root?.presence === "here" ? await savedBefore(root, source.account) : [];
    const { leaves } = await choiceFor(source);
    const expected = await expectAccount(source, saved);
    folders.push(...expected.filter(({ folder }) => !leaves(folder.path)));
  }
  const work = sumOfWork(folders.map((one) => one.work));
  const accounts = sources.map(({ account }) => account);
  // A disk that does not tell how full it is will say so when it is written to.
  const lacksRoom =
    root?.presence === "here"
      ? await roomBefore(root.rootId, accounts, work).catch(() => null)
      : null;
  return {
    toSave: work.toSave,
    toFetch: work.toFetch,
    foldersNotCounted: folders.filter(({ folder }) => !folder.everOpened).length,
    counting: (await readStored("counting")) === true,
    lacksRoom,
  };
}
