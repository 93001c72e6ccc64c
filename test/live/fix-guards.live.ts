import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FixPlan, Receipt } from "../../src/core/fix/fix-plan";
import { createDovecot } from "./harness/dovecot";
import {
  checkMail,
  checkUp,
  findingIn,
  fix,
  openAccountSettings,
  type PrefValue,
  planFor,
  refusal,
  reportNow,
  settingsNow,
  settingsTab,
} from "./harness/fixes";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions, request } from "./harness/pages";
import { sound, wizard } from "./harness/pop-settings";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { putMail } from "./harness/seed";
import { backUp, type Session, startSession } from "./harness/session";

const users = {
  immediate: "immediate@example.nl",
  wizard: "wizard@example.nl",
  locked: "locked@example.nl",
};
const [immediate, wizardAccount, locked] = ["account1", "account2", "account3"];

let session: Session;

beforeAll(async () => {
  const everyone = Object.values(users);
  const dovecot = await createDovecot(everyone);
  await dovecot.start();
  putMail(
    dovecot,
    users.immediate,
    "",
    [1, 2, 3, 4, 5].map((n) => ordinaryMail("pop", n)),
  );
  const pop = (user: string, settings: Record<string, PrefValue>) => ({
    type: "pop3" as const,
    user,
    email: user,
    port: dovecot.popPort,
    settings,
  });
  const profile = createProfile([
    pop(users.immediate, { ...sound, leave_on_server: false }),
    pop(users.wizard, wizard),
    pop(users.locked, { ...sound, delete_mail_left_on_server: true }),
  ]);
  session = await startSession(
    dovecot,
    profile,
    everyone.map((user) => ({ type: "pop3" as const, user })),
  );
  await session.thunderbird.chrome(
    `const name = "mail.server.server3.delete_mail_left_on_server";
     Services.prefs.getDefaultBranch("").setBoolPref(name, true);
     Services.prefs.lockPref(name);`,
  );
  await openOptions(session.thunderbird);
  await checkUp(session);
});
afterAll(() => session?.end());

const onServer = () => {
  const maildir = session.dovecot.maildir(users.immediate);
  return ["cur", "new"].flatMap((folder) => readdirSync(join(maildir, folder))).length;
};

const foundNow = async (check: string, account: string) =>
  findingIn(await reportNow(session), check, account);

describe("the fix for pop-deletes-immediately", () => {
  const names = [
    "leave_on_server",
    "delete_by_age_from_server",
    "num_days_to_leave_on_server",
    "delete_mail_left_on_server",
  ];
  let receipt: Receipt;

  it("leaves mail on the server at the next check", async () => {
    const finding = await foundNow("pop-deletes-immediately", immediate);
    expect(onServer()).toBe(5);
    receipt = (await fix(session, finding?.id ?? "")).receipt;
    expect(await settingsNow(session, immediate, names)).toEqual({
      leave_on_server: true,
      delete_by_age_from_server: true,
      num_days_to_leave_on_server: 100,
      delete_mail_left_on_server: false,
    });
    await checkMail(session, immediate);
    expect(onServer()).toBe(5);
    await checkMail(session, immediate);
    expect(onServer()).toBe(5);
    expect(await foundNow("pop-deletes-immediately", immediate)).toBeUndefined();
  });

  it("comes back only with a proved backup, after saying how many messages go", async () => {
    const ask = { type: "fix.planUndo", receiptId: receipt.id };
    const before = await request<FixPlan>(session.thunderbird, "options", ask);
    expect(before).toMatchObject({ undo: "guarded", cover: "none", removes: { value: 5 } });
    const undoing = { type: "fix.undo", receiptId: receipt.id };
    expect(await refusal(session, { ...undoing, planHash: before.hash })).toBe("backup-first");
    expect(await backUp(session, { accounts: [immediate] })).toMatchObject({
      verdict: "complete",
    });
    const plan = await request<FixPlan>(session.thunderbird, "options", ask);
    expect(plan).toMatchObject({ undo: "guarded", cover: "fresh", removes: { value: 5 } });
    // Without the hash, and with that of another state, nothing is deleted.
    expect(await refusal(session, undoing)).toBe("setting-changed-meanwhile");
    expect(await refusal(session, { ...undoing, planHash: before.hash })).toBe(
      "setting-changed-meanwhile",
    );
    await request(session.thunderbird, "options", { ...undoing, planHash: plan.hash });
    expect(await settingsNow(session, immediate, names)).toMatchObject({ leave_on_server: false });
    await checkMail(session, immediate);
    // That is what was agreed to, and the backup has them.
    expect(onServer()).toBe(0);
  });

  it("does not come back where mail that was deleted here has its last copy on the server", async () => {
    const finding = findingIn(await checkUp(session), "pop-deletes-immediately", immediate);
    const again = (await fix(session, finding?.id ?? "")).receipt;
    putMail(session.dovecot, users.immediate, "", [ordinaryMail("last", 1)]);
    await checkMail(session, immediate);
    await session.thunderbird.chrome(
      `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
       const root = MailServices.accounts.getAccount(args[0]).incomingServer.rootFolder;
       const inbox = root.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
       const header = [...inbox.messages].find(one => one.messageId == "last-1@test.example");
       inbox.deleteMessages([header], null, true, false, null, false);`,
      immediate,
    );
    expect(await backUp(session, { accounts: [immediate] })).toMatchObject({ verdict: "complete" });
    const ask = { type: "fix.planUndo", receiptId: again.id };
    const plan = await request<FixPlan>(session.thunderbird, "options", ask);
    expect(plan).toMatchObject({ cover: "stale", removes: { value: 1 } });
    const undoing = { type: "fix.undo", receiptId: again.id, planHash: plan.hash };
    expect(await refusal(session, undoing)).toBe("backup-first");
    expect(onServer()).toBe(1);
  });
});

