import type { Estimate } from "../../protocol";
import { listFolders, listKeys, readRows, releaseFolder } from "../../thunderbird/mail-store";
import { accountsToSave } from "./accounts-to-save";
import { foldersHere } from "./folder-tree";

/** So many rows keep Thunderbird's main thread for about 30 ms. */
const rowsPerCall = 500;
/** Counting goes through every folder, so what was counted holds for a while. */
const holds = 5 * 60_000;
let counted: { wanted: string; at: number; estimate: Promise<Estimate> } | null = null;

/** What a backup would save and fetch; counted anew after five minutes, or once `forgetEstimate` was called. */
export function estimate(wanted: readonly string[] | null): Promise<Estimate> {
  const key = JSON.stringify(wanted);
  if (counted?.wanted === key && Date.now() - counted.at < holds) return counted.estimate;
  const fresh = count(wanted);
  counted = { wanted: key, at: Date.now(), estimate: fresh };
  // A count that failed is no count: the next request tries again.
  fresh.catch(() => {
    if (counted?.estimate === fresh) counted = null;
  });
  return fresh;
}

/** To be called when mail was fetched or the choice of accounts has changed. */
export function forgetEstimate(): void {
  counted = null;
}

/** From what is known here; asks no server. */
async function count(wanted: readonly string[] | null): Promise<Estimate> {
  const result: Estimate = {
    here: { folders: 0, messages: 0, bytes: 0 },
    toFetch: { messages: 0, bytes: 0 },
    foldersNotCounted: 0,
  };
  for (const source of (await accountsToSave(wanted)).sources) {
    const opened = new Set(
      (await listFolders(source.account)).filter((f) => f.everOpened).map((f) => f.uri),
    );
    for (const folder of await foldersHere(source)) {
      result.here.folders++;
      if (!opened.has(folder.uri)) result.foldersNotCounted++;
      const keys = await listKeys(folder.uri);
      for (let at = 0; at < keys.length; at += rowsPerCall) {
        for (const row of await readRows(folder.uri, keys.slice(at, at + rowsPerCall))) {
          const into = row.body || source.kind !== "imap" ? result.here : result.toFetch;
          into.messages++;
          into.bytes += row.size;
        }
      }
      await releaseFolder(folder.uri);
    }
  }
  return result;
}
