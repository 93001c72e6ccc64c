import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Snapshot } from "../../src/core/checkup/snapshot";
import { createDovecot } from "./harness/dovecot";
import { ann, bakery } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
let facts: Snapshot;
const quotaKb = 4096;
const orders = 12;
const mailOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1));

/** Runs in Thunderbird's main process, with the account manager and the folders of account1 at hand. */
const chrome = <T>(body: string, ...args: unknown[]) =>
  session.thunderbird.chrome<T>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const serverOf = key => MailServices.accounts.getAccount(key).incomingServer;
     const folderOf = (key, name) => serverOf(key).rootFolder.descendants.find(f => f.name == name);
     ${body}`,
    ...args,
  );

const stored = () =>
  inPage<{ snapshot: Snapshot }>(
    session.thunderbird,
    "options",
    `return await browser.storage.local.get("snapshot");`,
  ).then(({ snapshot }) => snapshot);

beforeAll(async () => {
  const dovecot = await createDovecot([ann, bakery], { quotaKb });
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Trash", "Sent", "Old", "Titles"]);
  await makeFolders(dovecot, bakery, ["Trash"]);
  putMail(dovecot, ann, "", mailOf("Inbox", 30));
  putMail(dovecot, ann, "Old", mailOf("Old", 5));
  putMail(dovecot, ann, "Titles", mailOf("Titles", 8));
  putMail(dovecot, bakery, "", mailOf("Order", orders));
  const profile = createProfile(
    [
      { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
      {
        type: "pop3",
        user: bakery,
        email: bakery,
        port: dovecot.popPort,
        settings: { leave_on_server: true },
      },
    ],
    {
      "mail.server.server1.autosync_offline_stores": false,
      "mail.server.server1.offline_download": false,
      "mail.identity.id1.archive_folder": `imap://${encodeURIComponent(ann)}@127.0.0.1/Archief`,
      "mail.identity.id2.fcc": false,
    },
  );
  session = await startSession(dovecot, profile, [
    { type: "imap", user: ann },
    { type: "pop3", user: bakery },
  ]);
  await openOptions(session.thunderbird);
  await chrome(
    `// Thunderbird chooses another folder by itself where the named one is not there.
     serverOf("account3").rootFolder.createSubfolder("Sent mail", null);
     MailServices.accounts.getAccount("account1").defaultIdentity.fccFolderURI =
       folderOf("account3", "Sent mail").URI;
     const server = serverOf("account2");
     MailServices.pop3.GetNewMail(null, null, folderOf("account2", "Inbox"), server);
     const list = server.getFilterList(null);
     for (const [name, type, enabled] of [
       ["Advertisements", Ci.nsMsgFilterAction.Delete, true],
       ["Spam, at once", Ci.nsMsgFilterAction.DeleteFromPop3Server, true],
       ["Stars", Ci.nsMsgFilterAction.MarkFlagged, true],
       ["Off", Ci.nsMsgFilterAction.Delete, false],
     ]) {
       const filter = list.createFilter(name);
       const term = filter.createTerm();
       const value = term.value;
       value.attrib = Ci.nsMsgSearchAttrib.Subject;
       value.str = "no such subject";
       term.value = value;
       term.attrib = Ci.nsMsgSearchAttrib.Subject;
       term.op = Ci.nsMsgSearchOp.Is;
       filter.appendTerm(term);
       const action = filter.createAction();
       action.type = type;
       filter.appendAction(action);
       filter.enabled = enabled;
       list.insertFilterAt(list.filterCount, filter);
     }
     list.saveToDefaultFile();`,
  );
  await until("the mail to arrive by POP", () =>
    chrome<boolean>(`return folderOf("account2", "Inbox").getTotalMessages(false) == ${orders};`),
  );
  // The file is written behind the last message.
  const file = join(session.profile, "Mail/127.0.0.1/popstate.dat");
  await until("popstate.dat", () => Promise.resolve(statSync(file).size > 100));
  await request(session.thunderbird, "options", { type: "checkup.run" });
  facts = await stored();
});
afterAll(() => session?.end());

const value = <T>(part: { ok: boolean; value?: T } | undefined): T => {
  expect(part).toMatchObject({ ok: true });
  return part?.value as T;
};
const of = <T>(parts: unknown, account: string): T =>
  value(value(parts as { ok: true; value: Record<string, { ok: true; value: T }> })[account]);

it("knows how full the mailbox is", () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "facts")));
  const [quota, ...others] = of<{ name: string; usedKb: number; limitKb: number }[]>(
    facts.quotas,
    "account1",
  );
  expect(others).toEqual([]);
  expect(quota).toMatchObject({ name: expect.stringContaining("STORAGE"), limitKb: quotaKb });
  expect(quota?.usedKb).toBeGreaterThan(5);
  expect(Object.keys(value(facts.quotas))).toEqual(["account1"]);
});

it("knows what a POP server still has, and since when", () => {
  const state = of<{ kept: [number, number][]; writtenAt: number; sample: string[] }>(
    facts.popStates,
    "account2",
  );
  expect(state.kept.reduce((sum, [, count]) => sum + count, 0)).toBe(orders);
  for (const [at] of state.kept) expect(Date.now() - at).toBeLessThan(300_000);
  expect(Date.now() - state.writtenAt).toBeLessThan(300_000);
  expect(state).toMatchObject({ partial: 0, sample: { length: orders } });
});

it("knows where each identity puts its mail", () => {
  expect(value(facts.identities)).toEqual({
    account1: {
      ok: true,
      at: facts.takenAt,
      value: [
        {
          email: ann,
          keepsSent: true,
          sentAccount: "account3",
          sentFolder: "Sent mail",
          archives: true,
          archiveAccount: "account1",
          archiveFolder: "Archief",
        },
      ],
    },
    account2: {
      ok: true,
      at: facts.takenAt,
      value: [
        {
          email: bakery,
          keepsSent: false,
          sentAccount: "account2",
          sentFolder: "Sent",
          archives: true,
          archiveAccount: "account2",
          archiveFolder: "Archives",
        },
      ],
    },
    account3: { ok: true, at: facts.takenAt, value: [] },
  });
});

it("knows the filters that delete, and no other", () => {
  expect(of(facts.filters, "account2")).toEqual([
    { name: "Advertisements", action: "delete" },
    { name: "Spam, at once", action: "delete-from-server" },
  ]);
  expect(of(facts.filters, "account1")).toEqual([]);
});

it("knows the disk", () => {
  const disk = value(facts.disk);
  expect(disk).toMatchObject({ profilePath: session.profile, mboxOver4Gb: true });
  expect(Object.keys(disk.accountFree)).toEqual(["account1", "account2", "account3"]);
  for (const free of [disk.profileFree, ...Object.values(disk.accountFree)]) {
    expect(free).toBeGreaterThan(1e6);
  }
});
