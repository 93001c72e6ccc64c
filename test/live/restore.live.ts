import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDovecot, type Dovecot } from "./harness/dovecot";
import { ordinaryMail } from "./harness/mail";
import { nastyMail } from "./harness/nasty-mail";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import {
  firstBackup,
  goOn,
  planOf,
  restore,
  restoredBelow,
  type ServedMessage,
  servedMail,
  storedMail,
} from "./harness/restoring";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, type Session, startSession } from "./harness/session";

/* Mailbox A -> backup -> an empty mailbox B, and Local Folders: message by message the same. */

const [ann, bob] = ["ann@example.nl", "bob@example.nl"];
const [bobs, local] = ["account2", "account3"];
let dovecot: Dovecot;
let session: Session;
let backupId: string;

/** Two differ because Thunderbird changes them as it fetches them, and one cannot be kept by IMAP. */
const changed = ["double-cr", "bare-cr", "empty"];
const nasty = Object.entries(nastyMail).filter(([name]) => name !== "big-attachment");
const flagsOf = (index: number) => ["", "S", "SF", "RS", "F", "S"][index % 6] ?? "S";

beforeAll(async () => {
  dovecot = await createDovecot([ann, bob]);
  await dovecot.start();
  const ordinary = Array.from({ length: 40 }, (_, i) => ordinaryMail("Inbox", i + 1));
  putMail(dovecot, ann, "", ordinary, flagsOf);
  await makeFolders(dovecot, ann, ["Nasty", "Work", "Work/Caf\u00e9 & co"]);
  const messages = nasty.map(([, message]) => message);
  putMail(dovecot, ann, "Nasty", messages, flagsOf);
  putMail(dovecot, ann, "Work/Caf\u00e9 & co", [ordinaryMail("Work", 1), ordinaryMail("Work", 2)]);
  const mark = (flags: string, uids: string) =>
    dovecot.doveadm("flags", "add", "-u", ann, flags, "mailbox", "INBOX", "uid", uids);
  await mark("$label1 errands", "1:3");
  await mark("$Forwarded NonJunk", "3:4");
  const accounts = [ann, bob].map((user) => ({
    type: "imap" as const,
    user,
    email: user,
    port: dovecot.imapPort,
  }));
  const logins = [ann, bob].map((user) => ({ type: "imap" as const, user }));
  session = await startSession(dovecot, createProfile(accounts), logins);
  await openOptions(session.thunderbird);
  expect((await backUp(session, { accounts: ["account1"] })).state).toBe("done");
  backupId = await firstBackup(session);
}, 120_000);
afterAll(() => session?.end());

const sorted = (messages: readonly ServedMessage[]) =>
  messages.map(({ sha256, flags }) => `${sha256} ${flags.join(" ")}`).sort();

const namesOf = (messages: readonly ServedMessage[], others: readonly ServedMessage[]) => {
  const there = new Set(sorted(others));
  return sorted(messages).filter((one) => !there.has(one));
};

const localStore = (...names: string[]) => {
  const root = join(session.profile, "Mail/Local Folders");
  const top = readdirSync(root).find((name) => /^Restored .*\.sbd$/.test(name)) ?? "";
  return join(root, top, ...names);
};

it("asks before mail is put where Thunderbird deletes old mail", async () => {
  const setRetention = (by: number) =>
    session.thunderbird.chrome(
      `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
       const server = MailServices.accounts.getAccount(args[0]).incomingServer;
       const settings = server.retentionSettings;
       settings.retainByPreference = args[1];
       settings.daysToKeepHdrs = 30;
       server.retentionSettings = settings;`,
      bobs,
      by,
    );
  await setRetention(2);
  const input = { backupId, target: { account: bobs } };
  const plan = await planOf(session, input);
  expect([plan.obstacle, plan.question]).toEqual([
    null,
    { code: "target-deletes-old", values: { days: 30 } },
  ]);
  await expect(restore(session, input)).rejects.toThrow("target-deletes-old");
  expect(Object.keys(await servedMail(dovecot, bob))).toEqual(["Trash", "INBOX"]);
  // The rest runs under this rule: the folders that are made keep all.
});

