import type { PopSettings, ServerFact } from "../core/checkup/snapshot";
import { known, missing, type Part } from "../core/part";
import { readServers, type Server } from "../thunderbird/mail-settings";
import { asPart } from "./as-part";

/** Settings of every incoming server, with their effective values. */
export function gatherServers(at: number): Promise<Part<Record<string, Part<ServerFact>>>> {
  return asPart(at, async () =>
    Object.fromEntries(
      (await readServers()).map((server) => [server.account, serverFact(server, at)]),
    ),
  );
}

function serverFact(server: Server, at: number): Part<ServerFact> {
  if (server.error !== undefined) return missing("value-unreadable", { detail: server.error });
  const { account, type, user, host, baseDomain, locked } = server;
  const fact: ServerFact = { account, type, user, host, baseDomain: ascii(baseDomain), locked };
  return known(type === "pop3" ? { ...fact, pop: popSettings(server) } : fact, at);
}

function popSettings({ booleans, numbers }: Server): PopSettings {
  return {
    leaveOnServer: booleans.leave_on_server as boolean,
    deleteByAge: booleans.delete_by_age_from_server as boolean,
    daysOnServer: numbers.num_days_to_leave_on_server as number,
    deleteFollowsLocal: booleans.delete_mail_left_on_server as boolean,
  };
}

/** One spelling of a domain: Unicode and punycode name the same one. */
function ascii(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain;
  }
}
