import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import {
  differences,
  localFiles,
  serverState,
  type ThunderbirdState,
  thunderbirdState,
} from "./harness/left-as-found";
import { ordinaryMail } from "./harness/mail";
import { untilListed, withFolders } from "./harness/mail-folders";
import { openOptions } from "./harness/pages";
import { createProfile } from "./harness/profile";
import { forbiddenLines } from "./harness/readers";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
let server: object;
let here: ThunderbirdState;
let files: Record<string, string>;
const bea = "bea@example.nl";
const letters = (folder: string, count: number) =>
  Array.from({ length: count }, (_, i) => ordinaryMail(folder, i + 1));
/** Every mark that a message may have: seen, replied, starred, draft, and none at all. */
const marks = ["S", "", "RS", "FS", "DS", "", "FRS"];

beforeAll(async () => {
  const dovecot = await createDovecot([ann, bea]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Kept", "Not kept", "Never opened", "Trash"]);
  await makeFolders(dovecot, ann, ["Not subscribed", "Kept/Below"], false);
  for (const folder of ["", "Kept", "Not kept", "Never opened", "Not subscribed", "Kept/Below"]) {
    putMail(dovecot, ann, folder, letters(folder || "Inbox", 14), (i) => marks[i % 7] ?? "");
  }
  await dovecot.doveadm("flags", "add", "-u", ann, "$label1 work", "mailbox", "Kept", "1:3");
  putMail(dovecot, bea, "", letters("pop", 5));
  const leave = { leave_on_server: true, delete_by_age_from_server: false };
  const profile = createProfile([
    { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
    { type: "pop3", user: bea, email: bea, port: dovecot.popPort, settings: leave },
  ]);
  session = await startSession(dovecot, profile, [
    { type: "imap", user: ann },
    { type: "pop3", user: bea },
  ]);
  await openOptions(session.thunderbird);
  for (const name of ["Inbox", "Kept", "Not kept"])
    await untilListed(session, "account1", name, 14);
  await withFolders(
    session,
    `const { Offline } = Ci.nsMsgFolderFlags;
     folderOf("account1", "Kept").setFlag(Offline);
     folderOf("account1", "Not kept").clearFlag(Offline);
     const inbox = folderOf("account2", "Inbox");
     MailServices.pop3.GetNewMail(null, null, inbox, serverOf("account2"));`,
  );
  await untilListed(session, "account2", "Inbox", 5);
  server = await serverState(dovecot, ann);
  here = await thunderbirdState(session);
  files = localFiles(session);
  dovecot.clearLog();
});
afterAll(() => session?.end());

it("backs everything up", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "left-as-found")));
  const job = await backUp(session);
  expect(job).toMatchObject({ state: "done", verdict: "complete", missing: [] });
  expect(job.done.messages).toBe(6 * 14 + 5);
});

it("leaves flags, tags, subscriptions and folders on the server as they were", async () => {
  expect(forbiddenLines(session.dovecot)).toEqual([]);
  expect(await serverState(session.dovecot, ann)).toEqual(server);
});

it("leaves what Thunderbird keeps offline, and every mark on its messages, as it was", async () => {
  const after = await thunderbirdState(session);
  const isNew = (uri: string) => /\/(Not subscribed|Kept\/Below)$/.test(uri);
  const known = Object.keys(after.folders).filter((uri) => !isNew(uri));
  expect(Object.keys(after.folders)).toHaveLength(known.length + 2);
  const only = <T>(all: Record<string, T>) =>
    Object.fromEntries(known.map((uri) => [uri, all[uri]]));
  expect(only(after.folders)).toEqual(here.folders);
  const changed = differences(only(here.messages), only(after.messages));
  // Rows are what a first opening makes.
  for (const [uri, [before]] of Object.entries(changed)) {
    expect([uri, before]).toEqual([expect.stringMatching(/\/Never opened$/), []]);
  }
});

/** Thunderbird's own timers write when they last went off. */
const clockwork = /^app\.update\.lastUpdateTime\./;

it("changes no setting of Thunderbird but its own", async () => {
  const { prefs } = await thunderbirdState(session);
  const changed = Object.keys(differences(here.prefs, prefs));
  // The places of backups, and in the second what was put away from an Inbox.
  const own = /^extensions\.postwacht\.(backupRoots|putAway)$/;
  expect(changed.filter((name) => own.test(name))).toContain("extensions.postwacht.backupRoots");
  expect(changed.filter((name) => !own.test(name) && !clockwork.test(name))).toEqual([]);
});

it("leaves the mail of POP accounts and Local Folders on the disk byte for byte", () => {
  expect(Object.keys(files).length).toBeGreaterThan(1);
  expect(localFiles(session)).toEqual(files);
});