it("puts everything into Local Folders, byte for byte and with its state", async () => {
  const job = await restore(session, { backupId, target: { account: local } });
  expect([job.state, job.verdict, job.missingCount]).toEqual(["done", "complete", 0]);
  const served = await servedMail(dovecot, ann);
  const counts = Object.entries(served).map(([folder, { length: asked }]) => ({
    ...{ folder: folder.replace("Caf&AOk- &- co", "Caf\u00e9 & co"), asked, arrived: asked },
  }));
  const byName = (a: { folder: string }, b: { folder: string }) => (a.folder < b.folder ? -1 : 1);
  expect(job.counts?.toSorted(byName)).toEqual(counts.toSorted(byName));
  const inbox = await storedMail(localStore("INBOX"));
  expect(inbox.map(({ sha256 }) => sha256)).toEqual(served.INBOX?.map(({ sha256 }) => sha256));
  expect(inbox.slice(0, 4).map(({ status, keys }) => [status, keys])).toEqual([
    ["0000", "$label1 errands"],
    ["0001", "$label1 errands"],
    ["1005", "$label1 errands nonjunk"],
    ["1003", "nonjunk"],
  ]);
  const kept = await storedMail(localStore("Nasty"));
  const shas = new Set(kept.flatMap(({ sha256, unended }) => [sha256, unended]));
  const missing = nasty.filter((_, i) => !shas.has(served.Nasty?.[i]?.sha256 ?? ""));
  expect(missing.map(([name]) => name)).toEqual(["double-cr"]);
});

it("puts everything into an empty mailbox, whatever filters are set there", async () => {
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const server = MailServices.accounts.getAccount(args[0]).incomingServer;
     const list = server.getFilterList(null);
     const filter = list.createFilter("everything goes");
     filter.enabled = true;
     filter.filterType = Ci.nsMsgFilterType.Incoming | Ci.nsMsgFilterType.Manual;
     const term = filter.createTerm();
     term.matchAll = true;
     filter.appendTerm(term);
     const action = filter.createAction();
     action.type = Ci.nsMsgFilterAction.Delete;
     filter.appendAction(action);
     list.insertFilterAt(0, filter);
     list.saveToDefaultFile();`,
    bobs,
  );
  const inbox = await until("the Inbox to be offered", async () => {
    const message = { type: "restore.folders", account: bobs };
    const { thunderbird } = session;
    const folders = await request<{ uri: string; name: string }[]>(thunderbird, "options", message);
    return folders.find(({ name }) => name === "INBOX");
  });
  const picked = { backupId, target: { account: bobs, folder: inbox.uri } };
  expect((await planOf(session, picked)).obstacle?.code).toBe("target-filters-on");
  await expect(restore(session, picked)).rejects.toThrow("target-filters-on");
  const job = await restore(session, { backupId, target: { account: bobs }, knowingly: true });
  expect(job.missing.map(({ reason }) => reason.code)).toEqual(["message-not-for-server"]);
  const [a, b] = [await servedMail(dovecot, ann), restoredBelow(await servedMail(dovecot, bob))];
  expect(Object.keys(b).sort()).toEqual(Object.keys(a).sort());
  for (const path of Object.keys(a).filter((name) => name !== "Nasty")) {
    expect(sorted(b[path] ?? []), path).toEqual(sorted(a[path] ?? []));
  }
  const differing = namesOf(a.Nasty ?? [], b.Nasty ?? []);
  const at = (one: string) => (a.Nasty ?? []).findIndex(({ sha256 }) => one.startsWith(sha256));
  expect(differing.map((one) => nasty[at(one)]?.[0]).sort()).toEqual([...changed].sort());
  expect(b.Nasty).toHaveLength(nasty.length - 1);
});

it("puts nothing anywhere twice when it goes on", async () => {
  const before = await servedMail(dovecot, bob);
  const job = await goOn(session);
  expect([job.state, job.error, job.missingCount]).toEqual(["done", undefined, 1]);
  const count = (served: Record<string, unknown[]>) =>
    Object.fromEntries(Object.entries(served).map(([path, { length }]) => [path, length]));
  expect(count(await servedMail(dovecot, bob))).toEqual(count(before));
});
