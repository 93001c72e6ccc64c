import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from "vitest";
import type { Finding } from "../../src/core/checkup/report";
import { defaultSettings } from "../../src/core/settings";
import { press } from "./harness/controls";
import { createDovecot } from "./harness/dovecot";
import { bareUser, fullUser, leavingUser, soundPop, twinUser } from "./harness/finding-case";
import { checkMail, checkUp, findingIn, foundFor, reportNow } from "./harness/fixes";
import { imapFindingCases } from "./harness/imap-finding-cases";
import { mail, ordinaryMail } from "./harness/mail";
import { untilListed, withFolders, writeDown } from "./harness/mail-folders";
import { inPage, openOptions, request } from "./harness/pages";
import { popFindingCases } from "./harness/pop-finding-cases";
import { until } from "./harness/processes";
import { createProfile, type ProfileAccount } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, keepEvidence, program, type Session, startSession } from "./harness/session";

const version = Number(
  /^Version=(\d+)/m.exec(readFileSync(join(program().folder, "application.ini"), "utf8"))?.[1],
);
const possible = ({ until: last = version }: { until?: number }) => version <= last;

const smallDisk = mkdtempSync("/dev/shm/postwacht-disk-");
const dropbox = join(mkdtempSync("/tmp/postwacht-home-"), "Dropbox");
const outside = [smallDisk, join(dropbox, "..")];

const [goodPop, goodImap] = ["goed@example.nl", "ookgoed@example.nl"];
// Two good accounts stand in front and Winkel, who shares a mailbox, at the end.
const places = { dropbox, smallDisk };
const allCases = (id: string) => [...popFindingCases(id, places), ...imapFindingCases];
const count = allCases("").filter(possible).length;
const local = `account${count + 4}`;
const cases = allCases(local).filter(possible);
const accountOf = (index: number) => `account${index + 3}`;
const accountWith = (user: string, check: string) =>
  accountOf(cases.findIndex((one) => one.user === user && one.check === check));

let session: Session;

/** Runs what brings about or ends a state, in Thunderbird's main process. */
const runFor = (index: number, body: string) =>
  withFolders(
    session,
    `const server = serverOf(args[0]);
     const identity = MailServices.accounts.getAccount(args[0]).defaultIdentity;
     const local = MailServices.accounts.localFoldersServer;
     ${body}`,
    accountOf(index),
  );

/** Presses the button of the page and waits for the report that it brings. */
async function checkAgain(): Promise<void> {
  const before = (await reportNow(session))?.takenAt ?? 0;
  await press(session.thunderbird, "options", /^Check again$/);
  await until("the report", async () => ((await reportNow(session))?.takenAt ?? 0) > before);
}

/** What the page shows of a finding. */
const articleOf = (finding: Finding) =>
  inPage<string>(
    session.thunderbird,
    "options",
    "return document.getElementById(args[0])?.textContent ?? '';",
    `finding=${finding.id}`,
  );

const limits = (freeGb: number) =>
  request(session.thunderbird, "options", {
    type: "settings.set",
    settings: {
      thresholds: { ...defaultSettings.thresholds, freeGb },
      notBackedUp: ["account1", "account2"],
    },
  });

const letter = (subject: string, bytes: number) =>
  mail({
    id: subject,
    subject,
    date: Date.UTC(2025, 5, 1),
    body: `${"x".repeat(70)}\r\n`.repeat(bytes / 72),
  });

