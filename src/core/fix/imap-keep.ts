import type { Subject } from "../checkup/report";
import type { FolderFact, Snapshot } from "../checkup/snapshot";
import type { SettingChange } from "./fix-plan";
import { foldersOf, ofType, set } from "./reading";

/* What of an IMAP account is kept on this computer. Nothing here removes anything anywhere. */

/** Thunderbird itself never keeps these here. */
const notKept = new Set(["trash", "junk", "outbox"]);

/** The folders that a finding is about: the named ones, else all. */
function folders(snapshot: Snapshot, subject: Subject, account: string): FolderFact[] {
  const named = subject.folders ?? (subject.folder ? [subject.folder] : null);
  return foldersOf(snapshot, account).filter(({ path }) => named === null || named.includes(path));
}

/** Every folder but Trash and Junk is kept on this computer. */
export const keepHere = (snapshot: Snapshot, subject: Subject): SettingChange[] =>
  ofType(snapshot, subject.accounts, ["imap"]).flatMap((account) => [
    ...set(snapshot, account, "keepOffline", true),
    ...set(snapshot, account, "autoSync", true),
    ...folders(snapshot, subject, account)
      .filter(({ role, keepOffline }) => !keepOffline && !notKept.has(role ?? ""))
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
  subject: Subject,
  changes: readonly SettingChange[],
): { account: string; folders: FolderFact[] }[] {
  const willBeKept = (account: string, path: string) =>
    changes.some((change) => change.account === account && change.folder === path);
  return ofType(snapshot, subject.accounts, ["imap"]).map((account) => ({
    account,
    folders: folders(snapshot, subject, account).filter(
      ({ path, keepOffline }) => keepOffline || willBeKept(account, path),
    ),
  }));
}
