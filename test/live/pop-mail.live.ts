import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { MessageLine } from "../../src/core/backup/index-line";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { mail, ordinaryMail } from "./harness/mail";
import { openOptions } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { countWithDovecot, countWithMutt, forbiddenLines } from "./harness/readers";
import { putMail } from "./harness/seed";
import { backUp, type Session, startSession } from "./harness/session";

let session: Session;
const day = Date.UTC(2025, 3, 1);
const hostile = mail({
  id: "hostile",
  subject: "hostile",
  date: day,
  body: "From me\r\n>From you\r\n\r\nFrom bea@x.example Mon Jun  2 10:00:00 2025\r\nFrom: b\r\nTo: c\r\n\r\n",
});
const draggedOnce = mail({
  id: "dragged",
  subject: "dragged",
  date: day,
  body: "text\r\n",
  before: "X-Mozilla-Status: 0009\r\nX-Mozilla-Status2: 00000000\r\n",
});
const twin = mail({ id: "twin", subject: "twin", date: day, body: "twice\r\n" });
const onServer = [
  ...Array.from({ length: 40 }, (_, i) => ordinaryMail("pop", i + 1)),
  hostile,
  draggedOnce,
  twin,
  twin,
];
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  putMail(dovecot, ann, "", onServer);
  const profile = createProfile([
    {
      type: "pop3",
      user: ann,
      email: ann,
      port: dovecot.popPort,
      settings: { leave_on_server: true, delete_by_age_from_server: false },
    },
  ]);
  session = await startSession(dovecot, profile, [{ type: "pop3", user: ann }]);
  await openOptions(session.thunderbird);
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const server = MailServices.accounts.getAccount("account1").incomingServer;
     const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
     MailServices.pop3.GetNewMail(null, null, inbox, server);
     const root = MailServices.accounts.localFoldersServer.rootFolder;
     root.createSubfolder("Kept <b>here</b>", null);`,
  );
  await until("the mail to arrive by POP", () =>
    popRows().then((rows) => rows === onServer.length),
  );
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const root = MailServices.accounts.localFoldersServer.rootFolder;
     const kept = root.descendants.find(folder => folder.name.startsWith("Kept"));
     kept.QueryInterface(Ci.nsIMsgLocalMailFolder).addMessage(args[0]);`,
    "From - Mon Jun  2 10:00:00 2025\r\nFrom: a@b.example\r\nSubject: kept\r\n\r\nFrom here on\r\n",
  );
});
afterAll(() => session?.end());

const popRows = () =>
  session.thunderbird.chrome<number>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const server = MailServices.accounts.getAccount("account1").incomingServer;
     return server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox).getTotalMessages(false);`,
  );

const popFolder = () => join(session.backups, `${ann} (pop3, 127.0.0.1)`);
const linesOf = (file: string) =>
  readFileSync(join(popFolder(), file), "utf8")
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text));

it("saves all that is on this computer, without any POP session", async () => {
  session.dovecot.clearLog();
  const job = await backUp(session);
  expect(job).toMatchObject({ state: "done", verdict: "complete", missing: [] });
  expect(job.done.messages).toBe(onServer.length + 1);
  expect(forbiddenLines(session.dovecot)).toEqual([]);
  expect(session.dovecot.clientLines()).toEqual([]);
});

it("keeps each message as the server has it, but for this system's line ends", () => {
  const lines: MessageLine[] = linesOf("Inbox.jsonl");
  const kept = lines.map((line) => line.canon ?? line.sha256).sort();
  // What begins with Thunderbird's own lines is recognised without them.
  const canonical = onServer.map((message) =>
    message === draggedOnce ? message.subarray(message.indexOf("Received:")) : message,
  );
  expect(kept).toEqual(canonical.map(sha256).sort());
  expect(lines.every(({ uidl }) => typeof uidl === "string" && uidl !== "")).toBe(true);
  expect(lines.some(({ suspect }) => suspect)).toBe(false);
});

it("can be read by mutt and Dovecot with the same number of messages", async () => {
  const file = join(popFolder(), "Inbox.mbox");
  expect(await countWithMutt(file)).toBe(onServer.length);
  expect(await countWithDovecot(session.dovecot, file)).toBe(onServer.length);
});

it("saves Local Folders too, whatever their names", () => {
  const folder = join(session.backups, "Local Folders (local, Local Folders)");
  const manifest = JSON.parse(readFileSync(join(folder, "backup.json"), "utf8"));
  const kept = manifest.folders.find((one: { name: string }) => one.name === "Kept <b>here</b>");
  expect(kept).toMatchObject({ messages: 1, verdict: { state: "complete", saved: 1 } });
  expect(readFileSync(join(folder, "report.html"), "utf8")).toContain(
    "Kept &lt;b&gt;here&lt;/b&gt;",
  );
});

it("keeps what is deleted here later, and marks it", async () => {
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const server = MailServices.accounts.getAccount("account1").incomingServer;
     const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
     const header = [...inbox.messages].find(one => one.messageId == "pop-1@test.example");
     inbox.deleteMessages([header], null, true, false, null, false);`,
  );
  await until("the deletion", async () => (await popRows()) === onServer.length - 1);
  const job = await backUp(session, { accounts: ["account1"] });
  expect(job).toMatchObject({ verdict: "complete", done: { bytes: 0 } });
  const gone = linesOf("Inbox.jsonl").filter(({ t }) => t === "gone");
  expect(gone).toHaveLength(1);
  expect(await countWithMutt(join(popFolder(), "Inbox.mbox"))).toBe(onServer.length);
});
