import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Job } from "../../src/core/job";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { withFolders } from "./harness/mail-folders";
import { nastyMail } from "./harness/nasty-mail";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { firstBackup } from "./harness/restoring";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, jobEnd, type Session, startSession } from "./harness/session";

/* Mail of a backup is put into Thunderbird for a try, compared, and taken away again without a trace. */

let session: Session;
let backupId: string;
const nasty = Object.values(nastyMail);
const ordinary = Array.from({ length: 300 }, (_, i) => ordinaryMail("Inbox", i + 1));

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Nasty", "Trash"]);
  putMail(dovecot, ann, "", ordinary);
  putMail(dovecot, ann, "Nasty", nasty);
  const profile = createProfile(
    [{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }],
    // Global search is off in the other tests; here it must have had its chance.
    { "mailnews.database.global.indexer.enabled": true },
  );
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
  expect((await backUp(session)).state).toBe("done");
  backupId = await firstBackup(session);
}, 120_000);
afterAll(() => session?.end());

const localFiles = () => readdirSync(join(session.profile, "Mail/Local Folders")).sort();

/** What a person would see change: folders, their unread counts, files, and what global search knows of the tries. */
const seen = async () => {
  const folders = await withFolders<string[]>(
    session,
    `return MailServices.accounts.accounts.flatMap(({ incomingServer }) =>
       incomingServer.rootFolder.descendants.map(folder =>
         folder.URI + " " + folder.getNumUnread(false) + " " + folder.getTotalMessages(false))).sort();`,
  );
  const indexed = await session.thunderbird.chrome<number>(
    `const { Sqlite } = ChromeUtils.importESModule("resource://gre/modules/Sqlite.sys.mjs");
     const path = PathUtils.join(PathUtils.profileDir, "global-messages-db.sqlite");
     if (!(await IOUtils.exists(path))) return 0;
     const connection = await Sqlite.openConnection({ path, readOnly: true });
     const rows = await connection.execute(
       "SELECT count(*) FROM messages m JOIN folderLocations f ON m.folderID = f.id WHERE instr(f.folderURI, 'Postwacht') > 0");
     await connection.close();
     return rows[0].getInt64(0);`,
  );
  return { folders, indexed, files: localFiles() };
};

async function rehearse(all = false): Promise<Job> {
  await request(session.thunderbird, "options", { type: "restore.rehearse", backupId, all });
  return jobEnd(session);
}

const inBackup = (file: string) => {
  const [folder = ""] = readdirSync(session.backups).filter((name) => name.startsWith(ann));
  return readFileSync(join(session.backups, folder, file), "utf8");
};

const keptIn = () => JSON.parse(inBackup("backup.json")).rehearsal;

it("gets a sample back byte for byte, leaves nothing behind, and writes that into the backup", async () => {
  const before = await seen();
  const job = await rehearse();
  expect([job.error, job.state, job.verdict, job.missing]).toEqual([
    undefined,
    "done",
    "complete",
    [],
  ]);
  expect(job.rehearsal).toMatchObject({ all: false, lost: 0 });
  expect(job.rehearsal?.asked).toBeGreaterThanOrEqual(100);
  expect(job.rehearsal?.asked).toBeLessThanOrEqual(200);
  expect(keptIn()).toEqual(job.rehearsal);
  expect(inBackup("report.html")).toContain(
    `${job.rehearsal?.asked} of ${job.rehearsal?.asked} messages came back whole.`,
  );
  expect(await seen()).toEqual(before);
});

it("gets everything back where that is asked for", async () => {
  const before = await seen();
  const job = await rehearse(true);
  expect([job.error, job.state, job.verdict, job.missing]).toEqual([
    undefined,
    "done",
    "complete",
    [],
  ]);
  const { asked = 0, equal = 0, changed = 0 } = job.rehearsal ?? {};
  expect(asked).toBe(ordinary.length + nasty.length);
  expect(equal + changed).toBe(asked);
  // Only of the nasty mail some come back with what Thunderbird adds to them.
  expect(changed).toBeLessThan(nasty.length / 2);
  expect(await seen()).toEqual(before);
});

it("clears away after a kill in the middle, and ends the try", async () => {
  const before = await seen();
  void request(session.thunderbird, "options", {
    type: "restore.rehearse",
    backupId,
    all: true,
  }).catch(() => undefined);
  await until("a scratch folder", async () => localFiles().length > before.files.length, 30_000, 5);
  await session.thunderbird.kill();
  expect(localFiles()).not.toEqual(before.files);
  await session.restart();
  await openOptions(session.thunderbird);
  const job = await jobEnd(session);
  expect([job.kind, job.state, job.verdict]).toEqual(["rehearse", "done", "complete"]);
  // Of a folder that is gone Thunderbird may write the list once more; the next start takes it away.
  const isMail = (name: string) => !name.endsWith(".msf");
  expect(localFiles().filter(isMail)).toEqual(before.files.filter(isMail));
  await session.thunderbird.quit();
  await session.restart();
  await openOptions(session.thunderbird);
  await until("the lists to be gone", async () => localFiles().length === before.files.length);
});

it("does not call a backup with a damaged index whole", async () => {
  const [folder = ""] = readdirSync(session.backups).filter((name) => name.startsWith(ann));
  const index = join(session.backups, folder, "Nasty.jsonl");
  const text = readFileSync(index);
  // One letter in the last line.
  writeFileSync(
    index,
    Buffer.concat([text.subarray(0, -20), Buffer.from("#"), text.subarray(-19)]),
  );
  const job = await rehearse();
  writeFileSync(index, text);
  expect([job.error, job.state, job.verdict]).toEqual([undefined, "done", "incomplete"]);
  expect(job.missing[0]).toMatchObject({ reason: { code: "index-damaged" } });
  expect(job.rehearsal?.lost).toBeGreaterThan(0);
});
