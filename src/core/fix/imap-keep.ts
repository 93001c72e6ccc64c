import { isRefuse } from "../checkup/folder-names";
import type { Subject } from "../checkup/report";
import type { FolderFact, Snapshot } from "../checkup/snapshot";
import type { SettingChange } from "./fix-plan";
import { foldersOf, ofType, set } from "./reading";

/* What of an IMAP account is kept on this computer. Nothing here removes anything anywhere. */

/** The folders that may be kept here; Thunderbird itself never does it with Trash and Junk. */
const folders = (snapshot: Snapshot, account: string): FolderFact[] =>
  foldersOf(snapshot, account).filter((folder) => !isRefuse(folder));

/** Every folder but Trash and Junk is kept on this computer. */
export const keepHere = (snapshot: Snapshot, { accounts }: Subject): SettingChange[] =>
  ofType(snapshot, accounts, ["imap"]).flatMap((account) => [
    ...set(snapshot, account, "keepOffline", true),
    ...set(snapshot, account, "autoSync", true),
    ...folders(snapshot, account)
      .filter(({ keepOffline }) => !keepOffline)
      .map(({ path }) => ({
        account,
        folder: path,
        setting: "keepOffline" as const,
        from: false,
        to: true,
      })),
  ]);

/** Old mail is kept here too. */
export const keepOld = (snapshot: Snapshot, { accounts }: Subject): SettingChange[] =>
  ofType(snapshot, accounts, ["imap"]).flatMap((account) =>
    set(snapshot, account, "maxAgeDays", -1),
  );

/** Large mail is kept here too. */
export const keepLarge = (snapshot: Snapshot, { accounts }: Subject): SettingChange[] =>
  ofType(snapshot, accounts, ["imap"]).flatMap((account) =>
    set(snapshot, account, "limitSize", false),
  );

/**
 * The folders whose mail is fetched once these changes are made, by account: those that are kept
 * on this computer then.
 */
export function foldersToFetch(
  snapshot: Snapshot,
  { accounts }: Subject,
  changes: readonly SettingChange[],
): { account: string; folders: FolderFact[] }[] {
  const willBeKept = (account: string, path: string) =>
    changes.some((change) => change.account === account && change.folder === path);
  return ofType(snapshot, accounts, ["imap"]).map((account) => ({
    account,
    folders: folders(snapshot, account).filter(
      ({ path, keepOffline }) => keepOffline || willBeKept(account, path),
    ),
  }));
}
