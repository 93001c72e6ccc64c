import type { Part } from "../part";
import { reason } from "../reason";
import { nameAccount } from "./account-name";
import type { Draft, Found } from "./check";
import { eachAccount } from "./each-account";
import type { Subject } from "./report";
import type { AccountFact, PopSettings, ServerFact } from "./snapshot";

interface Servers {
  servers: Record<string, Part<ServerFact>>;
  accounts: Part<AccountFact[]>;
}

/**
 * Judges the named settings of every POP account. They reach the judge only when each of them is
 * of its proper kind: a setting that is nonsense is not known, and never taken for "off".
 */
export function eachPop<Name extends keyof PopSettings>(
  { servers, accounts }: Servers,
  names: readonly Name[],
  judge: (
    settings: Pick<PopSettings, Name>,
    about: { subject: Subject; address: string },
  ) => Draft | null,
): Found {
  return eachAccount(servers, accounts, ["pop3"], (server, account) => {
    const about = nameAccount(account, accounts, server.user);
    if (server.type !== "pop3") {
      // The list of accounts would have said pop3: only an account it does not name gets here.
      if (typeof server.type === "string") return { findings: [], notKnown: [] };
      return { findings: [], notKnown: [unreadable(about.subject)] };
    }
    const { pop } = server;
    if (!pop || !names.every((name) => isProper(name, pop[name]))) {
      return { findings: [], notKnown: [unreadable(about.subject)] };
    }
    const draft = judge(pop, about);
    return { findings: draft ? [draft] : [], notKnown: [] };
  });
}

const unreadable = (subject: Subject) => ({ subject, reason: reason("value-unreadable") });

const isProper = (name: keyof PopSettings, value: unknown): boolean =>
  name === "daysOnServer" ? Number.isSafeInteger(value) : typeof value === "boolean";
