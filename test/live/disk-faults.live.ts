import { existsSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Job } from "../../src/core/job";
import { readCommitted } from "./harness/committed";
import { holdDiskAfter, letDiskGoOn, untilHeld } from "./harness/disk-stages";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions, request } from "./harness/pages";
import { createProfile } from "./harness/profile";
import { brokenBy, brokenInNextRun, type Watched } from "./harness/proofs";
import { makeFolders, putMail } from "./harness/seed";
import {
  backUp,
  jobEnd,
  jobNow,
  keepEvidence,
  type Session,
  startSession,
} from "./harness/session";
import { mountSmallDisk, type SmallDisk } from "./harness/small-disk";

let [session, disk, watched]: [Session?, SmallDisk?, Watched?] = [];
const parts = () => ({
  session: session as Session,
  disk: disk as SmallDisk,
  watched: watched as Watched,
});
let mails = 0;

/** About 40 KB each. */
const largeMail = (count: number) =>
  Array.from({ length: count }, () => ordinaryMail("Large", ++mails, 1000));

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Early", "Late", "Trash"]);
  for (const name of ["", "Early", "Late"]) putMail(dovecot, ann, name, largeMail(5));
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }], {
    "mail.server.server1.autosync_offline_stores": false,
  });
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  disk = await mountSmallDisk(session.backups, 131_072);
  watched = { session, user: ann, backup: join(session.backups, `${ann} (imap, 127.0.0.1)`) };
  await openOptions(session.thunderbird);
  expect(await backUp(session)).toMatchObject({ missing: [], verdict: "complete" });
});
afterAll(async () => {
  await disk?.remove();
  await session?.end();
});

const evidence = (name: string) =>
  onTestFailed(async () => console.error(await keepEvidence(parts().session, name)));

/** Starts a backup, and answers when it stands before its change number `changes` to the disk. */
async function startAndHold(changes: number): Promise<void> {
  const { session } = parts();
  const last = (await jobNow(session)).id;
  await holdDiskAfter(session.thunderbird, changes);
  await request<Job>(session.thunderbird, "options", { type: "backup.start" });
  const outcome = await untilHeld(session.thunderbird, async () => {
    const job = await jobNow(session);
    return job.id !== last && job.state !== "running";
  });
  expect(outcome).toBe("held");
}

it("stops with a clear reason when the disk is full, and completes when there is room", async () => {
  evidence("disk-full");
  const { session, disk, watched } = parts();
  putMail(session.dovecot, ann, "Early", largeMail(40));
  putMail(session.dovecot, ann, "Late", largeMail(60));
  const before = readCommitted(watched.backup);
  // Somebody else fills the disk while the run writes: the next write finds no room, or the look each second does.
  await startAndHold(5);
  await disk.fill(100 * 1024);
  await letDiskGoOn(session.thunderbird);
  const job = await jobEnd(session);
  expect(job).toMatchObject({ state: "failed", verdict: "incomplete" });
  expect(["disk-full", "room-ran-out"]).toContain(job.error?.code);
  expect(await brokenBy(watched, job, before)).toEqual([]);
  const refused = await backUp(session);
  expect(refused).toMatchObject({ state: "failed", error: { code: "no-room-for-backup" } });
  expect(await brokenBy(watched, refused, before)).toEqual([]);
  await disk.resize(131_072);
  expect(await brokenInNextRun(watched)).toEqual([]);
});

it("stops with a clear reason when the folder can only be read, and completes when it can be written", async () => {
  evidence("read-only");
  const { session, disk, watched } = parts();
  putMail(session.dovecot, ann, "", largeMail(3));
  const before = readCommitted(watched.backup);
  await disk.readOnly(true);
  const job = await backUp(session);
  expect(job).toMatchObject({
    state: "failed",
    verdict: "incomplete",
    error: { code: "disk-write-failed" },
  });
  await disk.readOnly(false);
  expect(await brokenBy(watched, job, before)).toEqual([]);
  expect(await brokenInNextRun(watched)).toEqual([]);
});

it("writes nothing under the mount point of a disk that was unplugged in the middle", async () => {
  evidence("unplugged");
  const { session, disk, watched } = parts();
  putMail(session.dovecot, ann, "", largeMail(3));
  putMail(session.dovecot, ann, "Late", largeMail(3));
  const before = readCommitted(watched.backup);
  await startAndHold(5);
  await disk.unplug();
  await letDiskGoOn(session.thunderbird);
  const job = await jobEnd(session);
  expect(readdirSync(session.backups)).toEqual([]);
  expect(job).toMatchObject({
    state: "failed",
    verdict: "incomplete",
    error: { code: "backup-folder-missing" },
  });
  await disk.plugIn();
  expect(await brokenBy(watched, job, before)).toEqual([]);
  expect(await brokenInNextRun(watched)).toEqual([]);
});

it("makes no new folder where the chosen one was taken away in the middle", async () => {
  evidence("taken-away");
  const { session, disk, watched } = parts();
  putMail(session.dovecot, ann, "Late", largeMail(3));
  const before = readCommitted(watched.backup);
  await startAndHold(6);
  await disk.unplug();
  rmdirSync(session.backups);
  await letDiskGoOn(session.thunderbird);
  const job = await jobEnd(session);
  expect(existsSync(session.backups)).toBe(false);
  expect(job).toMatchObject({ state: "failed", error: { code: "backup-folder-missing" } });
  mkdirSync(session.backups);
  await disk.plugIn();
  expect(await brokenBy(watched, job, before)).toEqual([]);
  expect(await brokenInNextRun(watched)).toEqual([]);
});