describe("what stops a fix", () => {
  it("is a lock by policy", async () => {
    const finding = await foundNow("pop-delete-follows-local", locked);
    const planning = { type: "fix.plan", findingId: finding?.id };
    expect(await refusal(session, planning)).toBe("setting-locked");
  });

  it("is a setting that was changed between the look and the click", async () => {
    const finding = await foundNow("pop-short-retention", wizardAccount);
    const plan = await planFor(session, finding?.id ?? "");
    await session.thunderbird.chrome(
      `Services.prefs.setIntPref("mail.server.server2.num_days_to_leave_on_server", 20);`,
    );
    const applying = { type: "fix.apply", findingId: finding?.id, planHash: plan.hash };
    expect(await refusal(session, applying)).toBe("setting-changed-meanwhile");
    const now = await settingsNow(session, wizardAccount, ["num_days_to_leave_on_server"]);
    expect(now).toEqual({ num_days_to_leave_on_server: 20 });
  });

  it("is a page that would write without the background", async () => {
    const answer = await inPage<string>(
      session.thunderbird,
      "options",
      `try {
         await browser.mailSettings.writeSetting("account2", "num_days_to_leave_on_server", 20, 100, false);
         return "written";
       } catch (error) { return String(error.message); }`,
    );
    expect(answer).toBe("bad-request");
    const now = await settingsNow(session, wizardAccount, ["num_days_to_leave_on_server"]);
    expect(now).toEqual({ num_days_to_leave_on_server: 20 });
  });

  it.each([
    ["leave_on_server", true, false],
    ["num_days_to_leave_on_server", 20, 1],
    ["num_days_to_leave_on_server", 20, -5],
    ["retainBy", 1, 2],
    ["check_time", 10, "often"],
    ["port", 110, 25],
    ["constructor", 0, 1],
  ])("is the list of the privileged part: %s from %s to %s", async (name, from, to) => {
    const answer = await inPage<string>(
      session.thunderbird,
      "background",
      `try {
         await browser.mailSettings.writeSetting("account2", args[0], args[1], args[2], false);
         return "written";
       } catch (error) { return String(error.message); }`,
      name,
      from,
      to,
    );
    expect(answer).toMatch(/^bad-request$|Incorrect argument types/);
  });

  it("is a rule that would delete everything, also where deleting is agreed to", async () => {
    const answer = await inPage<string>(
      session.thunderbird,
      "background",
      `try {
         await browser.mailSettings.writeSetting("account2", "retainBy", 1, 2, true);
         return "written";
       } catch (error) { return String(error.message); }`,
    );
    expect(answer).toBe("bad-request");
  });
});

it("does not let an open Account Settings tab write the old value back", async () => {
  await openAccountSettings(session, wizardAccount);
  const front = () =>
    session.thunderbird.chrome<string>(
      `${settingsTab} return tabmail.currentTabInfo.browser?.currentURI?.spec ?? "";`,
    );
  await openOptions(session.thunderbird);
  const before = await until("the page in front", async () => {
    const shown = await front();
    return shown.includes("options.html") ? shown : null;
  });
  const finding = findingIn(await checkUp(session), "pop-delete-follows-local", wizardAccount);
  await fix(session, finding?.id ?? "");
  expect(await front()).toBe(before);
  // The user ticks another box in the tab that was open all the time, which writes the whole page.
  await session.thunderbird.chrome(
    `${settingsTab}
     const box = form.getElementById("server.loginAtStartUp");
     box.checked = !box.checked;
     box.dispatchEvent(new form.defaultView.CustomEvent("command", { bubbles: true }));`,
  );
  const names = ["delete_mail_left_on_server", "login_at_startup", "leave_on_server"];
  expect(await settingsNow(session, wizardAccount, names)).toEqual({
    delete_mail_left_on_server: false,
    login_at_startup: true,
    leave_on_server: true,
  });
});
