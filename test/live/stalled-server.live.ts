import { join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFailed } from "vitest";
import type { Job } from "../../src/core/job";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { compareWithServer } from "./harness/readers";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, jobNow, keepEvidence, type Session, startSession } from "./harness/session";
import { type Link, openLink } from "./harness/slow-link";

let session: Session;
let link: Link;
const folders = { First: 100, Second: 900 };
const total = 1000;
const backup = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);

beforeEach(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, [...Object.keys(folders), "Trash"]);
  for (const [name, count] of Object.entries(folders)) {
    const messages = Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1, 300));
    putMail(dovecot, ann, name, messages);
  }
  link = await openLink(dovecot.imapPort, { delayMs: 20 });
  const settings = { autosync_offline_stores: false };
  const profile = createProfile(
    [{ type: "imap", user: ann, email: ann, port: link.port, settings }],
    // Thunderbird gives a silent connection up by itself, by default after 100 seconds.
    { "mailnews.tcptimeout": 5 },
  );
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
  await request(session.thunderbird, "options", { type: "backup.chooseFolder" });
});
afterEach(async () => {
  await session?.end();
  await link?.close();
});

const start = () => request<Job>(session.thunderbird, "options", { type: "backup.start" });

/** Lets nothing through any more once the second folder's mail is on its way. */
async function stallInTheMiddle(): Promise<void> {
  await until(
    "the middle of the backup",
    async () => {
      const job = await jobNow(session);
      if (job.state !== "running") throw new Error(`it is over: ${JSON.stringify(job)}`);
      return job.done.messages >= folders.First;
    },
    60_000,
    10,
  );
  link.stall();
}

it("gives a silent server up, says so, and completes the backup once it answers again", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "stalled")));
  await start();
  await stallInTheMiddle();
  const job = await jobEnd(session, 150_000);
  expect(job).toMatchObject({ state: "done", verdict: "incomplete" });
  const codes = job.missing.map(({ reason }) => reason.code);
  expect(codes.some((code) => code === "server-silent" || code === "server-unreachable")).toBe(
    true,
  );

  link.goOn();
  await start();
  expect(await jobEnd(session)).toMatchObject({ state: "done", verdict: "complete", missing: [] });
  const { folders: compared } = await compareWithServer(session.dovecot, ann, backup());
  for (const [name, count] of Object.entries(folders)) {
    expect(compared[name], name).toMatchObject({ server: count, saved: count, entries: count });
  }
});

it("ends within a second when it is cancelled while the server is silent", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "stalled-cancel")));
  await start();
  await stallInTheMiddle();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await request(session.thunderbird, "options", { type: "job.cancel" });
  const asked = Date.now();
  const job = await jobEnd(session);
  expect(job).toMatchObject({ state: "cancelled" });
  expect((job.endedAt ?? 0) - asked).toBeLessThan(1000);

  link.goOn();
  await start();
  const whole = await jobEnd(session);
  expect(whole).toMatchObject({ state: "done", verdict: "complete" });
  expect(whole.done.messages).toBe(total);
});
