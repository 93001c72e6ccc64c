import type { Finding, Report } from "../../../src/core/checkup/report";
import type { FixPlan, Receipt, SettingChange } from "../../../src/core/fix/fix-plan";
import { inPage, request } from "./pages";
import { until } from "./processes";
import type { Session } from "./session";

export type PrefValue = boolean | number | string;

/** What stands in Thunderbird's memory for an account, by the names of its preferences. */
export const settingsNow = (session: Session, account: string, names: readonly string[]) =>
  session.thunderbird.chrome<Record<string, PrefValue>>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const server = MailServices.accounts.getAccount(args[0]).incomingServer;
     const values = {};
     for (const name of args[1]) {
       const type = Services.prefs.getPrefType("mail.server.default." + name)
         || Services.prefs.getPrefType("mail.server." + server.key + "." + name);
       values[name] = type == Services.prefs.PREF_INT
         ? server.getIntValue(name) : server.getBoolValue(name);
     }
     return values;`,
    account,
    names,
  );

/** Looks at every account through the settings page, and answers its report. */
export const checkUp = (session: Session): Promise<Report> =>
  request<Report>(session.thunderbird, "options", { type: "checkup.run" });

/** The report that the page shows now, without another look. */
export async function reportNow(session: Session): Promise<Report> {
  const overview = await request<{ report: Report }>(session.thunderbird, "options", {
    type: "overview",
  });
  return overview.report;
}

export const findingIn = (report: Report, check: string, account: string): Finding | undefined =>
  report.outcomes
    .flatMap(({ findings }) => findings)
    .find((finding) => finding.check === check && finding.subject.accounts.includes(account));

/** Checks that have something to say of an account, with how serious it is. */
export const foundFor = (report: Report, account: string): string[] =>
  report.outcomes
    .flatMap(({ findings }) => findings)
    .filter(({ subject }) => subject.accounts.includes(account))
    .map(({ check, severity }) => `${check} ${severity}`)
    .sort();

export const planFor = (session: Session, findingId: string): Promise<FixPlan> =>
  request<FixPlan>(session.thunderbird, "options", { type: "fix.plan", findingId });

/** Shows the plan and agrees to it, as the dialog does. */
export async function fix(
  session: Session,
  findingId: string,
  knowingly = false,
): Promise<{ plan: FixPlan; receipt: Receipt }> {
  const plan = await planFor(session, findingId);
  const receipt = await request<Receipt>(session.thunderbird, "options", {
    type: "fix.apply",
    findingId,
    planHash: plan.hash,
    ...(knowingly ? { knowingly } : {}),
  });
  return { plan, receipt };
}

/** What a request is refused with; null where it is not. */
export async function refusal(session: Session, message: object): Promise<string | null> {
  const reply = await inPage<{ ok: boolean; error?: { code: string } }>(
    session.thunderbird,
    "options",
    "return await browser.runtime.sendMessage(toPage(args[0]));",
    message,
  );
  return reply.ok ? null : (reply.error?.code ?? "no code");
}

/** What a plan writes, for comparing: `setting from>to`, folders in front. */
export const written = (changes: readonly SettingChange[]): string[] =>
  changes.map(
    ({ folder, setting, from, to }) => `${folder ? `${folder}: ` : ""}${setting} ${from}>${to}`,
  );

/** One real check for POP mail, to its end. */
export async function checkMail(session: Session, account: string): Promise<void> {
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
     const server = MailServices.accounts.getAccount(args[0]).incomingServer;
     const inbox = server.rootMsgFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
     await new Promise((resolve, reject) => {
       setTimeout(() => reject(new Error("the check for mail has no end")), 30000);
       MailServices.pop3.GetNewMail(null, {
         QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
         OnStartRunningUrl() {},
         OnStopRunningUrl: () => resolve(),
       }, inbox, server);
     });`,
    account,
  );
}

/** Opens Thunderbird's own account settings at the server page of an account, behind the page of ours. */
export async function openAccountSettings(session: Session, account: string): Promise<void> {
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const window = Services.wm.getMostRecentWindow("mail:3pane");
     await window.MsgAccountManager("am-server.xhtml", MailServices.accounts.getAccount(args[0]).incomingServer);`,
    account,
  );
  await until("Account Settings", () =>
    session.thunderbird.chrome<boolean>(
      `${settingsTab}
       return tab?.browser.contentWindow.currentPageId == "am-server.xhtml"
         && tab.browser.contentWindow.currentAccount?.key == args[0];`,
      account,
    ),
  );
}

/** Finds the tab of the account settings; runs in Thunderbird's main process. */
export const settingsTab = `
  const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
  const tab = tabmail.tabInfo.find(info => info.browser?.currentURI?.spec == "about:accountsettings");
  const form = tab?.browser.contentDocument.getElementById("contentFrame").contentDocument;`;
