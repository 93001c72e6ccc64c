import { type SettingName, serverSettings } from "../core/checkup/server-settings";
import type { ServerFact } from "../core/checkup/snapshot";
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
  const { account, user, host, baseDomain, store, folderPath } = server;
  const type = server.type === "none" ? "local" : server.type;
  const settings: Record<string, unknown> = {};
  const locked: SettingName[] = [];
  for (const [name, { preference, kind }] of Object.entries(serverSettings)) {
    settings[name] = server[lists[kind]][preference];
    if (server.locked.includes(preference)) locked.push(name as SettingName);
  }
  return known(
    {
      account,
      type,
      user,
      host,
      baseDomain: ascii(baseDomain),
      locked,
      settings,
      store,
      folderPath,
    },
    at,
  );
}

/** The privileged part answers each kind of setting in a list of its own. */
const lists = { boolean: "booleans", integer: "numbers", text: "texts" } as const;

/** One spelling of a domain: Unicode and punycode name the same one. */
function ascii(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain;
  }
}
