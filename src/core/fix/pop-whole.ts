import type { Snapshot } from "../checkup/snapshot";
import type { SettingChange } from "./fix-plan";
import { ofType, set, settingOf } from "./reading";

/*
 * POP mail that comes whole, and by itself. None of these settings removes anything from a server;
 * the check for mail that follows does, as far as the account's other settings say so.
 */

/** Whole messages in place of their headers. */
export const fetchWhole = (snapshot: Snapshot, accounts: readonly string[]): SettingChange[] =>
  ofType(snapshot, accounts, ["pop3"]).flatMap((account) =>
    set(snapshot, account, "headersOnly", false),
  );

/** Large messages come too. */
export const fetchLarge = (snapshot: Snapshot, accounts: readonly string[]): SettingChange[] =>
  ofType(snapshot, accounts, ["pop3"]).flatMap((account) =>
    set(snapshot, account, "limitSize", false),
  );

/** An interval that somebody chose stays; one that is no interval, or longer than an hour, becomes this. */
const minutes = 10;

/** Mail is pulled in by itself. */
export const fetchByItself = (snapshot: Snapshot, accounts: readonly string[]): SettingChange[] =>
  ofType(snapshot, accounts, ["pop3"]).flatMap((account) => {
    const every = settingOf(snapshot, account, "checkMinutes");
    return [
      ...set(snapshot, account, "fetchAutomatically", true),
      ...(every >= 1 && every <= 60 ? [] : set(snapshot, account, "checkMinutes", minutes)),
      ...set(snapshot, account, "checkTimed", true),
    ];
  });
