import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FixPlan } from "../../src/core/fix/fix-plan";
import { createDovecot } from "./harness/dovecot";
import {
  checkMail,
  checkUp,
  findingIn,
  fix,
  type PrefValue,
  planFor,
  refusal,
  reportNow,
  settingsNow,
  written,
} from "./harness/fixes";
import { ordinaryMail } from "./harness/mail";
import { bodies, withFolders, writeDown } from "./harness/mail-folders";
import { openOptions, request } from "./harness/pages";
import { sound } from "./harness/pop-settings";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { putMail } from "./harness/seed";
import { jobEnd, type Session, startSession } from "./harness/session";

const users = ["titles", "large", "byhand", "both", "both+twin"].map(
  (name) => `${name}@example.nl`,
);
const [titles = "", large = "", byHand = "", both = ""] = users;
const [titlesAccount, largeAccount, byHandAccount, popAccount, twinAccount] = users.map(
  (_, index) => `account${index + 1}`,
) as [string, string, string, string, string];

let session: Session;

beforeAll(async () => {
  const dovecot = await createDovecot(users);
  await dovecot.start();
  const some = (name: string, lines?: number) =>
    [1, 2, 3].map((number) => ordinaryMail(name, number, lines));
  putMail(dovecot, titles, "", some("titles"));
  putMail(dovecot, large, "", some("large", 3000));
  putMail(dovecot, byHand, "", some("byhand"));
  const pop = (user: string, settings: Record<string, PrefValue>, email = user) => ({
    type: "pop3" as const,
    user,
    email,
    port: dovecot.popPort,
    settings: { ...sound, check_new_mail: false, ...settings },
  });
  const short = { delete_by_age_from_server: true, num_days_to_leave_on_server: 14 };
  const profile = createProfile([
    pop(titles, { headers_only: true }),
    pop(large, { limit_offline_message_size: true, max_size: 5 }),
    pop(byHand, { download_on_biff: false }),
    pop(both, { ...short, delete_mail_left_on_server: true }),
    pop(
      "both+twin@example.nl",
      { delete_by_age_from_server: true, num_days_to_leave_on_server: 40 },
      both,
    ),
    { type: "imap", user: both, email: both, port: dovecot.imapPort },
  ]);
  session = await startSession(dovecot, profile, [
    ...users.map((user) => ({ type: "pop3" as const, user })),
    { type: "imap", user: both },
  ]);
  await openOptions(session.thunderbird);
  for (const account of [titlesAccount, largeAccount, byHandAccount]) {
    await checkMail(session, account);
  }
  await checkUp(session);
});
afterAll(() => session?.end());

const onServer = (user: string) =>
  ["cur", "new"].flatMap((folder) => readdirSync(join(session.dovecot.maildir(user), folder)))
    .length;

const foundNow = async (check: string, account: string) =>
  findingIn(await reportNow(session), check, account);

describe.each([
  ["pop-headers-only", titlesAccount, titles, "headersOnly", "headers_only"],
  ["pop-size-limit", largeAccount, large, "limitSize", "limit_offline_message_size"],
])("the fix for %s", (check, account, user, setting, preference) => {
  it("fetches what is missing, after the user was told what the check removes", async () => {
    expect(await bodies(session, account, "Inbox")).toMatchObject({ partial: 3 });
    await until(
      "the census",
      async () => (await foundNow("pop-partial-messages", account)) ?? null,
    );
    const finding = await foundNow(check, account);
    const plan = await planFor(session, finding?.id ?? "");
    expect(written(plan.changes)).toEqual([`${setting} true>false`]);
    expect(plan).toMatchObject({
      undo: "safe",
      cover: "none",
      fetch: { messages: 3, tooMuch: false, popRemoves: { value: 0 } },
    });
    const applying = { type: "fix.apply", findingId: finding?.id, planHash: plan.hash };
    expect(await refusal(session, applying)).toBe("backup-first");
    expect(await settingsNow(session, account, [preference])).toEqual({ [preference]: true });
    const { receipt } = await fix(session, finding?.id ?? "", true);
    expect(await jobEnd(session)).toMatchObject({
      kind: "fetch",
      missing: [],
      verdict: "complete",
    });
    expect(await bodies(session, account, "Inbox")).toMatchObject({ partial: 0 });
    expect(onServer(user)).toBe(3);
    expect(await foundNow(check, account)).toBeUndefined();
    await until(
      "no partial message",
      async () => !(await foundNow("pop-partial-messages", account)),
    );
    await request(session.thunderbird, "options", { type: "fix.undo", receiptId: receipt.id });
    expect(await settingsNow(session, account, [preference])).toEqual({ [preference]: true });
  });
});

