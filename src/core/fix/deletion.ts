import type { Subject } from "../checkup/report";
import type { Snapshot } from "../checkup/snapshot";
import { type Part, wellFormed } from "../part";
import type { SettingChange } from "./fix-plan";
import { foldersOf, needed, ofType, serverOf, set, settingOf } from "./reading";

/* Deletions that Thunderbird makes by itself, or at one click. Switching one off removes nothing. */

const mailboxes = ["imap", "ews"];
const any = ["pop3", "imap", "ews", "local"];

/**
 * An IMAP account that only marks what is deleted is left alone: in every other mode Thunderbird wipes
 * the marked mail of a folder from the server when it opens it and 20 are marked (nsImapProtocol.cpp).
 */
export const deleteToTrash = (snapshot: Snapshot, { accounts }: Subject): SettingChange[] =>
  ofType(snapshot, accounts, mailboxes).flatMap((account) => {
    const marks = serverOf(snapshot, account).type === "imap";
    if (marks && settingOf(snapshot, account, "deleteModel") === 0) return [];
    return set(snapshot, account, "deleteModel", 1);
  });

export const noExpungeOnExit = (snapshot: Snapshot, { accounts }: Subject): SettingChange[] =>
  ofType(snapshot, accounts, ["imap"]).flatMap((account) =>
    set(snapshot, account, "expungeOnExit", false),
  );

export const noEmptyingOnExit = (snapshot: Snapshot, { accounts }: Subject): SettingChange[] =>
  ofType(snapshot, accounts, any).flatMap((account) =>
    set(snapshot, account, "emptyTrashOnExit", false),
  );

export const keepJunk = (snapshot: Snapshot, { accounts }: Subject): SettingChange[] =>
  ofType(snapshot, accounts, any).flatMap((account) => set(snapshot, account, "junkPurge", false));

export const keepDuplicates = (snapshot: Snapshot, { accounts }: Subject): SettingChange[] =>
  ofType(snapshot, accounts, ["pop3", "imap", "ews"]).flatMap((account) =>
    set(snapshot, account, "duplicateAction", 0),
  );

/** Keeps all; the only value of Thunderbird's retention that is ever written by a fix. */
const keepAll = 1;

/**
 * An account's own deletion of old mail is switched off, and that of its folders that have their own.
 * A finding about one folder changes that folder alone.
 */
export function keepOldMail(snapshot: Snapshot, subject: Subject): SettingChange[] {
  const { accounts, folder, folders } = subject;
  return ofType(snapshot, accounts, any).flatMap((account) => [
    ...(folder === undefined && settingOf(snapshot, account, "retainBy") !== keepAll
      ? set(snapshot, account, "retainBy", keepAll)
      : []),
    ...ownRetention(snapshot, account)
      .filter(({ path }) => {
        if (folder !== undefined) return path === folder;
        return folders === undefined || folders.includes(path);
      })
      .map(({ path, by }) => ({
        account,
        folder: path,
        setting: "retainBy" as const,
        from: by,
        to: keepAll,
      })),
  ]);
}

/**
 * Whether a rule that was switched off had no number of days, or none of messages: Thunderbird takes
 * that for zero and deletes every message, so such a rule never comes back.
 */
export const deletedEverything = (snapshot: Snapshot, changes: readonly SettingChange[]): boolean =>
  changes.some(({ account, folder, from }) => {
    const own = folder === undefined ? null : needed(retentionOf(snapshot, account, folder));
    const days = own ? own.days : settingOf(snapshot, account, "retainDays");
    const count = own ? own.count : settingOf(snapshot, account, "retainCount");
    return !((from === 2 && days > 0) || (from === 3 && count > 0));
  });

const retentionOf = (snapshot: Snapshot, account: string, folder: string) =>
  foldersOf(snapshot, account).find(({ path }) => path === folder)?.retention;

/** Folders that delete old mail by a setting of their own. */
function ownRetention(snapshot: Snapshot, account: string): { path: string; by: number }[] {
  const all: Part<unknown> = wellFormed(snapshot.folders);
  if (!all.ok) return [];
  return foldersOf(snapshot, account).flatMap(({ path, retention }) => {
    const part = wellFormed(retention);
    if (!part.ok || !part.value.own || part.value.by === keepAll) return [];
    return [{ path, by: part.value.by }];
  });
}
