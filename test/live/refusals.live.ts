import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answerFolderPicker } from "./harness/backup-folder";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions, request } from "./harness/pages";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, jobEnd, type Session, startSession } from "./harness/session";
import { mainWindow, openWindows } from "./harness/thunderbird";

let session: Session;
const bea = "bea@example.nl";

beforeAll(async () => {
  const dovecot = await createDovecot([ann, bea]);
  await dovecot.start();
  for (const user of [ann, bea]) {
    await makeFolders(dovecot, user, ["Trash"]);
    putMail(dovecot, user, "", [ordinaryMail(user, 1), ordinaryMail(user, 2)]);
  }
  const profile = createProfile([
    { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
    { type: "imap", user: bea, email: bea, port: dovecot.imapPort },
  ]);
  // Thunderbird knows no password for bea.
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterAll(() => session?.end());

type Reply = { ok: boolean; error?: { code: string } };
const ask = (message: object) =>
  inPage<Reply>(
    session.thunderbird,
    "options",
    "return await browser.runtime.sendMessage(toPage(args[0]));",
    message,
  );
const codeOf = async (message: object) => (await ask(message)).error?.code;
const choose = async (folder: string) => {
  await answerFolderPicker(session.thunderbird, folder);
  return codeOf({ type: "backup.chooseFolder" });
};
const annFolder = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);

it("refuses to start without a folder, and folders in a profile or with a strange mark", async () => {
  expect(await codeOf({ type: "backup.start" })).toBe("no-backup-folder");
  expect(await choose(session.profile)).toBe("backup-folder-refused");
  expect(await choose(join(session.profile, "ImapMail"))).toBe("backup-folder-refused");
  const foreign = mkdtempSync(join(session.backups, "foreign-"));
  writeFileSync(join(foreign, "postwacht-root.json"), "not ours");
  expect(await choose(foreign)).toBe("backup-folder-foreign");
});

it("refuses requests that are none", async () => {
  expect(await codeOf({ type: "backup.start", accounts: "all" })).toBe("bad-request");
  expect(await codeOf({ type: "backup.show", backupId: "../.." })).toBe("bad-request");
  expect(await ask({ type: "toString" }).catch(() => null)).toBeNull();
});

it("skips an account without a password, opens no window, and says so; the other is complete", async () => {
  await answerFolderPicker(session.thunderbird, session.backups);
  const job = await backUp(session);
  expect(job).toMatchObject({ state: "done", verdict: "incomplete" });
  const codes = new Set(job.missing.map(({ account, reason }) => `${account} ${reason.code}`));
  expect([...codes]).toEqual([`${bea} password-needed`]);
  const windows = await openWindows(session.thunderbird);
  expect(windows).toEqual([mainWindow]);
  const list = await request<{ name: string; verdict: string }[]>(session.thunderbird, "options", {
    type: "backup.list",
  });
  expect(Object.fromEntries(list.map(({ name, verdict }) => [name, verdict]))).toEqual({
    [ann]: "complete",
    [bea]: "incomplete",
  });
});

it("skips every account when Thunderbird is offline, and loses nothing", async () => {
  const before = readFileSync(join(annFolder(), "Inbox.mbox"));
  await session.thunderbird.chrome("Services.io.offline = true;");
  const job = await backUp(session, { accounts: ["account1"] });
  expect(job).toMatchObject({ state: "done", verdict: "incomplete" });
  expect(job.missing[0]?.reason.code).toBe("offline");
  await session.thunderbird.chrome("Services.io.offline = false;");
  expect(readFileSync(join(annFolder(), "Inbox.mbox"))).toEqual(before);
});

it("backs up one folder alone, and does not say it of the whole account", async () => {
  const listed = () =>
    request<{ name: string; endedAt: number }[]>(session.thunderbird, "options", {
      type: "backup.list",
    });
  const before = await listed();
  const job = await backUp(session, { accounts: ["account1"], folders: ["account1://INBOX"] });
  expect(job).toMatchObject({ state: "done", verdict: "complete", done: { messages: 2 } });
  expect(await listed()).toEqual(before);
  expect(await codeOf({ type: "backup.start", folders: [] })).toBe("bad-request");
});

it("answers busy to a second start", async () => {
  const [first, second] = await Promise.all([
    ask({ type: "backup.start" }),
    ask({ type: "backup.start" }),
  ]);
  expect([first.ok, second.ok].sort()).toEqual([false, true]);
  expect((first.error ?? second.error)?.code).toBe("busy");
  await jobEnd(session);
});

it("says that the stick is not there, and that another one is not the right one", async () => {
  const away = `${session.backups}-away`;
  renameSync(session.backups, away);
  expect(await codeOf({ type: "backup.start" })).toBe("backup-folder-missing");
  mkdirSync(session.backups);
  expect(await codeOf({ type: "backup.start" })).toBe("backup-folder-foreign");
  expect(readdirSync(session.backups)).toEqual([]);
  writeFileSync(join(session.backups, "postwacht-root.json"), '{"format":1,"id":"another"}');
  expect(await codeOf({ type: "backup.start" })).toBe("backup-folder-foreign");
  renameSync(session.backups, `${session.backups}-other`);
  renameSync(away, session.backups);
});

it("writes nothing to a backup that went back in time or lost its end", async () => {
  const manifest = join(annFolder(), "backup.json");
  const old = readFileSync(manifest);
  await backUp(session, { accounts: ["account1"] });
  const now = readFileSync(manifest);
  writeFileSync(manifest, old);
  const rolledBack = await backUp(session, { accounts: ["account1"] });
  expect(rolledBack).toMatchObject({
    state: "failed",
    error: { code: "backup-older-than-remembered" },
  });
  writeFileSync(manifest, now);
  const mbox = join(annFolder(), "Inbox.mbox");
  const whole = readFileSync(mbox);
  writeFileSync(mbox, whole.subarray(0, -1));
  const short = await backUp(session, { accounts: ["account1"] });
  expect(short).toMatchObject({ state: "failed", error: { code: "backup-file-short" } });
  writeFileSync(mbox, whole);
  expect(await backUp(session, { accounts: ["account1"] })).toMatchObject({ verdict: "complete" });
});

it("lets a page write nowhere but under the picked folder, and replace no mail", async () => {
  const { backups } = session;
  symlinkSync("/tmp", join(backups, "link"));
  const attack = (call: string) =>
    inPage<string>(
      session.thunderbird,
      "options",
      `const disk = browser.backupDisk;
       const root = (await disk.roots()).find(one => one.path == args[0]).rootId;
       const owner = await disk.claim(root);
       const bytes = () => new page.ArrayBuffer(1);
       try { await (${call}); return "written"; } catch (error) { return String(error.message); }`,
      backups,
    );
  const paths = [
    "../x.bin",
    "/tmp/x.bin",
    "a/../../x.bin",
    "link/x.bin",
    "a\\\\b",
    "x.",
    "",
    "C:x",
    ".bashrc",
    ".config/autostart/x.desktop",
  ];
  for (const path of paths) {
    const answer = await attack(`disk.append(root, owner, ${JSON.stringify(path)}, 0, bytes())`);
    expect(answer, path).toBe("bad-request");
  }
  expect(await attack(`disk.append("no-root", owner, "x.bin", 0, bytes())`)).toBe(
    "backup-folder-in-use",
  );
  expect(await attack(`disk.readRange("no-root", "x", 0, 1)`)).toBe("no-backup-folder");
  expect(await attack(`disk.replace(root, owner, "Inbox.mbox", bytes())`)).toBe("bad-request");
  expect(await attack(`disk.append(root, "old owner", "x.bin", 0, bytes())`)).toBe(
    "backup-folder-in-use",
  );
  expect(await attack(`disk.append(root, owner, "x.bin", 7, bytes())`)).toBe(
    "backup-folder-in-use",
  );
});