it("says how many messages the fetching removes from the server, and removes just those", async () => {
  // Two more stubs, and a rule under which all that was fetched before is due.
  putMail(session.dovecot, titles, "", [ordinaryMail("more", 8), ordinaryMail("more", 9)]);
  await checkMail(session, titlesAccount);
  expect(await bodies(session, titlesAccount, "Inbox")).toMatchObject({ partial: 2 });
  await withFolders(
    session,
    `const server = serverOf(args[0]).QueryInterface(Ci.nsIPop3IncomingServer);
     server.deleteByAgeFromServer = true;
     server.numDaysToLeaveOnServer = -1;`,
    titlesAccount,
  );
  await writeDown(session, titlesAccount, "Inbox");
  const finding = await until("the census", async () => {
    await checkUp(session);
    return (await foundNow("pop-partial-messages", titlesAccount)) ?? null;
  });
  const plan = await planFor(session, finding.id);
  expect(plan).toMatchObject({ changes: [], undo: "none", cover: "none" });
  expect(plan.fetch).toMatchObject({ messages: 2, popRemoves: { value: 3 } });
  await fix(session, finding.id, true);
  expect(await jobEnd(session)).toMatchObject({
    kind: "fetch",
    missing: [],
    verdict: "complete",
  });
  expect(await bodies(session, titlesAccount, "Inbox")).toMatchObject({ partial: 0 });
  expect(onServer(titles)).toBe(2);
});

it("has mail fetched by itself again", async () => {
  const state = join(session.profile, "Mail");
  const folder = await withFolders<string>(
    session,
    `return serverOf(args[0]).localPath.path;`,
    byHandAccount,
  );
  expect(folder.startsWith(state)).toBe(true);
  const long = Date.now() / 1000 - 10 * 24 * 60 * 60;
  utimesSync(join(folder, "popstate.dat"), long, long);
  await checkUp(session);
  const finding = await foundNow("pop-not-automatic", byHandAccount);
  const { plan, receipt } = await fix(session, finding?.id ?? "");
  expect(written(plan.changes)).toEqual(["fetchAutomatically false>true", "checkTimed false>true"]);
  const names = ["download_on_biff", "check_new_mail"];
  expect(await settingsNow(session, byHandAccount, names)).toEqual({
    download_on_biff: true,
    check_new_mail: true,
  });
  expect(await foundNow("pop-not-automatic", byHandAccount)).toBeUndefined();
  await request(session.thunderbird, "options", { type: "fix.undo", receiptId: receipt.id });
  expect(await settingsNow(session, byHandAccount, names)).toEqual({
    download_on_biff: false,
    check_new_mail: false,
  });
});

it("stops the removing where one address is read by POP and by IMAP", async () => {
  const finding = await foundNow("pop-imap-same-address", popAccount);
  const { plan, receipt } = await fix(session, finding?.id ?? "");
  expect(written(plan.changes)).toEqual([
    "deleteFollowsLocal true>false",
    "deleteByAge true>false",
  ]);
  const names = ["leave_on_server", "delete_by_age_from_server", "delete_mail_left_on_server"];
  expect(await settingsNow(session, popAccount, names)).toEqual({
    leave_on_server: true,
    delete_by_age_from_server: false,
    delete_mail_left_on_server: false,
  });
  // Two ways to one mailbox stay two ways, so the finding stays; there is nothing more to write.
  const left = await foundNow("pop-imap-same-address", popAccount);
  expect(left).toBeDefined();
  expect(left?.action).not.toBe("fix");
  expect(await refusal(session, { type: "fix.plan", findingId: left?.id })).toBe("bad-request");
  const undo = await request<FixPlan>(session.thunderbird, "options", {
    type: "fix.planUndo",
    receiptId: receipt.id,
  });
  expect(undo).toMatchObject({ undo: "guarded", cover: "none" });
});

it("gives two accounts of one mailbox the longest of their times, once the user said that it is one", async () => {
  const asked = await foundNow("pop-two-accounts-one-mailbox", twinAccount);
  expect(asked?.action).toBe("answer");
  const answer = { type: "mailbox.answer", findingId: asked?.id, same: true };
  await request(session.thunderbird, "options", answer);
  const finding = await foundNow("pop-two-accounts-one-mailbox", twinAccount);
  const { plan } = await fix(session, finding?.id ?? "");
  // The other one removes nothing any more since the test before.
  expect(written(plan.changes)).toEqual(["deleteByAge true>false"]);
  expect(plan.undo).toBe("guarded");
  expect(await settingsNow(session, twinAccount, ["delete_by_age_from_server"])).toEqual({
    delete_by_age_from_server: false,
  });
  expect(await foundNow("pop-two-accounts-one-mailbox", twinAccount)).toBeUndefined();
});
