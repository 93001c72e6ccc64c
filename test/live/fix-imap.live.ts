import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Receipt } from "../../src/core/fix/fix-plan";
import { createDovecot } from "./harness/dovecot";
import { playCases } from "./harness/fix-cases";
import {
  checkUp,
  findingIn,
  fix,
  type PrefValue,
  planFor,
  reportNow,
  settingsNow,
  written,
} from "./harness/fixes";
import { imapCases as cases } from "./harness/imap-cases";
import { mail, ordinaryMail } from "./harness/mail";
import { bodies, untilListed, withFolders, writeDown } from "./harness/mail-folders";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, type Session, startSession } from "./harness/session";

const [here, aged, sized] = ["here@example.nl", "aged@example.nl", "sized@example.nl"];
const [hereAccount, agedAccount, sizedAccount] = ["account1", "account2", "account3"];
const userOf = (index: number) => `case${index}@example.nl`;
const accountOf = (index: number) => `account${index + 4}`;

let session: Session;

beforeAll(async () => {
  const everyone = [here, aged, sized, ...cases.map((_, index) => userOf(index))];
  const dovecot = await createDovecot(everyone);
  await dovecot.start();
  await makeFolders(dovecot, here, ["Trash", "Work"]);
  const some = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => ordinaryMail(name, index + 1));
  putMail(dovecot, here, "", some("here", 3));
  putMail(dovecot, here, "Work", some("work", 4));
  putMail(dovecot, aged, "", some("aged", 5));
  const big = "A line of a large message, which is written down again and again.\r\n".repeat(3000);
  putMail(dovecot, sized, "", [
    ...some("sized", 2),
    mail({ id: "big", subject: "big", date: Date.UTC(2025, 5, 1), body: big }),
  ]);
  const imap = (user: string, settings: Record<string, PrefValue>) => ({
    type: "imap" as const,
    user,
    email: user,
    port: dovecot.imapPort,
    settings,
  });
  // Thunderbird's own synchronisation would fetch what these tests fetch.
  const still = { autosync_offline_stores: false };
  const profile = createProfile([
    imap(here, { ...still, offline_download: false }),
    imap(aged, { ...still, autosync_max_age_days: 30 }),
    imap(sized, { ...still, limit_offline_message_size: true, max_size: 50 }),
    ...cases.map(({ bad }, index) => imap(userOf(index), { ...still, ...bad })),
  ]);
  session = await startSession(
    dovecot,
    profile,
    everyone.map((user) => ({ type: "imap" as const, user })),
  );
  await openOptions(session.thunderbird);
  await untilListed(session, hereAccount, "INBOX", 3);
  await untilListed(session, hereAccount, "Work", 4);
  await untilListed(session, agedAccount, "INBOX", 5);
  await untilListed(session, sizedAccount, "INBOX", 3);
  await checkUp(session);
});
afterAll(() => session?.end());

const foundNow = async (check: string, account: string) =>
  findingIn(await reportNow(session), check, account);

/** A census comes behind the report, and a plan that fetches waits for it. */
const plannable = (findingId: string) =>
  until("a plan", () => planFor(session, findingId).catch(() => null));

playCases(() => session, cases, accountOf);

describe("the fix for imap-not-offline", () => {
  let receipt: Receipt;
  it("keeps the folders here, and fetches what they lack", async () => {
    await withFolders(
      session,
      `folderOf(args[0], "Work").clearFlag(Ci.nsMsgFolderFlags.Offline);`,
      hereAccount,
    );
    await checkUp(session);
    const finding = await foundNow("imap-not-offline", hereAccount);
    await plannable(finding?.id ?? "");
    const done = await fix(session, finding?.id ?? "");
    receipt = done.receipt;
    expect(written(done.plan.changes)).toEqual(
      expect.arrayContaining([
        "keepOffline false>true",
        "autoSync false>true",
        "Work: keepOffline false>true",
      ]),
    );
    expect(done.plan.fetch).toMatchObject({ messages: 7, tooMuch: false, popRemoves: null });
    expect(done.plan.fetch?.bytes).toBeGreaterThan(0);
    const job = await jobEnd(session);
    expect(job).toMatchObject({ kind: "fetch", state: "done", verdict: "complete", missing: [] });
    expect(await bodies(session, hereAccount, "Work")).toMatchObject({ here: 4, kept: true });
    expect(await bodies(session, hereAccount, "INBOX")).toMatchObject({ here: 3, kept: true });
    await checkUp(session);
    expect(await foundNow("imap-not-offline", hereAccount)).toBeUndefined();
  });

  it("is taken back for what it changed, and nothing is deleted", async () => {
    await request(session.thunderbird, "options", { type: "fix.undo", receiptId: receipt.id });
    expect(await bodies(session, hereAccount, "Work")).toMatchObject({ here: 4, kept: false });
    const names = ["offline_download", "autosync_offline_stores"];
    expect(await settingsNow(session, hereAccount, names)).toEqual({
      offline_download: false,
      autosync_offline_stores: false,
    });
  });
});

