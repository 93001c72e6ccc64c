import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Manifest } from "../../src/core/backup/manifest";
import { createDovecot, type Dovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { localNames, misreadNames, namesWithSlash, nastyNames } from "./harness/nasty-folders";
import { openOptions } from "./harness/pages";
import { createProfile } from "./harness/profile";
import { compareWithServer, forbiddenLines } from "./harness/readers";
import { makeFolders, modifiedUtf7, putMail, saveMail } from "./harness/seed";
import { backUp, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
let dotted: Dovecot;
const bea = "bea@example.nl";
const folderOf = (user: string) => join(session.backups, `${user} (imap, 127.0.0.1)`);
const localFolder = () => join(session.backups, "Local Folders (local, Local Folders)");
const onSlashServer = [...nastyNames, ...misreadNames];

/** Makes the folders, half of them unsubscribed. */
async function makeAll(dovecot: Dovecot, user: string, names: readonly string[]) {
  await makeFolders(dovecot, user, ["Trash"]);
  for (const odd of [0, 1]) {
    const some = names.filter((_name, i) => i % 2 === odd);
    await makeFolders(dovecot, user, some, odd === 0);
  }
}

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  dotted = await createDovecot([bea], { separator: "." });
  await Promise.all([dovecot.start(), dotted.start()]);
  await makeAll(dovecot, ann, onSlashServer);
  await makeAll(dotted, bea, namesWithSlash);
  for (const [i, name] of onSlashServer.entries()) {
    putMail(dovecot, ann, name, [ordinaryMail("slash", i + 1)]);
  }
  for (const [i, name] of namesWithSlash.entries()) {
    await saveMail(dotted, bea, name, ordinaryMail("dot", i + 1));
  }
  const profile = createProfile([
    { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
    { type: "imap", user: bea, email: bea, port: dotted.imapPort },
  ]);
  session = await startSession(dovecot, profile, [
    { type: "imap", user: ann },
    { type: "imap", user: bea },
  ]);
  await openOptions(session.thunderbird);
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const root = MailServices.accounts.localFoldersServer.rootFolder;
     for (const name of args[0]) {
       root.createSubfolder(name, null);
       root.subFolders.find(one => one.name == name)
         .QueryInterface(Ci.nsIMsgLocalMailFolder)
         .addMessage("From - Mon Jun  2 10:00:00 2025\\r\\nSubject: " + encodeURI(name) + "\\r\\n\\r\\ntext\\r\\n");
     }`,
    localNames,
  );
});
afterAll(async () => {
  await session?.end();
  await dotted?.remove();
});

it("saves every folder, and names the two that Thunderbird cannot ask for", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "nasty-folders")));
  const job = await backUp(session);
  expect(job.state).toBe("done");
  expect(job.missing.map(({ folder, reason }) => [folder, reason.code]).sort()).toEqual(
    misreadNames.map((name) => [name, "folder-name-misread"]).sort(),
  );
  expect(job.verdict).toBe("incomplete");
});

it("keeps each folder's mail under the name that the server has, whatever the delimiter", async () => {
  const whole = { server: 1, saved: 1, missing: [], extra: [], differing: [], verdict: "complete" };
  const slash = await compareWithServer(session.dovecot, ann, folderOf(ann));
  expect(Object.keys(slash.folders)).toHaveLength(onSlashServer.length + 2);
  for (const name of nastyNames) {
    expect([name, slash.folders[modifiedUtf7(name)]]).toMatchObject([name, whole]);
  }
  const dot = await compareWithServer(dotted, bea, folderOf(bea));
  expect(dot.verdict).toBe("complete");
  for (const name of namesWithSlash) {
    expect([name, dot.folders[modifiedUtf7(name)]]).toMatchObject([name, whole]);
  }
});

it("keeps Local Folders of such names, each in files of its own", () => {
  const manifest: Manifest = JSON.parse(readFileSync(join(localFolder(), "backup.json"), "utf8"));
  const records = manifest.folders.filter(({ name }) => localNames.includes(name));
  expect(records.map(({ name }) => name).sort()).toEqual([...localNames].sort());
  for (const { name, verdict, messages, volumes, index } of records) {
    expect([name, verdict?.state, messages]).toEqual([name, "complete", 1]);
    const file = readFileSync(join(localFolder(), volumes[0]?.file ?? ""), "latin1").replaceAll(
      "\r",
      "",
    );
    expect(file).toContain(`Subject: ${encodeURI(name)}\n`);
    expect(existsSync(join(localFolder(), index))).toBe(true);
  }
});

it("uses no file name that another system could not take", () => {
  for (const entry of readdirSync(session.backups, { recursive: true, withFileTypes: true })) {
    expect(entry.name).not.toMatch(/[\\/:*?"<>|]|[. ]$|^(con|nul|com1|aux|prn)(\.|$)/i);
    expect(Buffer.byteLength(entry.name)).toBeLessThan(256);
    expect(entry.name.normalize("NFC")).toBe(entry.name);
  }
});

it("sent nothing to the servers that a backup may not send", () => {
  expect([...forbiddenLines(session.dovecot), ...forbiddenLines(dotted)]).toEqual([]);
});
