import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { StepCode } from "../../src/core/move-house/move";
import type { Requests } from "../../src/protocol";
import { press, textOf } from "./harness/controls";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { untilListed, withFolders, writeDown } from "./harness/mail-folders";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { restore, servedMail } from "./harness/restoring";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, keepEvidence, type Session, startSession } from "./harness/session";

/* Both moves to another host: one that was announced, with the list, and one that nobody told of. */

const bea = "bea@example.nl";
const [anns, beas] = ["account1", "account2"];
let session: Session;

const mailOf = (name: string, count: number, first = 1) =>
  Array.from({ length: count }, (_, i) => ordinaryMail(name, first + i));

beforeAll(async () => {
  const dovecot = await createDovecot([ann, bea]);
  await dovecot.start();
  for (const user of [ann, bea]) {
    await makeFolders(dovecot, user, ["Work", "Work/Old"]);
    putMail(dovecot, user, "", mailOf("Inbox", 30));
    putMail(dovecot, user, "Work", mailOf("Work", 40));
    putMail(dovecot, user, "Work/Old", mailOf("Old", 10));
  }
  const accounts = [ann, bea].map((user) => ({
    ...{ type: "imap" as const, user, email: user, port: dovecot.imapPort },
  }));
  session = await startSession(
    dovecot,
    createProfile(accounts),
    [ann, bea].map((user) => ({ type: "imap", user })),
  );
  // Only now: a new profile would ask for the password before the test can give it.
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const { incomingServer } = MailServices.accounts.getAccount(args[0]);
     incomingServer.doBiff = true;
     incomingServer.loginAtStartUp = true;`,
    anns,
  );
  await openOptions(session.thunderbird);
});
afterAll(() => session?.end());

const ask = <T extends keyof Requests>(type: T, input: Requests[T]["input"]) =>
  request<Requests[T]["output"]>(session.thunderbird, "options", { type, ...input });

async function steps(): Promise<Partial<Record<StepCode, string>>> {
  const [move] = await ask("move.list", {});
  return Object.fromEntries(move?.steps.map(({ code, state }) => [code, state]) ?? []);
}

const pressed = (words: RegExp) => press(session.thunderbird, "options", words, "moving");
const told = (words: string) =>
  until(words, async () =>
    (await textOf(session.thunderbird, "options", "moving")).includes(words),
  );

/** Another server answers under the same name: nothing of the old mail, and everything numbered anew. */
async function replaceServer(user: string): Promise<void> {
  await session.thunderbird.quit();
  rmSync(session.dovecot.maildir(user), { recursive: true });
  putMail(session.dovecot, user, "", mailOf("New", 2));
  await session.restart();
  await openOptions(session.thunderbird);
}

/** As a click on it does; Thunderbird then meets the other mailbox. What it counts meanwhile may be of both. */
const openInbox = (account: string) =>
  withFolders(
    session,
    `folderOf(args[0], "INBOX").QueryInterface(Ci.nsIMsgImapMailFolder).updateFolder(null);`,
    account,
  );

const inboxLoss = async () =>
  (await ask("move.loss", { account: beas }))?.folders.find(({ path }) => path === "INBOX");

const hashes = async (user: string) =>
  Object.values(await servedMail(session.dovecot, user))
    .flat()
    .map(({ sha256 }) => sha256);

it("an announced move loses nothing, and its counts agree in the end", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "move-announced")));
  const before = await hashes(ann);
  expect(before).toHaveLength(80);
  for (const [folder, count] of [
    ["Work", 40],
    ["Old", 10],
    ["INBOX", 30],
  ] as const) {
    await untilListed(session, anns, folder, count);
  }
  await ask("checkup.run", {});
  await ask("move.begin", { account: anns, road: "host" });
  expect(await steps()).toMatchObject({ prove: "open", quiet: "open", switch: "blocked" });
  expect((await backUp(session, { accounts: [anns] })).verdict).toBe("complete");
  expect(await steps()).toMatchObject({ prove: "done", restore: "blocked" });
  const [planned] = await ask("move.list", {});
  expect(planned?.quiet.changes.map(({ setting }) => setting)).toEqual([
    "checkTimed",
    "checkAtStartup",
    "autoSync",
  ]);
  await pressed(/^Switch automatic checking off$/);
  await until("the checks are off", async () => (await steps()).quiet === "done");

  await replaceServer(ann);
  // The list and its proof outlive the restart. The user opens the Inbox all the same, and the old mail is dropped.
  expect(await steps()).toMatchObject({ prove: "done", quiet: "done" });
  await openInbox(anns);
  await until("the switch is seen", async () => (await steps()).switch === "done");
  expect(await steps()).toMatchObject({ prove: "done", compare: "not-known" });
  await pressed(/^Count on the new server$/);
  await told("fewer. They are in the backup.");
  expect((await steps()).compare).toBe("open");

  const [move] = await ask("move.list", {});
  const { backupId, account, withGone } = move?.restore ?? {};
  const select = withGone ? { withGone } : {};
  const job = await restore(session, { backupId, target: { account }, select });
  expect(job.verdict).toBe("complete");
  await pressed(/^Count again$/);
  await told("The counts agree, folder by folder.");
  const after = await hashes(ann);
  expect(before.filter((one) => !after.includes(one))).toEqual([]);
  expect(await steps()).toMatchObject({ restore: "done", compare: "done", resume: "open" });
  const { receipts } = await ask("overview", {});
  await ask("fix.undo", { receiptId: String(receipts[0]?.id) });
  expect(await steps()).toMatchObject({ quiet: "done", resume: "done" });
  // Nothing was read again since, so nobody says that the old one may go.
  expect((await steps())["let-go"]).not.toBe("done");
});

it("an unannounced move: what is in the backup is there, and the loss is named", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "move-unannounced")));
  expect((await backUp(session, { accounts: [beas] })).verdict).toBe("complete");
  const before = await hashes(bea);
  // These come after the backup, and are known here before the move.
  putMail(session.dovecot, bea, "", mailOf("Late", 5));
  for (const [folder, count] of [
    ["Work", 40],
    ["Old", 10],
    ["INBOX", 35],
  ] as const) {
    await untilListed(session, beas, folder, count);
  }
  await ask("checkup.run", {});
  // Thunderbird would else forget, as it is stopped, what has just come.
  await writeDown(session, beas, "INBOX");
  await replaceServer(bea);
  await openInbox(beas);
  await until("the old mail is dropped", async () => (await inboxLoss())?.here === 0);
  await ask("checkup.run", {});

  const loss = await ask("move.loss", { account: beas });
  expect(await inboxLoss()).toEqual({ path: "INBOX", known: 35, saved: 30, here: 0, lost: 5 });
  const saved = loss?.folders.reduce((sum, folder) => sum + folder.saved, 0);
  expect(saved).toBe(80);
  await told("Lost: 5.");

  const { backupId, account, withGone } = loss?.restore ?? {};
  const select = withGone ? { withGone } : {};
  expect((await restore(session, { backupId, target: { account }, select })).verdict).toBe(
    "complete",
  );
  const after = await hashes(bea);
  expect(before.filter((one) => !after.includes(one))).toEqual([]);
});
