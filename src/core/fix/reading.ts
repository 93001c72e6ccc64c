import {
  isProper,
  type ProperValue,
  type SettingName,
  serverSettings,
} from "../checkup/server-settings";
import type { FolderFact, ServerFact, Snapshot } from "../checkup/snapshot";
import { type Part, wellFormed } from "../part";
import { Refusal } from "../refusal";
import type { SettingChange } from "./fix-plan";

/** The value of a part; without it nothing can be planned, and its reason says why. */
export function needed<T>(part: Part<T> | undefined): T {
  const known = wellFormed(part);
  if (known.ok) return known.value;
  throw new Refusal(known.reason.code, known.reason.values);
}

/** The server of an account. Throws a Refusal where it cannot be read. */
export function serverOf(snapshot: Snapshot, account: string): ServerFact {
  return needed(needed(snapshot.servers)[account]);
}

/** The accounts of a finding that are of these types; the others of its subject are left alone. */
export const ofType = (snapshot: Snapshot, accounts: readonly string[], types: readonly string[]) =>
  accounts.filter((account) => types.includes(serverOf(snapshot, account).type));

/** The effective value of a setting. Throws a Refusal where it is nonsense: nonsense is never planned upon. */
export function settingOf<Name extends SettingName>(
  snapshot: Snapshot,
  account: string,
  name: Name,
): ProperValue<Name> {
  const value = serverOf(snapshot, account).settings?.[name];
  if (!isProper(name, value)) throw new Refusal("value-unreadable");
  return value as ProperValue<Name>;
}

/**
 * The writing of one setting, or nothing where the value stands there already. Throws a Refusal
 * with the name of the preference where a policy has locked it.
 */
export function set<Name extends SettingName>(
  snapshot: Snapshot,
  account: string,
  setting: Name,
  to: ProperValue<Name>,
): SettingChange[] {
  const from = settingOf(snapshot, account, setting);
  if (from === to) return [];
  if (serverOf(snapshot, account).locked.includes(setting)) {
    throw new Refusal("setting-locked", { setting: serverSettings[setting].preference });
  }
  return [{ account, setting, from, to }];
}

/** The folders of an account. Throws a Refusal where they cannot be read. */
export const foldersOf = (snapshot: Snapshot, account: string): FolderFact[] =>
  needed(needed(snapshot.folders)[account]);
