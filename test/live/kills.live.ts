import { statSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Job } from "../../src/core/job";
import { type Committed, readCommitted } from "./harness/committed";
import { holdDiskAfter, untilHeld } from "./harness/disk-stages";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions, request } from "./harness/pages";
import { createProfile } from "./harness/profile";
import { brokenBy } from "./harness/proofs";
import { makeFolders, putMail } from "./harness/seed";
import {
  backUp,
  jobEnd,
  jobNow,
  keepEvidence,
  type Session,
  startSession,
} from "./harness/session";

let session: Session;
let mails = 0;
const backup = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);

/** New mail for every run, so that there is something to write. */
function newMail(): void {
  mails++;
  putMail(session.dovecot, ann, "", [ordinaryMail("Inbox", mails), ordinaryMail("Inbox2", mails)]);
}

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Trash"]);
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }], {
    "mail.server.server1.autosync_offline_stores": false,
  });
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
  newMail();
  expect(await backUp(session)).toMatchObject({ verdict: "complete" });
});
afterAll(() => session?.end());

/** How far a run had come on the disk, beside what backup.json promised before it. */
function stageOf(before: Committed): string {
  const grown = (file: string) =>
    statSync(join(backup(), file)).size > (before.get(file)?.length ?? 0);
  const now = readCommitted(backup());
  if ((now.get("Inbox.jsonl")?.length ?? 0) > (before.get("Inbox.jsonl")?.length ?? 0)) {
    return "committed";
  }
  if (grown("Inbox.jsonl")) return "index written";
  return grown("Inbox.mbox") ? "mbox written" : "begun";
}

/** Kills Thunderbird behind so many changes to the disk, lets the next one go on, and answers how far it was. */
async function killAfter(changes: number): Promise<string> {
  newMail();
  const committed = readCommitted(backup());
  const last = (await jobNow(session)).id;
  await holdDiskAfter(session.thunderbird, changes);
  // A start may be held as well, and then never answers.
  void request<Job>(session.thunderbird, "options", { type: "backup.start" }).catch(
    () => undefined,
  );
  const outcome = await untilHeld(session.thunderbird, async () => {
    const job = await jobNow(session);
    return job.id !== last && job.state !== "running";
  });
  expect(outcome, `after ${changes} changes`).toBe("held");
  const stage = stageOf(committed);
  const before = readCommitted(backup());
  await session.thunderbird.kill();
  await session.restart();
  await openOptions(session.thunderbird);
  // Where the job had not even begun, the user begins it again.
  const unfinished = (await jobNow(session)).state === "running";
  const job = unfinished ? await jobEnd(session) : await backUp(session);
  expect(job, `${stage}, after ${changes} changes`).toMatchObject({
    state: "done",
    verdict: "complete",
  });
  const watched = { session, user: ann, backup: backup() };
  expect(await brokenBy(watched, job, before), `${stage}, after ${changes} changes`).toEqual([]);
  return stage;
}

it("goes on after a kill at every stage of the writing order, and stores nothing twice", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "kills")));
  const stages = [];
  // Behind the claim of the folder and the lock; each change to the disk up to the commit has its turn.
  for (let changes = 3; stages.at(-1) !== "committed"; changes++) {
    stages.push(await killAfter(changes));
  }
  // Written and flushed, each by itself.
  expect(stages.filter((stage) => stage === "mbox written").length).toBeGreaterThan(1);
  expect(stages.filter((stage) => stage === "index written").length).toBeGreaterThan(1);
}, 240_000);
