import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import { lostSince, readCommitted } from "./harness/committed";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { brokenBy, brokenInNextRun, brokenOnDisk, type Watched } from "./harness/proofs";
import { randomFrom } from "./harness/random";
import { forbiddenLines } from "./harness/readers";
import { openRefusingServer, type RefusingServer } from "./harness/refusing-server";
import { makeFolders, putMail } from "./harness/seed";
import {
  backUp,
  jobEnd,
  jobNow,
  keepEvidence,
  type Session,
  startSession,
} from "./harness/session";
import { type Link, openLink } from "./harness/slow-link";
import { mainWindow, openWindows } from "./harness/thunderbird";

let [session, watched, link, server]: [Session, Watched, Link, RefusingServer] = [] as never;
let mails = 0;
const seed = 4;

const newMail = (folder: string, count: number) =>
  putMail(
    session.dovecot,
    ann,
    folder,
    Array.from({ length: count }, () => ordinaryMail("Fault", ++mails, 40)),
  );

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Work", "Passing", "Moving", "Trash"]);
  link = await openLink(dovecot.imapPort);
  server = await openRefusingServer(link.port);
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: server.port }], {
    "mail.server.server1.autosync_offline_stores": false,
  });
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  watched = { session, user: ann, backup: join(session.backups, `${ann} (imap, 127.0.0.1)`) };
  for (const name of ["", "Work", "Passing", "Moving"]) newMail(name, 20);
  await openOptions(session.thunderbird);
  expect(await backUp(session)).toMatchObject({ verdict: "complete" });
});
afterAll(async () => {
  await session?.end();
  await server?.close();
  await link?.close();
});

const evidence = (name: string) =>
  onTestFailed(async () => console.error(await keepEvidence(session, name)));

/** A backup while something is wrong; the server is put right again before anything is compared. */
async function backUpThrough(fault: () => void, mend: () => void) {
  const before = readCommitted(watched.backup);
  fault();
  const job = await backUp(session);
  mend();
  expect(await brokenBy(watched, job, before)).toEqual([]);
  return job;
}

it("loses, doubles and invents nothing when the connection is cut at random points", async () => {
  evidence("cuts");
  const random = randomFrom(seed);
  for (let round = 0; round < 3; round++) {
    newMail("", 10);
    newMail("Work", 30);
    const at = Math.floor(random() * 120_000);
    await backUpThrough(
      () => link.cutAfter(at),
      () => link.cutAfter(Number.POSITIVE_INFINITY),
    );
    expect(await brokenInNextRun(watched)).toEqual([]);
  }
  expect(link.cuts()).toBeGreaterThan(0);
});

it.each([
  ["NO to fetching", /^uid fetch .*body\.peek/i, "NO [SERVERBUG] Not now."],
  ["BAD to fetching", /^uid fetch .*body\.peek/i, "BAD What?"],
  ["NO to opening a folder", /^select .*work/i, "NO [SERVERBUG] Not now."],
  ["BAD to STATUS", /^status /i, "BAD What?"],
  ["NO to listing", /^(list|lsub|xlist) /i, "NO [SERVERBUG] Not now."],
])("says what is missing after %s, and completes later", async (_what, command, answer) => {
  evidence(`refused-${_what}`);
  newMail("Work", 3);
  let refused = 0;
  const job = await backUpThrough(
    () => {
      // A folder that is open on a kept connection needs neither STATUS nor SELECT.
      server.cut();
      server.refuse(command, answer);
    },
    () => {
      refused = server.refused();
      server.refuse(null);
    },
  );
  expect(refused).toBeGreaterThan(0);
  expect(job).toMatchObject({ state: "done", verdict: "incomplete" });
  expect(job.missingCount).toBeGreaterThan(0);
  expect(await brokenInNextRun(watched)).toEqual([]);
});

it("opens no window when the login is refused in the middle", async () => {
  evidence("login-refused");
  newMail("Work", 40);
  const before = readCommitted(watched.backup);
  await request(session.thunderbird, "options", { type: "backup.start" });
  await until("the middle", async () => (await jobNow(session)).done.messages > 0, 30_000, 20);
  server.refuse(/^(authenticate|login) /i, "NO [AUTHENTICATIONFAILED] No.");
  server.cut();
  const job = await jobEnd(session);
  const windows = await openWindows(session.thunderbird);
  server.refuse(null);
  expect(windows).toEqual([mainWindow]);
  expect(job).toMatchObject({ state: "done", verdict: "incomplete" });
  expect(await brokenBy(watched, job, before)).toEqual([]);
  expect(await brokenInNextRun(watched)).toEqual([]);
});

/** Starts a backup, changes the mailbox while it runs, and answers what was promised before, once it has ended. */
async function changeMeanwhile(change: () => Promise<void>) {
  const before = readCommitted(watched.backup);
  newMail("", 60);
  await request(session.thunderbird, "options", { type: "backup.start" });
  await until("the middle", async () => (await jobNow(session)).done.messages > 0, 30_000, 20);
  await change();
  await jobEnd(session);
  // The mailbox has moved on since the run looked at it; the next run's verdict is compared.
  expect(brokenOnDisk(watched, before)).toEqual([]);
  return before;
}

it("keeps up with mail that arrives and is expunged meanwhile", async () => {
  evidence("meanwhile");
  const { doveadm } = session.dovecot;
  await changeMeanwhile(async () => {
    for (let round = 0; round < 5; round++) {
      newMail("Passing", 4);
      newMail("", 2);
      await doveadm("expunge", "-u", ann, "mailbox", "Passing", "uid", `${round * 2 + 1}`);
      await doveadm("expunge", "-u", ann, "mailbox", "INBOX", "uid", `${round + 1}`);
    }
  });
  expect(await brokenInNextRun(watched)).toEqual([]);
});

it("keeps what it has of folders that are deleted and renamed meanwhile", async () => {
  evidence("folders-meanwhile");
  const { doveadm } = session.dovecot;
  const before = await changeMeanwhile(async () => {
    await doveadm("mailbox", "rename", "-u", ann, "-s", "Moving", "Moved");
    await doveadm("mailbox", "delete", "-u", ann, "-s", "Passing");
  });
  expect(await brokenInNextRun(watched)).toEqual([]);
  expect(lostSince(before, watched.backup)).toEqual([]);
  expect(forbiddenLines(session.dovecot)).toEqual([]);
});
