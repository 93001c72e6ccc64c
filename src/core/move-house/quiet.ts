import type { Snapshot } from "../checkup/snapshot";
import type { SettingChange } from "../fix/fix-plan";
import { serverOf, set, settingOf } from "../fix/reading";

/*
 * Belongs here: which settings make Thunderbird connect to an account by itself.
 * Does not belong here: writing them (-> ../../background/move-house/quiet.ts).
 */

const always = ["checkTimed", "checkAtStartup"] as const;
/** Fetching content in the background opens folders too. */
const onImap = [...always, "autoSync"] as const;

const settingsOf = (snapshot: Snapshot, account: string) =>
  serverOf(snapshot, account).type === "imap" ? onImap : always;

/** Whether Thunderbird connects to the account by itself. Throws a Refusal where a setting cannot be read. */
export const connectsByItself = (snapshot: Snapshot, account: string): boolean =>
  settingsOf(snapshot, account).some((setting) => settingOf(snapshot, account, setting));

/**
 * What switches that off; nothing where it is off. Throws a Refusal: `setting-locked`, or why a setting cannot
 * be read.
 */
export const planQuiet = (snapshot: Snapshot, account: string): SettingChange[] =>
  settingsOf(snapshot, account).flatMap((setting) => set(snapshot, account, setting, false));
