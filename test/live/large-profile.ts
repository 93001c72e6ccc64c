import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createDovecot, type Dovecot } from "./harness/dovecot";
import { mail } from "./harness/mail";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { putMail } from "./harness/seed";
import type { Session } from "./harness/session";
import type { Thunderbird } from "./harness/thunderbird";

export const imapAccounts = 10;
export const popAccounts = 40;
export const foldersEach = 100;
const messagesEach = 5;

const imapUser = (i: number) => `person${i}@example.nl`;
const popUser = (i: number) => `post${i}@example.nl`;
export const imapUsers = Array.from({ length: imapAccounts }, (_, i) => imapUser(i));

const names = Array.from({ length: foldersEach - 1 }, (_, n) => `Folder ${n + 1}`);
const date = Date.UTC(2025, 0, 1);
const message = (folder: string, n: number) =>
  mail({
    id: `${folder.replace(/\W/g, "")}-${n}`,
    subject: `Letter ${n}`,
    date: date + n * 86_400_000,
    body: "A few words.\r\n".repeat(20),
  });
const letters = (folder: string) =>
  Array.from({ length: messagesEach }, (_, n) => message(folder, n));

/** A server with ten mailboxes of 100 folders each; everybody is subscribed to everything. */
export async function startLargeServer(): Promise<Dovecot> {
  const dovecot = await createDovecot(imapUsers);
  await dovecot.start();
  for (const user of imapUsers) {
    putMail(dovecot, user, "", letters("Inbox"));
    for (const name of names) putMail(dovecot, user, name, letters(name));
    writeFileSync(join(dovecot.maildir(user), "subscriptions"), `${names.join("\n")}\n`);
  }
  return dovecot;
}

/** 50 accounts with 5,000 folders: the POP ones stand ready as files, the others are the server's. */
export function createLargeProfile(dovecot: Dovecot): string {
  const quiet = { autosync_offline_stores: false, max_cached_connections: 1, use_idle: false };
  const profile = createProfile(
    [
      ...imapUsers.map((user) => ({
        type: "imap" as const,
        user,
        email: user,
        port: dovecot.imapPort,
        settings: quiet,
      })),
      ...Array.from({ length: popAccounts }, (_, i) => ({
        type: "pop3" as const,
        user: popUser(i),
        email: popUser(i),
        port: dovecot.popPort,
        settings: {
          leave_on_server: true,
          delete_by_age_from_server: true,
          num_days_to_leave_on_server: 14,
        },
      })),
    ],
    // Thunderbird's own search index would be built from all these messages meanwhile.
    { "mailnews.database.global.indexer.enabled": false },
  );
  for (let i = 0; i < popAccounts; i++) makePopFolders(profile, i);
  return profile;
}

function makePopFolders(profile: string, i: number): void {
  const folder = join(profile, "Mail", `pop${i}`);
  mkdirSync(folder, { recursive: true });
  const server = `mail.server.server${imapAccounts + i + 1}`;
  const prefs = [
    [`${server}.directory`, folder],
    [`${server}.directory-rel`, `[ProfD]Mail/pop${i}`],
  ];
  for (const [name, value] of prefs) {
    appendFileSync(
      join(profile, "prefs.js"),
      `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
  }
  for (const name of ["Inbox", ...names]) {
    const mbox = letters(name).map((one) => `From - Wed Jan  1 00:00:00 2025\r\n${one}\r\n`);
    writeFileSync(join(folder, name), mbox.join(""), "latin1");
  }
}

const everyFolder = `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const everyFolder = () =>
    MailServices.accounts.accounts.flatMap(one => one.incomingServer.rootFolder.descendants);`;

const listed = (thunderbird: Thunderbird) =>
  thunderbird.chrome<number>(`${everyFolder} return everyFolder().length;`);

/** Costs a look at the database of every folder, so it is not asked often. */
const opened = (thunderbird: Thunderbird) =>
  thunderbird.chrome<number>(
    `${everyFolder} return everyFolder().filter(one => one.getTotalMessages(false) > 0).length;`,
  );

/** Has Thunderbird find every folder and open each once, as years of use do, and starts it again. */
export async function openEveryFolder(session: Session): Promise<void> {
  const { thunderbird } = session;
  const wanted = (imapAccounts + popAccounts) * foldersEach;
  await thunderbird.chrome(
    `// The folder pane would sort itself anew for every folder that is found, for minutes.
     const window = Services.wm.getMostRecentWindow("mail:3pane");
     window.document.getElementById("tabmail").currentAbout3Pane.location.replace("about:blank");
     const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     for (const { incomingServer } of MailServices.accounts.accounts) {
       // The first connection of a session asks for all folders.
       if (incomingServer.type == "imap") incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox).updateFolder(null);
     }`,
  );
  await until(
    "every folder to be listed",
    async () => (await listed(thunderbird)) >= wanted,
    300_000,
    1000,
  );
  await until(
    "every folder to be opened",
    async () => {
      await openSome(thunderbird);
      return (await opened(thunderbird)) >= wanted;
    },
    600_000,
    500,
  );
  // What Thunderbird otherwise writes while it ends, for which a busy computer may take too long.
  await thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const { folderCache, accounts } = MailServices.accounts;
     for (const { incomingServer } of accounts) {
       incomingServer.rootFolder.writeToFolderCache(folderCache, true);
     }
     folderCache.flush();`,
  );
  // A new start draws the pane once, with all folders in it and no database open.
  await thunderbird.quit();
  await session.restart();
}

/** One folder after the other in each account, all accounts at once, for at most a minute. */
const openSome = (thunderbird: Thunderbird) =>
  thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
     const end = Date.now() + 60000;
     const open = folder => new Promise(resolve => {
       const listener = {
         QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
         OnStartRunningUrl() {},
         OnStopRunningUrl: resolve,
       };
       setTimeout(resolve, 5000);
       try {
         if (folder.server.type == "imap") {
           folder.QueryInterface(Ci.nsIMsgImapMailFolder).updateFolderWithListener(null, listener);
         } else {
           folder.QueryInterface(Ci.nsIMsgLocalMailFolder).getDatabaseWithReparse(listener, null);
           resolve();
         }
       } catch (error) {
         resolve();
       }
     });
     await Promise.all(MailServices.accounts.accounts.map(async ({ incomingServer }) => {
       for (const folder of incomingServer.rootFolder.descendants) {
         if (Date.now() > end) return;
         if (folder.getTotalMessages(false) > 0) continue;
         await open(folder);
         // Closed and so written: five thousand open ones would not be before the program ends.
         folder.msgDatabase = null;
       }
     }));`,
  );
