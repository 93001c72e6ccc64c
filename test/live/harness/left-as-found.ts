import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dovecot } from "./dovecot";
import { run } from "./processes";
import type { Session } from "./session";

/** Folders, subscriptions, flags, sizes and dates on a server, by IMAP and without Thunderbird. */
export async function serverState(dovecot: Dovecot, user: string): Promise<object> {
  const script = join(process.cwd(), "test/live/server-state.py");
  const args = [script, String(dovecot.imapPort), user, dovecot.password];
  return JSON.parse(await run("python3", args));
}

/** What Thunderbird knows of its own folders and settings. */
export interface ThunderbirdState {
  prefs: Record<string, unknown>;
  /** URI -> flags of the folder, kept offline among them. */
  folders: Record<string, number>;
  /** URI -> flags and tags of each message, by key. */
  messages: Record<string, string[]>;
}

export const thunderbirdState = (session: Session): Promise<ThunderbirdState> =>
  session.thunderbird.chrome<ThunderbirdState>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const prefs = {};
     for (const name of Services.prefs.getChildList("")) {
       if (!Services.prefs.prefHasUserValue(name)) continue;
       const type = Services.prefs.getPrefType(name);
       prefs[name] = type == Ci.nsIPrefBranch.PREF_STRING ? Services.prefs.getStringPref(name)
         : type == Ci.nsIPrefBranch.PREF_INT ? Services.prefs.getIntPref(name)
         : Services.prefs.getBoolPref(name);
     }
     const [folders, messages] = [{}, {}];
     // A body that is here now was fetched, and new mail that was looked at is no longer new.
     const passing = Ci.nsMsgMessageFlags.Offline | Ci.nsMsgMessageFlags.New;
     for (const server of MailServices.accounts.allServers) {
       for (const folder of server.rootFolder.descendants) {
         folders[folder.URI] = folder.flags;
         messages[folder.URI] = [...folder.messages].map(header =>
           [header.messageKey, header.flags & ~passing, header.getStringProperty("keywords")].join(" "));
       }
     }
     return { prefs, folders, messages };`,
  );

/** Hashes of the files of POP accounts and Local Folders, which are the mail itself. */
export function localFiles(session: Session): Record<string, string> {
  const root = join(session.profile, "Mail");
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      // What Thunderbird notes about a file for itself is no mail.
      .filter((path) => !/\.msf$|msgFilterRules\.dat$/.test(path))
      .map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

/** The names whose values differ, each with before and after. */
export const differences = (
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown[]> =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, [before[name], after[name]]]),
  );
