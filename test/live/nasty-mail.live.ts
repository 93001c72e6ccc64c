import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { changedByThunderbird, nastyMail } from "./harness/nasty-mail";
import { openOptions } from "./harness/pages";
import { createProfile } from "./harness/profile";
import {
  compareWithServer,
  countWithDovecot,
  countWithMutt,
  forbiddenLines,
} from "./harness/readers";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, keepEvidence, type Session, startSession } from "./harness/session";
import { openInThunderbird } from "./harness/thunderbird-reader";

let session: Session;
const names = Object.keys(nastyMail);
const folder = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Nasty", "Trash"]);
  putMail(dovecot, ann, "Nasty", Object.values(nastyMail), (i) =>
    names[i] === "draft" ? "DS" : "S",
  );
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterAll(() => session?.end());

it("saves every message that tries to break mbox, and proves it", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "nasty-mail")));
  const job = await backUp(session);
  expect(job).toMatchObject({ state: "done", verdict: "complete", missing: [] });
  expect(job.done.messages).toBe(names.length);
});

it("keeps them byte for byte, but for what Thunderbird itself is shown to change", async () => {
  const { folders } = await compareWithServer(session.dovecot, ann, folder());
  const nasty = folders.Nasty;
  expect(nasty).toMatchObject({
    server: names.length,
    saved: names.length,
    missing: [],
    extra: [],
  });
  // Maildir files are numbered in the order in which they were put there.
  const byName = new Map(nasty?.differing.map((one) => [names[one.uid - 1], one]));
  expect([...byName.keys()].sort()).toEqual(Object.keys(changedByThunderbird).sort());
  for (const [name, change] of Object.entries(changedByThunderbird)) {
    const one = byName.get(name);
    expect(one?.kept, name).toBe(change(String(one?.server)));
    expect(one?.serverSize, name).toBe(String(one?.server).length);
  }
});

it("marks the changed ones in the report", () => {
  const report = readFileSync(join(folder(), "report.html"), "utf8");
  expect(report).toContain("2 messages are not byte for byte as on the server");
});

it("sent nothing to the server that a backup may not send", () => {
  expect(forbiddenLines(session.dovecot)).toEqual([]);
});

it("can be read by Python, mutt, Dovecot and Thunderbird, each with the same number", async () => {
  const { folders } = await compareWithServer(session.dovecot, ann, folder());
  const file = join(folder(), "Nasty.mbox");
  const counts = [
    folders.Nasty?.python["Nasty.mbox"],
    await countWithMutt(file),
    await countWithDovecot(session.dovecot, file),
    (await openInThunderbird(session, file)).messages,
  ];
  expect(counts).toEqual(counts.map(() => names.length));
});
