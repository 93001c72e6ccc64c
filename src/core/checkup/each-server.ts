import type { Part } from "../part";
import { reason } from "../reason";
import { nameAccount } from "./account-name";
import type { Draft, Found } from "./check";
import { eachAccount } from "./each-account";
import type { Subject } from "./report";
import { isProper, type ProperValue, type SettingName } from "./server-settings";
import type { AccountFact, ServerFact } from "./snapshot";

interface Servers {
  servers: Record<string, Part<ServerFact>>;
  accounts: Part<AccountFact[]>;
}

/** The named settings of one server, each of its proper kind. */
export type ProperSettings<Name extends SettingName> = { [N in Name]: ProperValue<N> };

/** How a finding speaks of the account, and the whole fact for what is no setting. */
export interface About {
  account: string;
  subject: Subject;
  address: string;
  server: ServerFact;
}

/**
 * Judges the named settings of every account of the given types. They reach the judge only when
 * each of them is of its proper kind: a setting that is nonsense is not known, and never taken for "off".
 */
export function eachServer<Name extends SettingName>(
  { servers, accounts }: Servers,
  types: readonly string[],
  names: readonly Name[],
  judge: (settings: ProperSettings<Name>, about: About) => Draft | Draft[] | Found | null,
): Found {
  return eachAccount(servers, accounts, types, (server, account) => {
    const { subject, address } = nameAccount(account, accounts, server.user);
    const unreadable = {
      findings: [],
      notKnown: [{ subject, reason: reason("value-unreadable") }],
    };
    if (!types.includes(server.type)) {
      // The list of accounts would have said so: only an account it does not name gets here.
      return typeof server.type === "string" ? { findings: [], notKnown: [] } : unreadable;
    }
    const { settings } = server;
    if (!settings || !names.every((name) => isProper(name, settings[name]))) return unreadable;
    const about = { account, subject, address, server };
    const judged = judge(settings as ProperSettings<Name>, about) ?? [];
    if ("notKnown" in judged) return judged;
    return { findings: [judged].flat(), notKnown: [] };
  });
}
