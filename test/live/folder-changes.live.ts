import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { FolderRecord, Manifest } from "../../src/core/backup/manifest";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { compareWithServer, forbiddenLines } from "./harness/readers";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, jobEnd, keepEvidence, type Session, startSession } from "./harness/session";

const bea = "bea@example.nl";
let session: Session;
const mailOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1));
const backup = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);
const records = (): FolderRecord[] =>
  (JSON.parse(readFileSync(join(backup(), "backup.json"), "utf8")) as Manifest).folders;
const recordOf = (path: string) => records().find((record) => record.path === path);
/** Every mbox file with its length: what was written twice would show here. */
const volumes = () =>
  readdirSync(backup(), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".mbox"))
    .map((name) => [name, statSync(join(backup(), name)).size])
    .sort();

/** Every folder as the server has it, byte by byte and UID by UID, and nothing else. */
async function expectAsOnServer(user: string, counts: Record<string, number>) {
  const { folders } = await compareWithServer(session.dovecot, user, backup());
  for (const [path, server] of Object.entries(counts)) {
    const expected = { server, saved: server, missing: [], extra: [], differing: [] };
    expect([path, folders[path]]).toEqual([path, expect.objectContaining(expected)]);
  }
}

beforeAll(async () => {
  const dovecot = await createDovecot([ann, bea]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Work", "Parent", "Moving", "Doomed", "Trash"]);
  putMail(dovecot, ann, "", mailOf("Inbox", 20));
  for (const name of ["Work", "Moving", "Doomed"]) putMail(dovecot, ann, name, mailOf(name, 20));
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }], {
    "mail.server.server1.autosync_offline_stores": false,
  });
  session = await startSession(
    dovecot,
    profile,
    [ann, bea].map((user) => ({ type: "imap", user })),
  );
  await openOptions(session.thunderbird);
  expect(await backUp(session)).toMatchObject({ verdict: "complete" });
});
afterAll(() => session?.end());

async function meanwhile(change: () => Promise<void>): Promise<void> {
  await session.thunderbird.quit();
  await change();
  session.dovecot.clearLog();
  await session.restart();
  await openOptions(session.thunderbird);
}

it("follows folders and messages that another device renamed, moved and deleted", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "renamed")));
  const [before, work, moving] = [volumes(), recordOf("Work"), recordOf("Moving")];
  const { doveadm } = session.dovecot;
  await meanwhile(async () => {
    await doveadm("mailbox", "rename", "-u", ann, "-s", "Work", "Jobs");
    await doveadm("mailbox", "rename", "-u", ann, "-s", "Moving", "Parent/Moving");
    await doveadm("mailbox", "delete", "-u", ann, "-s", "Doomed");
    await doveadm("move", "-u", ann, "Jobs", "mailbox", "INBOX", "uid", "1:3");
  });
  expect(await backUp(session)).toMatchObject({ verdict: "complete", missing: [] });
  expect(volumes()).toEqual(before);
  expect(recordOf("Jobs")).toMatchObject({ id: work?.id, index: work?.index });
  expect(recordOf("Parent/Moving")).toMatchObject({ id: moving?.id, index: moving?.index });
  expect(recordOf("Doomed")).toMatchObject({ present: false, messages: 20 });
  expect(recordOf("INBOX")).toMatchObject({ messages: 20, gone: 3 });
  expect([recordOf("Work"), recordOf("Moving")]).toEqual([undefined, undefined]);
  await expectAsOnServer(ann, { INBOX: 17, Jobs: 23, "Parent/Moving": 20 });
  expect(forbiddenLines(session.dovecot)).toEqual([]);
});

it("knows a folder again that was renamed in Thunderbird, and fetches none of its mail", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "renamed-here")));
  const [before, jobs] = [volumes(), recordOf("Jobs")];
  const paths = () =>
    session.thunderbird.chrome<string[]>(
      `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
       return MailServices.accounts.getAccount("account1").incomingServer.rootFolder.descendants
         .map(folder => folder.QueryInterface(Ci.nsIMsgImapMailFolder).onlineName);`,
    );
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     MailServices.accounts.getAccount("account1").incomingServer.rootFolder.descendants
       .find(folder => folder.name == "Jobs").rename("Tasks", null);`,
  );
  await until("the new name", async () => (await paths()).includes("Tasks"));
  session.dovecot.clearLog();
  expect(await backUp(session)).toMatchObject({ verdict: "complete", missing: [] });
  expect(volumes()).toEqual(before);
  expect(recordOf("Tasks")).toMatchObject({ id: jobs?.id, index: jobs?.index });
  const fetched = session.dovecot.clientLines().filter(({ line }) => /BODY\.PEEK\[\]/i.test(line));
  expect(fetched).toEqual([]);
  await expectAsOnServer(ann, { INBOX: 17, Tasks: 23, "Parent/Moving": 20 });
  expect(forbiddenLines(session.dovecot)).toEqual([]);
});

it("goes on with an account whose server was changed, once the user says to open what looks different", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "server-changed")));
  const before = volumes();
  await meanwhile(async () => {
    // The same mail at another address, numbered anew from the last to the first.
    await makeFolders(session.dovecot, bea, ["Tasks", "Parent", "Parent/Moving", "Trash"]);
    const inbox = mailOf("Inbox", 20);
    putMail(session.dovecot, bea, "", inbox.slice(3).toReversed());
    putMail(session.dovecot, bea, "Tasks", [...mailOf("Work", 20), ...inbox.slice(0, 3)].reverse());
    putMail(session.dovecot, bea, "Parent/Moving", mailOf("Moving", 20).reverse());
    const preferences = join(session.profile, "prefs.js");
    const line = (user: string) => `"mail.server.server1.userName", "${user}"`;
    const text = readFileSync(preferences, "utf8");
    expect(text).toContain(line(ann));
    writeFileSync(preferences, text.replace(line(ann), line(bea)));
  });
  const refused = await backUp(session);
  expect(refused.verdict).toBe("incomplete");
  const different = refused.missing.filter(
    ({ reason }) => reason.code === "server-looks-different",
  );
  expect(different.length).toBeGreaterThan(0);
  expect(volumes()).toEqual(before);
  const wrong = request(session.thunderbird, "options", {
    type: "backup.start",
    openAnyway: ["account1://Trash"],
  });
  await expect(wrong).rejects.toThrow("bad-request");
  await request(session.thunderbird, "options", {
    type: "backup.start",
    openAnyway: different.map(({ folderId }) => folderId),
  });
  expect(await jobEnd(session)).toMatchObject({ verdict: "complete", missing: [] });
  expect(volumes()).toEqual(before);
  await expectAsOnServer(bea, { INBOX: 17, Tasks: 23, "Parent/Moving": 20 });
  expect(forbiddenLines(session.dovecot)).toEqual([]);
});
