import { spawnSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import { isWellFormed } from "../../src/core/doctor/finding";
import type { OpenedMboxes } from "../../src/core/doctor/opened-mboxes";
import { answerFolderPicker } from "./harness/backup-folder";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { openOptions, pageText, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { jobEnd, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
const place = mkdtempSync(join(tmpdir(), "postwacht-doctor-"));
const files = join(place, "files");
const copies = join(place, "copies");

beforeAll(async () => {
  for (const folder of [files, copies]) mkdirSync(folder);
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterAll(async () => {
  await session?.end();
  rmSync(place, { recursive: true, force: true });
});

const ask = <T>(type: string, input: Record<string, unknown> = {}) =>
  request<T>(session.thunderbird, "options", { type, ...input });

async function doctor(path: string, kind: "file" | "folder"): Promise<OpenedMboxes> {
  await answerFolderPicker(session.thunderbird, path);
  await ask("doctor.open", { kind });
  expect(await jobEnd(session)).toMatchObject({ kind: "examine", state: "done" });
  const opened = (await ask<OpenedMboxes[]>("doctor.list")).at(-1);
  if (!opened) throw new Error("nothing is open");
  return opened;
}

/** Writes a copy, has the stranger's program check it, and examines it in its turn. */
async function repaired({ rootId }: OpenedMboxes): Promise<OpenedMboxes> {
  await answerFolderPicker(session.thunderbird, copies);
  await ask("doctor.repair", { rootId });
  expect(await jobEnd(session)).toMatchObject({ kind: "repair", state: "done" });
  const done = (await ask<OpenedMboxes[]>("doctor.list")).find((one) => one.rootId === rootId);
  const { path = "", messages } = done?.repaired ?? {};
  const checked = spawnSync("python3", ["docs/verify-backup.py", path], { encoding: "utf8" });
  expect(checked.stdout).toContain(`${messages} messages read; no damage found`);
  const copy = await doctor(path, "folder");
  expect(copy.examined?.files.every(isWellFormed)).toBe(true);
  const counted = copy.examined?.files.reduce((sum, one) => sum + one.messages, 0);
  expect(counted).toBe(messages);
  return copy;
}

it("opens a folder of the running Thunderbird, not compacted, and copies it without touching it", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "doctor-store")));
  const store = await session.thunderbird.chrome<string>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const root = MailServices.accounts.localFoldersServer.rootFolder;
     root.createSubfolder("Doctor", null);
     const folder = root.getChildNamed("Doctor").QueryInterface(Ci.nsIMsgLocalMailFolder);
     // The lines that Thunderbird writes before each message that comes by POP.
     const status = "X-Mozilla-Status: 0000\\r\\nX-Mozilla-Status2: 00000000\\r\\n";
     const mail = (subject, body) => status + "From: ann@example.org\\r\\nTo: bob@example.org\\r\\nSubject: " + subject +
       "\\r\\nMessage-ID: <" + subject + "@x>\\r\\nDate: Mon, 02 Jun 2025 10:00:00 +0000\\r\\n\\r\\n" + body + "\\r\\n";
     folder.addMessage(mail("one", "hello"));
     const gone = folder.addMessage(mail("gone", "away"));
     folder.addMessage(mail("two", "x\\r\\nFrom here on\\r\\n>From there\\r\\ny"));
     folder.deleteMessages([gone], null, true, false, null, false);
     return folder.filePath.path;`,
  );
  await until("the mark in the store", async () =>
    /Status: 00(09|08)/i.test(readFileSync(store, "latin1")),
  );
  const before = readFileSync(store);
  const opened = await doctor(store, "file");
  expect(opened.examined?.files).toMatchObject([
    {
      messages: 3,
      deleted: 1,
      thunderbird: true,
      format: "mboxrd",
    },
  ]);
  expect(opened.examined?.files[0]?.counts).toEqual({});
  await repaired(opened);
  expect(readFileSync(store)).toEqual(before);
  const text = await until("the result on the page", async () => {
    const seen = await pageText(session.thunderbird, "options");
    return seen.includes("messages are in the repaired copy") ? seen : null;
  });
  expect(text).toContain("Thunderbird's own store.");
});

it("refuses what is no mail in a profile", async () => {
  const profile = await session.thunderbird.chrome<string>("return PathUtils.profileDir;");
  await answerFolderPicker(session.thunderbird, profile);
  await expect(ask("doctor.open", { kind: "folder" })).rejects.toThrow(/backup-folder-refused/);
});

const write = (name: string, bytes: Buffer | string) => writeFileSync(join(files, name), bytes);

/** Three mails, one of them with lines to escape, by Python, mutt and Dovecot. */
async function writeByOthers(): Promise<void> {
  const python = join(files, "python.mbox");
  const script = `import mailbox
box = mailbox.mbox(${JSON.stringify(python)})
for number, body in enumerate(["hello\\n", "x\\nFrom here on\\n>From there\\n", "last\\n"]):
    mail = mailbox.mboxMessage()
    mail["Subject"], mail["From"] = f"s{number}", "ann@example.org"
    mail.set_payload(body)
    mail.set_from("ann@example.org", True)
    box.add(mail)
box.flush()`;
  expect(spawnSync("python3", ["-c", script], { encoding: "utf8" }).stderr).toBe("");
  const home = join(place, "home");
  mkdirSync(home);
  const copy = `<tag-pattern>~A<enter><tag-prefix><copy-message>${files}/mutt.mbox<enter><exit>`;
  const settings = ["confirmappend=no", "confirmcreate=no", "quit=yes", `folder=${home}`];
  const lines = [...settings.map((one) => `set ${one}`), `push "${copy}"`];
  writeFileSync(join(home, "muttrc"), `${lines.join("\n")}\n`);
  const mutt = `mutt -n -R -F ${home}/muttrc -f ${python}`;
  const env = { ...process.env, TERM: "xterm", HOME: home };
  spawnSync("timeout", ["60", "script", "-qec", mutt, "/dev/null"], { env });
  const box = join(home, "box");
  mkdirSync(box);
  writeFileSync(join(box, "source"), readFileSync(python));
  const { owner } = session.dovecot;
  if (process.getuid?.() === 0) {
    // The folders above belong to whoever runs the tests, for their eyes only.
    spawnSync("chmod", ["711", place, home]);
    for (const path of [box, join(box, "source")]) chownSync(path, owner.uid, owner.gid);
  }
  const location = `mail_location=mbox:${box}/mail:INBOX=${box}/dovecot`;
  const source = `mbox:${box}/old:INBOX=${box}/source`;
  await session.dovecot.doveadm("-o", location, "import", "-u", "reader", source, "", "ALL");
  write("dovecot.mbox", readFileSync(join(box, "dovecot")));
}

it("reads files of Python, mutt and Dovecot and damaged copies of them, and repairs them all", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "doctor-others")));
  await writeByOthers();
  const names = ["dovecot.mbox", "mutt.mbox", "python.mbox"];
  for (const name of names) {
    const bytes = readFileSync(join(files, name));
    write(`cut-${name}`, bytes.subarray(0, bytes.length - 4));
    write(`bare-${name}`, bytes.toString("latin1").replace(/^From \S+ .*\d{4}$/gm, "From "));
    write(`unescaped-${name}`, bytes.toString("latin1").replace(/^>From here/gm, "From here"));
  }
  const opened = await doctor(files, "folder");
  const all = opened.examined?.files ?? [];
  const found = Object.fromEntries(all.map((one) => [one.file, one]));
  for (const name of names) {
    expect(found[name], name).toMatchObject({ messages: 3, deleted: 0 });
    expect(isWellFormed(found[name] ?? { counts: { split: 1 } }), name).toBe(true);
    expect(found[`cut-${name}`]).toMatchObject({ messages: 3, counts: { "no-final-line-end": 1 } });
    expect(found[`bare-${name}`]).toMatchObject({ messages: 3, counts: { "bare-separator": 3 } });
    const unescaped = { messages: 3, counts: { "unescaped-from": 1 } };
    expect(found[`unescaped-${name}`], name).toMatchObject(unescaped);
  }
  expect(all).toHaveLength(12);
  const before = names.map((name) => readFileSync(join(files, name)));
  await repaired(opened);
  expect(names.map((name) => readFileSync(join(files, name)))).toEqual(before);
});
