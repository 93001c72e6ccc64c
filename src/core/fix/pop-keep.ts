import { amplyDays } from "../checkup/pop-retention";
import type { Snapshot } from "../checkup/snapshot";
import type { SettingChange } from "./fix-plan";
import { ofType, set, settingOf } from "./reading";

/*
 * How long a POP account leaves mail on the server.
 *
 * The order of the changes: "Leave messages on server" always comes last. As long as it is off the
 * server's copies go at the next check whatever the other settings say, so writing those first harms
 * nothing; and when it comes on, all that could still remove mail is right already. Where it is on
 * from the start, the days are raised before the age rule is switched on. So a check for mail that
 * falls between two of the writings removes at most what it would have removed before the first.
 */

/** Enough days for this user, who may have asked for more than we do. */
const enough = ({ thresholds }: Snapshot, days: number) =>
  Math.max(amplyDays, thresholds.popDays, days);

/** The stop-gap while one address is read by POP and by IMAP: this account removes nothing any more. */
export const keepEverything = (snapshot: Snapshot, accounts: readonly string[]): SettingChange[] =>
  ofType(snapshot, accounts, ["pop3"]).flatMap((account) => [
    ...set(snapshot, account, "deleteFollowsLocal", false),
    ...set(snapshot, account, "deleteByAge", false),
    ...set(snapshot, account, "leaveOnServer", true),
  ]);

/**
 * From "take it away at once" to a hundred days. An account that leaves mail there already is not
 * touched: the age rule, switched on, would begin to remove mail that is kept today.
 */
export const keepForAWhile = (snapshot: Snapshot, accounts: readonly string[]): SettingChange[] =>
  ofType(snapshot, accounts, ["pop3"]).flatMap((account) => {
    if (settingOf(snapshot, account, "leaveOnServer")) return [];
    const days = settingOf(snapshot, account, "daysOnServer");
    return [
      ...set(snapshot, account, "deleteFollowsLocal", false),
      ...set(snapshot, account, "daysOnServer", enough(snapshot, days)),
      ...set(snapshot, account, "deleteByAge", true),
      ...set(snapshot, account, "leaveOnServer", true),
    ];
  });

/**
 * A number of days that gives time enough. Zero switches the rule off: there the rule itself is
 * switched off, because a number in its place would begin to remove mail that is kept today.
 */
export const keepLonger = (snapshot: Snapshot, accounts: readonly string[]): SettingChange[] =>
  ofType(snapshot, accounts, ["pop3"]).flatMap((account) => {
    if (!settingOf(snapshot, account, "deleteByAge")) return [];
    const days = settingOf(snapshot, account, "daysOnServer");
    return days === 0
      ? set(snapshot, account, "deleteByAge", false)
      : set(snapshot, account, "daysOnServer", enough(snapshot, days));
  });

/** Deleting here leaves the server's copy alone. */
export const keepWhatIsDeletedHere = (
  snapshot: Snapshot,
  accounts: readonly string[],
): SettingChange[] =>
  ofType(snapshot, accounts, ["pop3"]).flatMap((account) =>
    set(snapshot, account, "deleteFollowsLocal", false),
  );

/** Days for which an account leaves mail on the server; Infinity where it never removes any. */
function daysKept(snapshot: Snapshot, account: string): number {
  if (!settingOf(snapshot, account, "leaveOnServer")) return 0;
  const days = settingOf(snapshot, account, "daysOnServer");
  if (!settingOf(snapshot, account, "deleteByAge") || days === 0) return Infinity;
  return Math.max(0, days);
}

/**
 * Of accounts on one mailbox the shortest decides for all: each gets what the longest has, and time
 * enough where that is short too. So a device that fetches along can have the same days as this account.
 */
export function keepAsTheLongest(snapshot: Snapshot, accounts: readonly string[]): SettingChange[] {
  const pops = ofType(snapshot, accounts, ["pop3"]);
  const kept = pops.map((account) => daysKept(snapshot, account));
  const longest = enough(snapshot, Math.max(0, ...kept));
  return pops.flatMap((account, at) => {
    if (kept[at] === longest) return [];
    const rule =
      longest === Infinity
        ? set(snapshot, account, "deleteByAge", false)
        : [
            ...set(snapshot, account, "daysOnServer", longest),
            ...set(snapshot, account, "deleteByAge", true),
          ];
    return [...rule, ...set(snapshot, account, "leaveOnServer", true)];
  });
}
