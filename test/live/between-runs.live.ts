import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Job } from "../../src/core/job";
import { lostSince, readCommitted } from "./harness/committed";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions } from "./harness/pages";
import { createProfile } from "./harness/profile";
import { brokenBy, type Watched } from "./harness/proofs";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, keepEvidence, type Session, startSession } from "./harness/session";
import { mainWindow, openWindows } from "./harness/thunderbird";

let [session, watched]: [Session, Watched] = [] as never;
const bea = "bea@example.nl";
/** Thunderbird signs in to this host with OAuth2, and has no token for it. */
const oauth = { authMethod: 10, "oauth2.issuer": "accounts.google.com", "oauth2.scope": "mail" };
const mailOf = (name: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ordinaryMail(name, from + i + 1));

beforeAll(async () => {
  const dovecot = await createDovecot([ann, bea]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Replaced", "Kept", "Trash"]);
  for (const name of ["", "Replaced", "Kept"])
    putMail(dovecot, ann, name, mailOf(`Box${name}`, 12));
  const profile = createProfile(
    [
      { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
      { type: "imap", user: bea, email: bea, port: dovecot.imapPort, settings: oauth },
    ],
    { "mail.server.server1.autosync_offline_stores": false },
  );
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  watched = { session, user: ann, backup: join(session.backups, `${ann} (imap, 127.0.0.1)`) };
  await openOptions(session.thunderbird);
});
afterAll(() => session?.end());

const evidence = (name: string) =>
  onTestFailed(async () => console.error(await keepEvidence(session, name)));
const onlyAnn = () => backUp(session, { accounts: ["account1"] });
const reasons = (job: Job) =>
  new Set(job.missing.map(({ account, reason }) => `${account} ${reason.code}`));

it("skips an account that signs in with OAuth2 and has no token, and opens no window", async () => {
  evidence("oauth2");
  const job = await backUp(session);
  expect(job).toMatchObject({ state: "done", verdict: "incomplete" });
  expect([...reasons(job)]).toEqual([`${bea} sign-in-needed`]);
  const windows = await openWindows(session.thunderbird);
  expect(windows).toEqual([mainWindow]);
  expect(await onlyAnn()).toMatchObject({ state: "done", verdict: "complete" });
});

it("calls nothing complete that it did not see when the clock was set back a year", async () => {
  evidence("clock");
  const year = 365 * 24 * 3600 * 1000;
  const setClock = (back: number) =>
    inPage(
      session.thunderbird,
      "background",
      `page.postwachtNow ??= page.Date.now;
       const now = page.postwachtNow;
       page.Date.now = Cu.exportFunction(() => now.call(page.Date) - args[0], page);`,
      back,
    );
  const before = readCommitted(watched.backup);
  await setClock(year);
  await session.thunderbird.chrome("Services.io.offline = true;");
  const offline = await onlyAnn();
  await session.thunderbird.chrome("Services.io.offline = false;");
  expect(offline).toMatchObject({ state: "done", verdict: "incomplete" });
  const manifest = JSON.parse(readFileSync(join(watched.backup, "backup.json"), "utf8"));
  expect(manifest.endedAt).toBeLessThan(Date.now() - year / 2);
  for (const folder of manifest.folders) {
    expect(folder.verdict, folder.path).toMatchObject({ state: "incomplete" });
  }
  putMail(session.dovecot, ann, "Kept", mailOf("BoxKept", 3, 100));
  const job = await onlyAnn();
  expect(job).toMatchObject({ state: "done", verdict: "complete" });
  expect(await brokenBy(watched, job, before)).toEqual([]);
  await setClock(0);
  expect(await onlyAnn()).toMatchObject({ state: "done", verdict: "complete" });
});

it("keeps all mail of a mailbox that was replaced by an empty one under another UIDVALIDITY", async () => {
  evidence("replaced");
  const before = readCommitted(watched.backup);
  await session.thunderbird.quit();
  rmSync(join(session.dovecot.maildir(ann), "Replaced"), { recursive: true });
  await makeFolders(session.dovecot, ann, ["Replaced"]).catch(() => undefined);
  await session.restart();
  await openOptions(session.thunderbird);
  const job = await onlyAnn();
  expect(job).toMatchObject({ state: "done", verdict: "incomplete" });
  expect(job.missing.map(({ folder, reason }) => `${folder} ${reason.code}`)).toContain(
    "Replaced server-looks-different",
  );
  expect(lostSince(before, watched.backup)).toEqual([]);
  expect(await brokenBy(watched, job, before)).toEqual([]);
  // The mail is put back, as it is after a mishap at the provider: under new numbers.
  putMail(session.dovecot, ann, "Replaced", mailOf("BoxReplaced", 14));
  await session.thunderbird.quit();
  await session.restart();
  await openOptions(session.thunderbird);
  expect(await onlyAnn()).toMatchObject({ verdict: "complete" });
});

it("takes no older backup.json for the newest, and completes with the newest again", async () => {
  evidence("rolled-back");
  const manifest = join(watched.backup, "backup.json");
  const old = readFileSync(manifest);
  putMail(session.dovecot, ann, "Kept", mailOf("BoxKept", 3, 200));
  expect(await onlyAnn()).toMatchObject({ verdict: "complete" });
  const [now, before] = [readFileSync(manifest), readCommitted(watched.backup)];
  writeFileSync(manifest, old);
  const job = await onlyAnn();
  expect(job).toMatchObject({
    state: "failed",
    verdict: "incomplete",
    error: { code: "backup-older-than-remembered" },
  });
  expect(lostSince(before, watched.backup)).toEqual([]);
  writeFileSync(manifest, now);
  expect(await brokenBy(watched, job, before)).toEqual([]);
  expect(await onlyAnn()).toMatchObject({ verdict: "complete" });
});
