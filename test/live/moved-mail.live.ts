import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Finding, Report } from "../../src/core/checkup/report";
import type { InboxWatch } from "../../src/core/checkup/snapshot";
import { press } from "./harness/controls";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { mail, ordinaryMail } from "./harness/mail";
import { untilListed } from "./harness/mail-folders";
import { inPage, openOptions, pageText, request } from "./harness/pages";
import { collectByPop } from "./harness/pop-program";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { keepEvidence, type Session, startSession } from "./harness/session";

const bea = "bea@example.nl";
const day = 24 * 60 * 60 * 1000;
let session: Session;

const mailOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1));

/** A message that came so many days ago. */
const aged = (name: string, days: number) =>
  mail({
    id: `${name}-${days}`,
    subject: `${name} ${days}`,
    date: Date.now() - days * day - 6 * 60 * 60 * 1000,
    body: "Bread.\r\n",
  });

beforeAll(async () => {
  const dovecot = await createDovecot([ann, bea]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Work", "Trash"]);
  await makeFolders(dovecot, bea, ["Work", "Trash"]);
  putMail(dovecot, ann, "", mailOf("Inbox", 60));
  putMail(dovecot, ann, "Work", mailOf("Work", 40));
  putMail(dovecot, bea, "Work", mailOf("Old", 30));
  const days = Array.from({ length: 20 }, (_, i) => 20 - i);
  putMail(
    dovecot,
    bea,
    "",
    days.map((age) => aged("daily", age)),
  );
  const imap = (user: string) => ({
    type: "imap" as const,
    user,
    email: user,
    port: dovecot.imapPort,
  });
  const profile = createProfile([imap(ann), imap(bea)]);
  session = await startSession(
    dovecot,
    profile,
    [ann, bea].map((user) => ({ type: "imap", user })),
  );
  await openOptions(session.thunderbird);
});
afterAll(() => session?.end());

const chrome = <T>(body: string, ...args: unknown[]) =>
  session.thunderbird.chrome<T>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const folderOf = (account, path) => MailServices.accounts.getAccount(account).incomingServer
       .rootFolder.descendants.find(f => f.QueryInterface(Ci.nsIMsgImapMailFolder).onlineName == path);
     ${body}`,
    ...args,
  );

/** Has Thunderbird open a folder, as a click on it does, and waits until it lists so many messages. */
const opened = (account: string, path: string, messages: number) =>
  untilListed(session, account, path.split("/").at(-1) ?? path, messages);

async function checkUp(check: string): Promise<Finding[]> {
  const report = await request<Report>(session.thunderbird, "options", { type: "checkup.run" });
  return report.outcomes.find((one) => one.check === check)?.findings ?? [];
}

/** Reads what the add-on keeps, lets the body change it as `value`, and writes it back. */
const stored = <T>(key: string, change: string): Promise<T> =>
  inPage<T>(
    session.thunderbird,
    "background",
    `const all = await browser.storage.local.get(args[0]);
     const value = JSON.parse(JSON.stringify(all[args[0]] ?? {}));
     ${change};
     await browser.storage.local.set(toPage({ [args[0]]: value }));
     return value;`,
    key,
  );

/** Lets days pass: what was seen until now was seen so much earlier. */
const laterBy = (days: number) =>
  stored(
    "inboxes",
    `for (const watch of Object.values(value)) {
       for (const one of [...watch.looks, ...watch.vanished]) one.at -= ${days * day};
     }`,
  );

/** How many messages the last look saw in bea's Inbox, and how many were said to have vanished. */
const seen = async () => {
  const all = await stored<Record<string, InboxWatch>>("inboxes", "");
  const { looks = [], vanished = [] } = all.account2 ?? {};
  return { messages: looks.at(-1)?.messages, vanished: vanished.map(({ count }) => count) };
};

/** Looks again with the page's own button, and waits until it says so. */
async function untilShown(sentence: string): Promise<void> {
  await press(session.thunderbird, "options", /^Check again$/);
  await until(sentence, async () => {
    const text = await pageText(session.thunderbird, "options");
    return text.includes(sentence);
  });
}

const moveSigns = async () =>
  (await checkUp("provider-move-signals")).filter(({ subject }) => subject.address === ann);
const emptied = async () =>
  (await checkUp("inbox-emptied-elsewhere")).filter(({ subject }) => subject.address === bea);

it("finds that the mailbox was replaced by an empty one, still finds it at the next check-up, and lets it be put aside", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "moved")));
  await opened("account1", "Work", 40);
  await opened("account1", "INBOX", 60);
  await moveSigns();
  expect(await moveSigns()).toEqual([]);

  await session.thunderbird.quit();
  // Another server answers under the same name: nothing of the old mail, and everything numbered anew.
  rmSync(session.dovecot.maildir(ann), { recursive: true });
  putMail(session.dovecot, ann, "", mailOf("New", 2));
  await session.restart();
  await openOptions(session.thunderbird);
  await opened("account1", "INBOX", 2);

  const [found] = await moveSigns();
  expect(found).toMatchObject({
    severity: "critical",
    action: "go-offline",
    values: { kind: "mail-lost", had: 100 },
  });
  await untilShown("Of 100 messages 2 are left.");
  expect((await moveSigns()).map(({ fingerprint }) => fingerprint)).toEqual([found?.fingerprint]);

  await stored(
    "dismissed",
    `value[${JSON.stringify(found?.id)}] = ${JSON.stringify(found?.fingerprint)}`,
  );
  await moveSigns();
  expect(await moveSigns()).toEqual([]);
});

it("counts nothing that is deleted or moved in this Thunderbird, also over a restart", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "put-away")));
  await opened("account2", "Work", 30);
  await opened("account2", "INBOX", 20);
  expect(await emptied()).toEqual([]);
  expect(await seen()).toEqual({ messages: 20, vanished: [] });
  await laterBy(2);
  // One to the Trash, one for good, one to another folder; then one more, just before the end.
  const remove = (number: number, how: string) =>
    chrome(
      `const folder = folderOf("account2", "INBOX");
       const header = [...folder.messages].sort((a, b) => a.messageKey - b.messageKey)[args[0]];
       ${how};`,
      number,
    );
  await remove(0, "folder.deleteMessages([header], null, false, false, null, false)");
  await opened("account2", "INBOX", 19);
  await remove(1, "folder.deleteMessages([header], null, true, false, null, false)");
  await opened("account2", "INBOX", 18);
  await remove(
    2,
    `MailServices.copy.copyMessages(folder, [header], folderOf("account2", "Work"), true, null, null, false)`,
  );
  await opened("account2", "INBOX", 17);
  expect(await emptied()).toEqual([]);
  expect(await seen()).toEqual({ messages: 17, vanished: [] });
  await laterBy(2);
  await remove(1, "folder.deleteMessages([header], null, true, false, null, false)");
  await opened("account2", "INBOX", 16);
  await session.thunderbird.quit();
  await session.restart();
  await openOptions(session.thunderbird);
  await opened("account2", "INBOX", 16);
  expect(await emptied()).toEqual([]);
  expect(await seen()).toEqual({ messages: 16, vanished: [] });
});

it("finds that a POP program empties the Inbox, with the right count", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "emptied")));
  await laterBy(3);
  // The two that were deleted for good may still be on the server, marked: Thunderbird lists them no more.
  expect([5, 5 + 2]).toContain(await collectByPop(session.dovecot, bea, 12));
  const first = 5;
  await opened("account2", "INBOX", 16 - first);
  expect(await emptied()).toMatchObject([
    { severity: "medium", values: { kind: "vanished", vanished: first, times: 1, days: 12 } },
  ]);
  await laterBy(3);
  const more = [17, 16, 15, 14, 13].map((age) => aged("late", age));
  putMail(session.dovecot, bea, "", more);
  await opened("account2", "INBOX", 21 - first);
  await emptied();
  await laterBy(3);
  expect(await collectByPop(session.dovecot, bea, 12)).toBe(5);
  await opened("account2", "INBOX", 16 - first);
  expect(await emptied()).toMatchObject([
    { severity: "high", values: { kind: "vanished", vanished: first + 5, times: 2 } },
  ]);
  await untilShown("Gone from the Inbox: 10 messages");
});
