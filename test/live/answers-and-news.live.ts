import { afterAll, beforeAll, expect, it } from "vitest";
import type { Report } from "../../src/core/checkup/report";
import { alertsShown, clickAlert, keepAlerts } from "./harness/alerts";
import { createDovecot } from "./harness/dovecot";
import { checkUp, findingIn, reportNow } from "./harness/fixes";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { type Session, startSession } from "./harness/session";

/** Two users of the server; one address stands at both of them. */
const [mine, shared] = ["ann@example.nl", "shop@example.nl"];
const [popAccount, imapAccount] = ["account1", "account2"];
const check = "pop-imap-same-address";

let session: Session;

beforeAll(async () => {
  const dovecot = await createDovecot([mine, shared]);
  await dovecot.start();
  const kept = { leave_on_server: true, delete_by_age_from_server: false };
  const profile = createProfile([
    {
      type: "pop3",
      user: mine,
      email: shared,
      port: dovecot.popPort,
      settings: { ...kept, delete_mail_left_on_server: false },
    },
    { type: "imap", user: shared, email: shared, port: dovecot.imapPort },
  ]);
  session = await startSession(dovecot, profile, [
    { type: "pop3", user: mine },
    { type: "imap", user: shared },
  ]);
  await keepAlerts(session.thunderbird);
  await openOptions(session.thunderbird);
  await checkUp(session);
});
afterAll(() => session?.end());

const answer = (findingId: string, same: boolean) =>
  request<Report>(session.thunderbird, "options", { type: "mailbox.answer", findingId, same });

it("asks whether two accounts with one address are one mailbox, and believes the answer", async () => {
  const asked = findingIn(await reportNow(session), check, imapAccount);
  expect(asked).toMatchObject({ severity: "medium", action: "answer" });
  expect(asked?.values.kind).toBe("possible");
  const told = findingIn(await answer(asked?.id ?? "", true), check, imapAccount);
  expect(told?.values.kind).not.toBe("possible");
  expect(findingIn(await checkUp(session), check, imapAccount)?.values.kind).toBe(
    told?.values.kind,
  );
});

it("asks again when an answer is taken back", async () => {
  const report = await request<Report>(session.thunderbird, "options", {
    type: "mailbox.askAgain",
    accounts: [popAccount, imapAccount],
  });
  const asked = findingIn(report, check, imapAccount);
  expect(asked?.values.kind).toBe("possible");
  expect(findingIn(await answer(asked?.id ?? "", false), check, imapAccount)).toBeUndefined();
  expect(findingIn(await checkUp(session), check, imapAccount)).toBeUndefined();
});

const takeAwayAtOnce = (value: boolean) =>
  session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const account = MailServices.accounts.getAccount(args[0]);
     account.incomingServer.setBoolValue("leave_on_server", args[1]);
     account.defaultIdentity.fullName = "Somebody " + args[1];`,
    popAccount,
    value,
  );

it("tells by itself of what is new and serious, and of nothing else", async () => {
  expect(await alertsShown(session.thunderbird)).toEqual([]);
  await takeAwayAtOnce(false);
  const told = await until("a notification", async () => {
    const shown = await alertsShown(session.thunderbird);
    return shown.length > 0 ? shown : null;
  });
  expect(told).toEqual([
    {
      id: `pop-deletes-immediately:${popAccount}`,
      title: shared,
      text: expect.stringMatching(/server/),
    },
  ]);
});

it("opens the settings page at the finding when its notification is clicked", async () => {
  await clickAlert(session.thunderbird);
  const address = `#finding=${encodeURIComponent(`pop-deletes-immediately:${popAccount}`)}`;
  await until("the page", () =>
    session.thunderbird.chrome<boolean>(
      `const window = Services.wm.getMostRecentWindow("mail:3pane");
       return window.document.getElementById("tabmail").tabInfo
         .some(tab => tab.browser?.currentURI?.spec.endsWith(args[0]));`,
      address,
    ),
  );
});

it("tells nothing when the state is good again", async () => {
  await takeAwayAtOnce(true);
  await until("the good state", async () => {
    const report = await reportNow(session);
    return !findingIn(report, "pop-deletes-immediately", popAccount);
  });
  expect(await alertsShown(session.thunderbird)).toHaveLength(1);
});

it("stops every connection when it is asked to, and then says what it could not see", async () => {
  await request(session.thunderbird, "options", { type: "thunderbird.goOffline" });
  expect(await session.thunderbird.chrome("return Services.io.offline;")).toBe(true);
  session.dovecot.clearLog();
  const report = await checkUp(session);
  const unseen = report.outcomes.find((outcome) => outcome.check === "cannot-check");
  expect(unseen?.findings[0]?.values.kind).toBe("offline");
  // What Thunderbird ends then, it ends politely; nothing new begins.
  const begun = session.dovecot
    .clientLines()
    .filter(({ line }) => !/(^DONE|^\d+ (logout|close|noop))$/i.test(line));
  expect(begun).toEqual([]);
  await session.thunderbird.chrome("Services.io.offline = false;");
});
