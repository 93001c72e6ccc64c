import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDovecot } from "./harness/dovecot";
import { checkUp, findingIn, refusal } from "./harness/fixes";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { putMail } from "./harness/seed";
import { type Session, startSession } from "./harness/session";

/* Mail that is marked as deleted, and not yet cleaned up, is still there to be taken back. */

const account = "account1";
const [all, marked] = [40, 25];
let session: Session;

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  putMail(
    dovecot,
    ann,
    "",
    Array.from({ length: all }, (_, i) => ordinaryMail("Inbox", i + 1)),
    (index) => (index < marked ? "ST" : "S"),
  );
  const imap = { type: "imap" as const, user: ann, email: ann, port: dovecot.imapPort };
  const profile = createProfile([{ ...imap, settings: { delete_model: 0 } }]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
  await until("the Inbox", () => openInbox().then((rows) => rows === all));
});
afterAll(() => session?.end());

const onServer = () => readdirSync(join(session.dovecot.maildir(ann), "cur")).length;

const inbox = `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const server = MailServices.accounts.getAccount("${account}").incomingServer;
  const folder = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);`;

/** Opens the Inbox as a click on it does; answers how many messages Thunderbird lists. */
const openInbox = () =>
  session.thunderbird.chrome<number>(
    `${inbox} folder.updateFolder(null); return folder.getTotalMessages(false);`,
  );

it("offers no click that would have Thunderbird wipe what is marked", async () => {
  const finding = findingIn(await checkUp(session), "imap-instant-delete", account);
  expect(finding?.values.kind).toBe("marked");
  expect(finding?.action).toBeUndefined();
  expect(await refusal(session, { type: "fix.plan", findingId: finding?.id })).toBe("bad-request");
  const written = inPage(
    session.thunderbird,
    "background",
    "return await browser.mailSettings.writeSetting(args[0], 'delete_model', 0, 1, true);",
    account,
  );
  await expect(written).rejects.toThrow("bad-request");
  await openInbox();
  expect(onServer()).toBe(all);
});

it("is wiped from the server by Thunderbird once deleting goes to the Trash", async () => {
  await session.thunderbird.chrome(
    `${inbox}
     server.QueryInterface(Ci.nsIImapIncomingServer).deleteModel = 1;
     // As at the next start: only a connection that is new asks for the marks of all messages.
     server.closeCachedConnections();`,
  );
  await until("the clean-up", () => openInbox().then(() => onServer() === all - marked), 30_000);
});
