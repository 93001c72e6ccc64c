import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions } from "./harness/pages";
import { createProfile } from "./harness/profile";
import { compareWithServer, forbiddenLines } from "./harness/readers";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
const mailOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1));
const backup = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);
const lines = (file: string): { t: string; messageId?: string }[] =>
  readFileSync(join(backup(), file), "utf8")
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text));
const kinds = (file: string) => {
  const count: Record<string, number> = {};
  for (const { t } of lines(file)) count[t] = (count[t] ?? 0) + 1;
  return count;
};

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Changing", "Renumbered", "Emptied", "Deleted", "Trash"]);
  for (const name of ["Changing", "Renumbered", "Emptied", "Deleted"]) {
    putMail(dovecot, ann, name, mailOf(name, 30));
  }
  // With its own synchronisation on, Thunderbird may open the emptied folder before the backup has looked at it.
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }], {
    "mail.server.server1.autosync_offline_stores": false,
  });
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
  expect(await backUp(session)).toMatchObject({ verdict: "complete" });
});
afterAll(() => session?.end());

/** Stops Thunderbird while the server changes, as it does between two runs of a real life. */
async function meanwhile(change: () => Promise<void>): Promise<void> {
  await session.thunderbird.quit();
  await change();
  session.dovecot.clearLog();
  await session.restart();
  await openOptions(session.thunderbird);
}

it("records what came, what left and what was marked, and stores nothing twice", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "changes")));
  const { doveadm } = session.dovecot;
  await meanwhile(async () => {
    await doveadm("expunge", "-u", ann, "mailbox", "Changing", "uid", "1:3");
    await doveadm("flags", "add", "-u", ann, "\\Flagged", "mailbox", "Changing", "uid", "10");
    putMail(session.dovecot, ann, "Changing", [ordinaryMail("Later", 1), ordinaryMail("Later", 2)]);
  });
  expect(await backUp(session)).toMatchObject({ verdict: "complete", missing: [] });
  expect(kinds("Changing.jsonl")).toEqual({ msg: 32, gone: 3, flags: 1 });
  const { folders } = await compareWithServer(session.dovecot, ann, backup());
  expect(folders.Changing).toMatchObject({ server: 29, saved: 29, missing: [], differing: [] });
});

it("recognises every message of a renumbered mailbox", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "renumbered")));
  const length = readFileSync(join(backup(), "Renumbered.mbox")).length;
  await meanwhile(async () => {
    // Without Dovecot's index files every message gets a new UID under a new UIDVALIDITY.
    const folder = join(session.dovecot.maildir(ann), "Renumbered");
    for (const name of readdirSync(folder)) {
      if (name.startsWith("dovecot")) rmSync(join(folder, name));
    }
  });
  const job = await backUp(session);
  expect(job.verdict).toBe("complete");
  expect(kinds("Renumbered.jsonl")).toEqual({ msg: 30, ref: 30 });
  expect(readFileSync(join(backup(), "Renumbered.mbox")).length).toBe(length);
});

it("keeps the mail of a folder that the server has emptied, and says that it looks different", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "emptied")));
  await meanwhile(async () => {
    await session.dovecot.doveadm("expunge", "-u", ann, "mailbox", "Emptied", "all");
  });
  const job = await backUp(session);
  expect(job.verdict).toBe("incomplete");
  expect(job.missing).toContainEqual(
    expect.objectContaining({
      folder: "Emptied",
      reason: expect.objectContaining({ code: "server-looks-different" }),
    }),
  );
  expect(kinds("Emptied.jsonl")).toEqual({ msg: 30 });
  // Thunderbird's own synchronisation may still open it; what protects the mail is that it was committed before.
  const { folders } = await compareWithServer(session.dovecot, ann, backup());
  expect(folders.Emptied).toMatchObject({ server: 0, saved: 30, verdict: "incomplete" });
});

it("keeps a folder that is no longer on the server", async () => {
  await meanwhile(async () => {
    await session.dovecot.doveadm("mailbox", "delete", "-u", ann, "-s", "Deleted");
    putMail(session.dovecot, ann, "Emptied", mailOf("Emptied", 30));
  });
  const job = await backUp(session);
  expect(job.missing.filter(({ folder }) => folder === "Deleted")).toEqual([]);
  expect(kinds("Deleted.jsonl")).toEqual({ msg: 30 });
  expect(readFileSync(join(backup(), "report.html"), "utf8")).toContain(
    "The folder is no longer there; what was saved is kept.",
  );
  expect(forbiddenLines(session.dovecot)).toEqual([]);
});

it("takes the word of the server where another program expunged mail of folders that Thunderbird keeps open", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "expunged")));
  session.dovecot.clearLog();
  for (const name of ["Changing", "Renumbered", "Emptied"]) {
    await session.dovecot.doveadm("expunge", "-u", ann, "mailbox", name, "1:2");
  }
  expect(await backUp(session)).toMatchObject({ verdict: "complete", missing: [] });
  const { folders } = await compareWithServer(session.dovecot, ann, backup());
  expect(folders.Changing).toMatchObject({ server: 27, saved: 27, missing: [], differing: [] });
  expect(folders.Renumbered).toMatchObject({ server: 28, saved: 28, missing: [], differing: [] });
  expect(folders.Emptied).toMatchObject({ server: 28, saved: 28, missing: [], differing: [] });
  expect(forbiddenLines(session.dovecot)).toEqual([]);
});
