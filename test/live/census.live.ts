import { afterAll, beforeAll, expect, it } from "vitest";
import type { FolderFact, Snapshot } from "../../src/core/checkup/snapshot";
import type { Part } from "../../src/core/part";
import { createDovecot } from "./harness/dovecot";
import { ann, bakery } from "./harness/household";
import { mail, ordinaryMail } from "./harness/mail";
import { inPage, openOptions, request } from "./harness/pages";
import { sleep, until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { type Session, startSession } from "./harness/session";

let session: Session;
let facts: Snapshot;
const orders = 12;
const mailOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1));
const titles = [
  ...mailOf("Titles", 8),
  mail({ id: "first", subject: "long ago", date: 0, body: "1970\r\n" }),
  mail({ id: "last", subject: "far away", date: Date.UTC(2090, 1, 1), body: "2090\r\n" }),
];

/** Runs in Thunderbird's main process, with the accounts and their folders at hand. */
const chrome = <T>(body: string, ...args: unknown[]) =>
  session.thunderbird.chrome<T>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const serverOf = key => MailServices.accounts.getAccount(key).incomingServer;
     const folderOf = (key, name) => serverOf(key).rootFolder.descendants.find(f => f.name.toLowerCase() == name.toLowerCase());
     ${body}`,
    ...args,
  );

const kept = <T>(key: string) =>
  inPage<T>(
    session.thunderbird,
    "options",
    "return (await browser.storage.local.get(args[0]))[args[0]];",
    key,
  );
const checkUp = () => request(session.thunderbird, "options", { type: "checkup.run" });

/** Runs the check-up, and waits until the snapshot is as wanted: a census comes behind the report. */
async function lookUntil(what: string, wanted: (snapshot: Snapshot) => boolean) {
  await checkUp();
  return until(what, async () => {
    const snapshot = await kept<Snapshot>("snapshot");
    return wanted(snapshot) && snapshot;
  });
}

const value = <T>(part: Part<T> | undefined): T => {
  if (!part?.ok) throw new Error(`not known: ${JSON.stringify(part)}`);
  return part.value;
};
const foldersOf = (account: string, snapshot = facts) => value(value(snapshot.folders)[account]);

beforeAll(async () => {
  const dovecot = await createDovecot([ann, bakery]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Trash", "Sent", "Old", "Titles"]);
  await makeFolders(dovecot, bakery, ["Trash"]);
  putMail(dovecot, ann, "", mailOf("Inbox", 30));
  putMail(dovecot, ann, "Old", mailOf("Old", 5));
  putMail(dovecot, ann, "Titles", titles);
  putMail(dovecot, bakery, "", mailOf("Order", orders));
  const profile = createProfile(
    [
      { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
      { type: "pop3", user: bakery, email: bakery, port: dovecot.popPort },
    ],
    {
      "mail.server.server1.autosync_offline_stores": false,
      "mail.server.server1.offline_download": false,
    },
  );
  session = await startSession(dovecot, profile, [
    { type: "imap", user: ann },
    { type: "pop3", user: bakery },
  ]);
  await openOptions(session.thunderbird);
  await chrome(
    `serverOf("account3").rootFolder.createSubfolder("Kept mail", null);
     MailServices.pop3.GetNewMail(null, null, folderOf("account2", "Inbox"), serverOf("account2"));`,
  );
  await checkUp();
  const listed: [string, string, number][] = [
    ["account2", "Inbox", orders],
    ["account1", "INBOX", 30],
    ["account1", "Old", 5],
    ["account1", "Titles", titles.length],
  ];
  for (const [account, name, rows] of listed) {
    await until(`${name} to be listed`, () =>
      chrome<boolean>(
        `const [account, name, rows] = args;
         const folder = folderOf(account, name);
         if (account == "account1") folder.QueryInterface(Ci.nsIMsgImapMailFolder).updateFolder(null);
         return folder.getTotalMessages(false) == rows;`,
        account,
        name,
        rows,
      ),
    );
  }
  await chrome(
    `const folder = folderOf("account1", "Old");
     const settings = folder.retentionSettings;
     settings.useServerDefaults = false;
     settings.retainByPreference = 2;
     settings.daysToKeepHdrs = 5000;
     folder.retentionSettings = settings;`,
  );
  facts = await lookUntil("a census of every folder", (snapshot) =>
    ["account1", "account2", "account3"].every((account) =>
      foldersOf(account, snapshot).every(({ census, everOpened }) => census.ok || !everOpened),
    ),
  );
});
afterAll(() => session?.end());

const folder = (account: string, path: string, snapshot = facts): FolderFact => {
  const found = foldersOf(account, snapshot).find((one) => one.path === path);
  if (!found) throw new Error(`${path} is not in the snapshot`);
  return found;
};
const census = (account: string, path: string, snapshot = facts) =>
  value(folder(account, path, snapshot).census);

it("knows the folders of every account", () => {
  const paths = (account: string) => foldersOf(account).map((f) => f.path);
  expect(paths("account1").sort()).toEqual(["INBOX", "Old", "Sent", "Titles", "Trash"]);
  expect(paths("account2")).toContain("Inbox");
  expect(paths("account3")).toContain("Kept mail");
  expect(folder("account2", "Inbox")).toMatchObject({ rows: orders, role: "inbox", server: null });
  expect(folder("account1", "Titles")).toMatchObject({
    rows: titles.length,
    keepOffline: false,
    server: { ok: true, value: { messages: titles.length } },
  });
});

it("knows the rules by which a folder loses old mail", () => {
  expect(value(folder("account1", "Old").retention)).toEqual({
    own: true,
    by: 2,
    days: 5000,
    count: 0,
    starredToo: false,
  });
  expect(value(folder("account1", "Titles").retention)).toMatchObject({ own: false });
  expect(value(folder("account2", "Inbox").retention)).toMatchObject({ own: false });
});

it("knows the UIDVALIDITY as the server has it", async () => {
  for (const name of ["INBOX", "Titles"]) {
    const status = await session.dovecot.doveadm(
      ...["mailbox", "status", "-u", ann, "uidvalidity", name],
    );
    expect(folder("account1", name).uidValidity).toBe(
      Number(/uidvalidity=(\d+)/.exec(status)?.[1]),
    );
  }
  expect(folder("account2", "Inbox").uidValidity).toBeNull();
});

it("counts what is not on this computer, and believes no impossible date", () => {
  const here = census("account1", "Titles");
  expect(here).toMatchObject({ withoutBody: titles.length, partial: 0 });
  expect(here.withoutBodyBytes).toBeGreaterThan(10 * 200);
  expect(here.oldestAt).toBeGreaterThan(Date.UTC(2000, 0, 1));
  expect(here.newestAt).toBeLessThan(Date.now());
  expect(census("account2", "Inbox")).toMatchObject({ withoutBody: 0, withoutBodyBytes: 0 });
  expect(census("account3", "Kept mail")).toMatchObject({ oldestAt: null, newestAt: null });
});

const censuses = () => kept<Record<string, { at: number }>>("censuses");

it("counts a folder again when nothing but its bodies came, and no other", async () => {
  // Thunderbird may write what it knows of a folder long after it has opened it.
  const before = await until("nothing to be counted anew", async () => {
    const once = await censuses();
    await checkUp();
    await sleep(500);
    const twice = await censuses();
    return JSON.stringify(once) === JSON.stringify(twice) && twice;
  });
  await chrome(`folderOf("account1", "Titles").downloadAllForOffline(null, null);`);
  await until("the bodies", () =>
    chrome<boolean>(
      `const folder = folderOf("account1", "Titles");
       return [...folder.messages].every(header => folder.hasMsgOffline(header.messageKey));`,
    ),
  );
  const titlesUri = await chrome<string>(`return folderOf("account1", "Titles").URI;`);
  await lookUntil("a new census", (now) => census("account1", "Titles", now).withoutBody === 0);
  const after = await censuses();
  const changed = Object.keys(after).filter((uri) => after[uri]?.at !== before[uri]?.at);
  expect(changed).toEqual([titlesUri]);
});

it("does not count while a job has the mail, and goes on in a later event page", async () => {
  const uri = await chrome<string>(`return folderOf("account3", "Kept mail").URI;`);
  const at = (await censuses())[uri]?.at;
  const setJob = (state: string) =>
    inPage(
      session.thunderbird,
      "options",
      "await browser.storage.local.set(toPage({ job: { job: { state: args[0] } } }));",
      state,
    );
  await chrome(
    `folderOf("account3", "Kept mail").QueryInterface(Ci.nsIMsgLocalMailFolder).addMessage(args[0]);`,
    "From - Mon Jun  2 10:00:00 2025\r\nFrom: a@b.example\r\nSubject: kept\r\n\r\nkept\r\n",
  );
  await setJob("running");
  await checkUp();
  await sleep(2000);
  expect((await censuses())[uri]?.at).toBe(at);
  await setJob("done");
  await chrome(
    `const { extension } = WebExtensionPolicy.getByID("postwacht@postwacht");
     await extension.terminateBackground();
     await extension.wakeupBackground();`,
  );
  await until("the census to go on", async () => (await censuses())[uri]?.at !== at);
});

it("forgets the census of a folder that is gone", async () => {
  const uri = await chrome<string>(
    `const folder = folderOf("account3", "Kept mail");
     const { URI } = folder;
     folder.parent.propagateDelete(folder, true);
     return URI;`,
  );
  expect(Object.keys(await censuses())).toContain(uri);
  await checkUp();
  await until("it to be forgotten", async () => !(uri in (await censuses())));
});
