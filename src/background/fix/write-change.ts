import { type SettingName, serverSettings } from "../../core/checkup/server-settings";
import type { SettingChange } from "../../core/fix/fix-plan";
import { Refusal } from "../../core/refusal";
import { writeSetting } from "../../thunderbird/mail-settings";
import {
  keepBodies,
  keepFolderOffline,
  listFolders,
  listKeys,
  releaseFolder,
  retainInFolder,
} from "../../thunderbird/mail-store";
import { urisByPath } from "./folder-uris";

/** So many rows keep Thunderbird's main thread for well under 50 ms. */
const rowsPerCall = 200;

/**
 * Writes one change and reads it again. `deleting` is for taking back what the user agreed to lose.
 * Throws a Refusal: `setting-changed-meanwhile` where something else than `from` stands there,
 * `setting-locked`, `setting-not-kept` where Thunderbird did not take the value, `folder-gone`.
 */
export async function writeChange(change: SettingChange, deleting: boolean): Promise<void> {
  const kept =
    change.folder === undefined
      ? await writeToServer(change, deleting)
      : await writeToFolder(change, change.folder, deleting);
  if (kept !== change.to) throw new Refusal("setting-not-kept");
}

function writeToServer({ account, setting, from, to }: SettingChange, deleting: boolean) {
  const { preference } = serverSettings[setting as SettingName];
  if (typeof from === "string" || typeof to === "string") throw new Refusal("bad-request");
  return writeSetting(account, preference, from, to, deleting);
}

async function writeToFolder(change: SettingChange, folder: string, deleting: boolean) {
  const { account, setting, from, to } = change;
  const uri = (await urisByPath(account)).get(folder);
  if (uri === undefined) throw new Refusal("folder-gone");
  return setting === "keepOffline"
    ? keepFolderOffline(uri, from === true, to === true)
    : retainInFolder(uri, Number(from), Number(to), deleting);
}

/**
 * Under an age limit Thunderbird marks old bodies, and drops the marked ones at its next compaction;
 * without the limit it no longer looks at the marks, so they are taken back here.
 */
export async function keepMarkedBodies({ account, setting, to }: SettingChange): Promise<void> {
  if (setting !== "maxAgeDays" || to !== -1) return;
  let failure: unknown = null;
  for (const { uri, virtual, noSelect } of await listFolders(account)) {
    if (virtual || noSelect) continue;
    try {
      const keys = await listKeys(uri);
      for (let at = 0; at < keys.length; at += rowsPerCall) {
        await keepBodies(uri, keys.slice(at, at + rowsPerCall));
      }
      await releaseFolder(uri);
    } catch (error) {
      // One folder that is locked must not leave the marks in the others.
      failure ??= error;
    }
  }
  if (failure) throw failure;
}