describe("the fix for imap-offline-age-limit", () => {
  it("lifts the limit, takes back the marks, and fetches old mail", async () => {
    // Thunderbird marks what its limit gives up; two of the five were here before.
    await withFolders(
      session,
      `const folder = folderOf(args[0], "INBOX").QueryInterface(Ci.nsIMsgImapMailFolder);
       folder.downloadMessagesForOffline([...folder.messages].slice(0, 2), null);`,
      agedAccount,
    );
    await until("two bodies", async () => {
      return (await bodies(session, agedAccount, "INBOX")).here === 2;
    });
    await withFolders(
      session,
      `const folder = folderOf(args[0], "INBOX").QueryInterface(Ci.nsIMsgImapMailFolder);
       for (const header of folder.messages) folder.markPendingRemoval(header, true);`,
      agedAccount,
    );
    expect(await bodies(session, agedAccount, "INBOX")).toMatchObject({ marked: 5 });
    await writeDown(session, agedAccount, "INBOX");
    await checkUp(session);
    const finding = await foundNow("imap-offline-age-limit", agedAccount);
    await until("the census", async () => {
      await checkUp(session);
      return (await planFor(session, finding?.id ?? "")).fetch?.messages === 3;
    });
    const { plan } = await fix(session, finding?.id ?? "");
    expect(written(plan.changes)).toEqual(["maxAgeDays 30>-1"]);
    expect(plan).toMatchObject({ undo: "guarded", fetch: { messages: 3 } });
    expect(await jobEnd(session)).toMatchObject({ kind: "fetch", verdict: "complete" });
    expect(await bodies(session, agedAccount, "INBOX")).toMatchObject({ here: 5, marked: 0 });
    expect(await foundNow("imap-offline-age-limit", agedAccount)).toBeUndefined();
  });

  it("is not taken back without a backup, and says how many copies would go", async () => {
    const { receipts } = await request<{ receipts: Receipt[] }>(session.thunderbird, "options", {
      type: "overview",
    });
    const receipt = receipts.find(({ check }) => check === "imap-offline-age-limit");
    const ask = { type: "fix.planUndo", receiptId: receipt?.id };
    const plan = await request(session.thunderbird, "options", ask);
    expect(plan).toMatchObject({ undo: "guarded", cover: "none", removes: { value: 5 } });
  });
});

describe("the fix for imap-offline-size-limit", () => {
  it("lifts the limit and fetches the large message", async () => {
    const finding = await foundNow("imap-offline-size-limit", sizedAccount);
    await plannable(finding?.id ?? "");
    const { plan } = await fix(session, finding?.id ?? "");
    expect(written(plan.changes)).toEqual(["limitSize true>false"]);
    expect(await jobEnd(session)).toMatchObject({ kind: "fetch", verdict: "complete" });
    expect(await bodies(session, sizedAccount, "INBOX")).toMatchObject({ here: 3 });
    expect(await foundNow("imap-offline-size-limit", sizedAccount)).toBeUndefined();
  });
});

it("changes the retention of a folder that has its own", async () => {
  await withFolders(
    session,
    `const folder = folderOf(args[0], "Work");
     const settings = folder.retentionSettings;
     settings.useServerDefaults = false;
     settings.retainByPreference = 2;
     settings.daysToKeepHdrs = 5000;
     folder.retentionSettings = settings;`,
    hereAccount,
  );
  await checkUp(session);
  const finding = await foundNow("retention-deletes-old-mail", hereAccount);
  const { plan } = await fix(session, finding?.id ?? "");
  expect(written(plan.changes)).toEqual(["Work: retainBy 2>1"]);
  const now = await withFolders(
    session,
    `const { retainByPreference, useServerDefaults, daysToKeepHdrs } =
       folderOf(args[0], "Work").retentionSettings;
     return { retainByPreference, useServerDefaults, daysToKeepHdrs };`,
    hereAccount,
  );
  expect(now).toEqual({ retainByPreference: 1, useServerDefaults: false, daysToKeepHdrs: 5000 });
  expect(await foundNow("retention-deletes-old-mail", hereAccount)).toBeUndefined();
});
