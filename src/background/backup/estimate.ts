import type { Estimate } from "../../protocol";
import { listFolders, listKeys, readRows, releaseFolder } from "../../thunderbird/mail-store";
import { accountsToSave } from "./accounts-to-save";
import { foldersHere } from "./folder-tree";

const rowsPerCall = 1000;

/** What a backup would save and what Thunderbird would fetch for it, from what is known here; asks no server. */
export async function estimate(wanted: readonly string[] | null): Promise<Estimate> {
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