beforeAll(async () => {
  const reading = cases.filter(({ type }) => type === "imap" || type === "pop3");
  const users = [...new Set([goodPop, goodImap, ...reading.map(({ user }) => user)])];
  const dovecot = await createDovecot(users, { quotaKb: 1024 });
  await dovecot.start();
  const many = (name: string, number: number, bytes: number) =>
    Array.from({ length: number }, (_, index) => letter(`${name} ${index}`, bytes));
  putMail(dovecot, fullUser, "", many("vol", 10, 101_000));
  putMail(dovecot, bareUser, "", many("kaal", 6, 20_000));
  putMail(
    dovecot,
    leavingUser,
    "",
    [1, 2, 3].map((index) => ordinaryMail("weg", index)),
  );
  for (const user of [goodImap, "hier@example.nl"]) {
    await makeFolders(dovecot, user, ["Trash", "Sent"]);
  }

  const account = (
    type: ProfileAccount["type"],
    user: string,
    settings: ProfileAccount["settings"],
  ): ProfileAccount => ({
    type,
    user,
    email: user.replace("recent:", ""),
    port: type === "pop3" ? dovecot.popPort : dovecot.imapPort,
    settings: settings ?? {},
  });
  const profile = createProfile([
    account("pop3", goodPop, soundPop),
    account("imap", goodImap, {}),
    ...cases.map(({ type, user, settings }) => account(type, user, settings)),
    account("pop3", twinUser.replace("w", "W"), soundPop),
  ]);
  for (const folder of [dropbox, smallDisk]) {
    mkdirSync(join(folder, "mail"), { recursive: true });
  }
  session = await startSession(
    dovecot,
    profile,
    users
      .filter((user) => user !== "onbekend@example.nl")
      .flatMap((user) => [
        { type: "imap" as const, user },
        { type: "pop3" as const, user },
      ]),
  );
  // Else it would fetch by itself what the tests want to miss.
  await session.thunderbird.chrome(
    `Cc["@mozilla.org/imap/autosyncmgr;1"].getService(Ci.nsIAutoSyncManager).pause();`,
  );
  await openOptions(session.thunderbird);
  for (const [index, { bring }] of cases.entries()) if (bring) await runFor(index, bring);
  await checkMail(session, accountWith(leavingUser, "pop-leaving-soon"));
  const bare = accountWith(bareUser, "imap-bodies-missing");
  await untilListed(session, bare, "INBOX", 6);
  // A census sees that a folder changed by what is written of it.
  // While Thunderbird finds the account's folders, its Inbox may be away for a moment.
  await until("the Inbox", async () => {
    await writeDown(session, bare, "INBOX");
    return true;
  });
  await limits(100);
  await checkAgain();
  // What only a census tells comes behind the report.
  const told = async () => {
    await checkUp(session);
    return Boolean(findingIn(await reportNow(session), "imap-bodies-missing", bare));
  };
  await until("the census", told, 90_000);
});
afterAll(async () => {
  await session?.end();
  for (const folder of outside) rmSync(folder, { recursive: true, force: true });
});

const evidence = (name: string) =>
  onTestFailed(async () => console.error(await keepEvidence(session, name)));

it.each([
  ["POP", "account1"],
  ["IMAP", "account2"],
])("says nothing of the good %s account among them", async (_name, account) => {
  expect(foundFor(await reportNow(session), account)).toEqual([]);
});

describe.each(cases.map((one, index) => [one.check, one.kind ?? "", one, index] as const))(
  "%s %s",
  (check, kind, { severity, values }, index) => {
    it("is found, and is on the page", async () => {
      evidence(`finding-${check}-${kind}`);
      const finding = findingIn(await reportNow(session), check, accountOf(index));
      expect(finding).toMatchObject({ severity, values: kind ? { kind, ...values } : values });
      expect(await articleOf(finding as Finding)).not.toBe("");
    });
  },
);

it("shows its sentence on the page", async () => {
  const account = accountWith("elders@example.nl", "pop-global-inbox");
  const finding = findingIn(await reportNow(session), "pop-global-inbox", account);
  const text = await articleOf(finding as Finding);
  expect(text).toContain("The mail of this address comes into the Inbox of Local Folders.");
});

it("says once that address books are not in the backup", async () => {
  const { outcomes } = await reportNow(session);
  expect(outcomes.find(({ check }) => check === "contacts-not-in-backup")).toMatchObject({
    state: "found",
    findings: [{ severity: "info", subject: { accounts: [] } }],
  });
});

it("says offline once for all, and only while it is so", async () => {
  const offline = async () => {
    await checkUp(session);
    const { outcomes } = await reportNow(session);
    return outcomes
      .flatMap(({ findings }) => findings)
      .filter(({ check, values }) => check === "cannot-check" && values.kind === "offline");
  };
  await session.thunderbird.chrome("Services.io.offline = true;");
  expect(await offline()).toMatchObject([{ severity: "info", subject: { accounts: [] } }]);
  await session.thunderbird.chrome("Services.io.offline = false;");
  expect(await offline()).toEqual([]);
});

it("asks for a backup until there is one, and for another disk then", async () => {
  const account = accountWith("zonder@example.nl", "sent-not-kept");
  const lack = async () => findingIn(await reportNow(session), "backup-missing-or-stale", account);
  expect(await lack()).toMatchObject({ severity: "high", values: { kind: "never" } });
  expect(await backUp(session, { accounts: [account] })).toMatchObject({ verdict: "complete" });
  await checkAgain();
  expect(await lack()).toMatchObject({ severity: "high", values: { kind: "same-disk" } });
});

it("finds nothing of it any more where the state is mended", async () => {
  evidence("findings-mended");
  await limits(1);
  for (const [index, { mend }] of cases.entries()) if (mend) await runFor(index, mend);
  const stays = [
    "imap-bodies-missing",
    "mailbox-almost-full",
    "cannot-check",
    "mail-in-sync-folder",
    "exchange-account-hidden",
  ];
  const mended = cases
    .map(({ check }, index) => [check, accountOf(index)] as const)
    .filter(([check]) => !stays.includes(check));
  await until("the findings to go", async () => {
    await checkUp(session);
    const report = await reportNow(session);
    const left = mended.filter(([check, account]) => findingIn(report, check, account));
    return left.length === 0;
  });
});
