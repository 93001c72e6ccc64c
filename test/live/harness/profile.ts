import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type PrefValue = string | number | boolean;

/** An account of the throw-away profile. Settings are `mail.server.<key>.<name>`. */
export interface ProfileAccount {
  type: "imap" | "pop3" | "ews" | "graph";
  user: string;
  email: string;
  name?: string;
  port: number;
  settings?: Record<string, PrefValue>;
}

/** What keeps a new profile quiet: no wizard, no start page, no network but the test's own. */
const quiet: Record<string, PrefValue> = {
  "app.donation.eoy.version.viewed": 999,
  "app.update.enabled": false,
  "browser.dom.window.dump.enabled": true,
  "datareporting.policy.dataSubmissionPolicyBypassNotification": true,
  "devtools.console.stdout.content": true,
  "extensions.autoDisableScopes": 0,
  "extensions.blocklist.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  "extensions.update.enabled": false,
  "mail.provider.suppress_dialog_on_startup": true,
  "mail.rights.version": 1,
  "mail.shell.checkDefaultClient": false,
  "mail.spotlight.firstRunDone": true,
  "mail.winsearch.firstRunDone": true,
  "mailnews.start_page.enabled": false,
  // The search index opens folders by itself, also those that a test wants to find unopened.
  "mailnews.database.global.indexer.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.proxy.type": 0,
  "places.history.enabled": false,
  "services.settings.server": "http://127.0.0.1:1",
  "toolkit.telemetry.enabled": false,
  // With these two on, a new profile would ask for a password before the test could give it.
  "mail.server.default.login_at_startup": false,
  "mail.server.default.check_new_mail": false,
};

function accountPrefs(account: ProfileAccount, number: number): Record<string, PrefValue> {
  const [server, identity] = [`server${number}`, `id${number}`];
  const prefs: Record<string, PrefValue> = {
    [`mail.account.account${number}.server`]: server,
    [`mail.account.account${number}.identities`]: identity,
    [`mail.identity.${identity}.useremail`]: account.email,
    [`mail.identity.${identity}.fullName`]: account.email,
    [`mail.identity.${identity}.valid`]: true,
    [`mail.server.${server}.type`]: account.type,
    [`mail.server.${server}.hostname`]: "127.0.0.1",
    [`mail.server.${server}.port`]: account.port,
    [`mail.server.${server}.userName`]: account.user,
    [`mail.server.${server}.name`]: account.name ?? account.email,
    [`mail.server.${server}.socketType`]: 0,
    [`mail.server.${server}.authMethod`]: 3,
    [`mail.server.${server}.login_at_startup`]: false,
    [`mail.server.${server}.check_new_mail`]: false,
  };
  for (const [name, value] of Object.entries(account.settings ?? {})) {
    prefs[`mail.server.${server}.${name}`] = value;
  }
  return prefs;
}

/** Makes a profile folder with these accounts (account1, account2 ... in this order) and Local Folders. */
export function createProfile(
  accounts: ProfileAccount[],
  extra: Record<string, PrefValue> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "postwacht-profile-"));
  const local = accounts.length + 1;
  const prefs: Record<string, PrefValue> = {
    ...quiet,
    "mail.accountmanager.accounts": [...accounts.keys(), accounts.length]
      .map((index) => `account${index + 1}`)
      .join(","),
    "mail.accountmanager.localfoldersserver": `server${local}`,
    "mail.accountmanager.defaultaccount": "account1",
    [`mail.account.account${local}.server`]: `server${local}`,
    [`mail.server.server${local}.type`]: "none",
    [`mail.server.server${local}.hostname`]: "Local Folders",
    [`mail.server.server${local}.userName`]: "nobody",
    [`mail.server.server${local}.name`]: "Local Folders",
    ...Object.assign({}, ...accounts.map((account, index) => accountPrefs(account, index + 1))),
    ...extra,
  };
  const lines = Object.entries(prefs).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "prefs.js"), `${lines.join("\n")}\n`);
  return folder;
}
