import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { LookPage, LookRow } from "../../src/core/look/list-messages";
import type { BackupSummary, Requests } from "../../src/protocol";
import type { LookedMessage } from "../../src/protocol/look";
import { answerFolderPicker } from "./harness/backup-folder";
import { fill, press, textOf } from "./harness/controls";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { mail, ordinaryMail } from "./harness/mail";
import { openOptions, request } from "./harness/pages";
import { run, until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
const elsewhere = mkdtempSync(join(tmpdir(), "postwacht-elsewhere-"));
const downloads = mkdtempSync(join(tmpdir(), "postwacht-downloads-"));
const at = Date.UTC(2025, 2, 5);

/** A mail in parts, with quoted lines that an mbox changes, and no line end after its last byte. */
const inParts = Buffer.from(
  [
    "From: =?utf-8?q?Zo=C3=AB?= <zoe@example.com>",
    "To: ann@example.nl",
    "Subject: =?iso-8859-1?Q?Koffie_om_drie?=",
    "Date: Wed, 05 Mar 2025 12:00:00 +0000",
    "Message-ID: <parts@test.example>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="=_x"',
    "",
    "--=_x",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    '<p>Tot <b>drie</b> uur &euro; 5 =E2=9D=A4</p><img src=3D"http://127.0.0.1:1/x.png">',
    "From here on",
    ">From there",
    "--=_x",
    "Content-Type: application/pdf",
    "Content-Disposition: attachment; filename*=utf-8''jaar%C3%A9.pdf",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.alloc(3000).toString("base64").replace(/.{76}/g, "$&\r\n"),
    "--=_x--",
  ].join("\r\n"),
  "latin1",
);

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Work", "Trash"]);
  const inbox = Array.from({ length: 120 }, (_, i) => ordinaryMail("Inbox", i + 1));
  putMail(dovecot, ann, "", [...inbox, inParts], (i) => (i === 120 ? "F" : "S"));
  const gone = mail({ id: "gone", subject: "Soon gone", date: at, body: "x\r\n" });
  putMail(dovecot, ann, "Work", [gone, ...[1, 2, 3].map((i) => ordinaryMail("Work", i))]);
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }], {
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
  });
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterAll(async () => {
  await session?.end();
  for (const folder of [elsewhere, downloads]) rmSync(folder, { recursive: true, force: true });
});

const ask = <T extends keyof Requests>(type: T, input: Requests[T]["input"]) =>
  request<Requests[T]["output"]>(session.thunderbird, "options", { type, ...input });

const list = (backupId: string, query: object): Promise<LookPage> =>
  ask("look.list", { backupId, query, view: "test" });

async function found(backupId: string, query: object): Promise<LookRow> {
  const { rows } = await list(backupId, query);
  if (!rows[0] || rows.length !== 1) throw new Error(`not one: ${JSON.stringify(rows)}`);
  return rows[0];
}

const place = (backupId: string, { holder, n }: LookRow) => ({ backupId, folder: holder, n });

/** A message as the server hands it to a client that is not Thunderbird. */
async function onServer(folder: string, id: string): Promise<Buffer> {
  const script = `
import base64, imaplib, sys
port, user, password, folder, id = sys.argv[1:]
server = imaplib.IMAP4("127.0.0.1", int(port))
server.login(user, password)
server.select(folder, readonly=True)
found = server.uid("SEARCH", "HEADER", "Message-ID", id)[1][0]
print(base64.b64encode(server.uid("FETCH", found, "(BODY.PEEK[])")[1][0][1]).decode())`;
  const { dovecot } = session;
  const port = String(dovecot.imapPort);
  const text = await run("python3", ["-c", script, port, ann, dovecot.password, folder, id]);
  return Buffer.from(text, "base64");
}

it("lists, searches and pages what a backup holds, and what has left the server", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "look-inside")));
  await backUp(session);
  await session.thunderbird.quit();
  await session.dovecot.doveadm("expunge", "-u", ann, "mailbox", "Work", "uid", "1");
  await session.restart();
  await openOptions(session.thunderbird);
  expect(await backUp(session)).toMatchObject({ verdict: "complete" });
  const [backup] = await ask("backup.list", {});
  const { backupId } = backup as BackupSummary;
  const { folders, isCurrent } = await ask("look.folders", { backupId });
  expect(isCurrent).toBe(true);
  expect(folders.map(({ name, messages }) => [name, messages])).toContainEqual(["Work", 4]);
  const first = await list(backupId, { sort: "date", descending: true });
  expect(first).toMatchObject({ matched: 125, unread: 0 });
  expect(first.rows).toHaveLength(100);
  const rest = await ask("look.list", {
    ...{ backupId, view: "test", after: first.next },
    query: { sort: "date", descending: true },
  });
  expect(rest.rows).toHaveLength(25);
  const all = [...first.rows, ...rest.rows].map(({ folder, n }) => `${folder} ${n}`);
  expect(new Set(all).size).toBe(125);
  expect(await found(backupId, { goneOnly: true })).toMatchObject({ subject: "Soon gone" });
  expect(await found(backupId, { text: "ZOE koffie" })).toMatchObject({ flags: ["starred"] });
});

it("reads a message as text on the page and saves it as the server has it, byte for byte", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "look-inside-read")));
  const { thunderbird } = session;
  const [backup] = await ask("backup.list", {});
  const { backupId } = backup as BackupSummary;
  await fill(thunderbird, "options", "Backup", backupId);
  await fill(thunderbird, "options", "Search for", "drie");
  await press(thunderbird, "options", /^Koffie om drie$/, "look");
  const text = await until("the message", async () => {
    const seen = await textOf(thunderbird, "options", "Koffie om drie");
    return seen.includes("jaaré.pdf (3 kB)") ? seen : null;
  });
  expect(text).toContain("Tot drie uur € 5 ❤");
  expect(text).toContain("Zoë <zoe@example.com>");
  expect(text).toContain("their SHA-256 is the one");
  await press(thunderbird, "options", /^Save as \.eml$/, "Koffie om drie");
  const file = join(downloads, "Koffie om drie.eml");
  await until("the file", async () =>
    (await textOf(thunderbird, "options", "Koffie om drie")).includes(file),
  );
  expect(readFileSync(file)).toEqual(await onServer("INBOX", "<parts@test.example>"));
});

it("does the same with a backup from elsewhere, without the server", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "look-inside-elsewhere")));
  const [one, parts] = [
    await onServer("Work", "<Work-1@test.example>"),
    await onServer("INBOX", "<parts@test.example>"),
  ];
  await session.dovecot.stop();
  cpSync(session.backups, elsewhere, { recursive: true });
  await answerFolderPicker(session.thunderbird, elsewhere);
  const backupId = (await ask("backup.open", {})) ?? "";
  for (const [query, wanted] of [
    [{ subject: "Work 1:" }, one],
    [{ from: "zoe" }, parts],
  ] as const) {
    const row = await found(backupId, query);
    const told: LookedMessage = await ask("look.read", place(backupId, row));
    expect(told).toMatchObject({ whole: true, size: wanted.length });
    const saved = await ask("look.saveEml", place(backupId, row));
    expect(readFileSync(saved.name)).toEqual(wanted);
  }
});
