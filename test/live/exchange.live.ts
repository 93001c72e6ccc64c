import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Overview } from "../../src/protocol";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions, request } from "./harness/pages";
import { createProfile } from "./harness/profile";
import { compareWithServer, forbiddenLines } from "./harness/readers";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
const mails = Array.from({ length: 12 }, (_, i) => ordinaryMail("Inbox", i + 1));
/** Port 1 answers nobody: an Exchange service cannot be had here. */
const exchange = (type: "ews" | "graph", user: string) => ({
  ...{ type, user, email: user, port: 1 },
  settings: { ews_url: "https://127.0.0.1:1/EWS/Exchange.asmx" },
});

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Trash"]);
  putMail(dovecot, ann, "", mails);
  const profile = createProfile([
    { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
    exchange("ews", "office@bakkerij.example"),
    exchange("graph", "shop@bakkerij.example"),
  ]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterAll(() => session?.end());

it("shows and backs up the other accounts of a profile that has Exchange accounts too", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "exchange")));
  const { accounts } = await request<Overview>(session.thunderbird, "options", {
    type: "overview",
  });
  expect(accounts.map(({ id }) => id)).toContain("account1");
  const job = await backUp(session);
  expect(job.state).toBe("done");
  // Whatever this Thunderbird makes of the Exchange accounts: none is called complete, and none is passed over.
  for (const { id, emails, name, type } of accounts.filter(({ id }) => /^account[23]$/.test(id))) {
    expect(job.verdict).not.toBe("complete");
    expect([id, type, job.missing.map(({ account }) => account)]).toEqual([
      ...[id, type],
      expect.arrayContaining([emails[0] ?? name]),
    ]);
  }
  const { verdict, folders } = await compareWithServer(
    ...([session.dovecot, ann, `${session.backups}/${ann} (imap, 127.0.0.1)`] as const),
  );
  expect(verdict).toBe("complete");
  expect(folders.INBOX).toMatchObject({ server: 12, saved: 12, missing: [], differing: [] });
});

it("has a message handed over by the service of its account, byte for byte and with PEEK", async () => {
  const streamed = await inPage<string[]>(
    session.thunderbird,
    "background",
    `const { mailStore } = page.messenger;
     const read = async (handle) =>
       new page.TextDecoder().decode(await mailStore.readPiece(handle, 1000000));
     const uris = await mailStore.folderUris("account1");
     const inbox = uris.find((uri) => uri.endsWith("/INBOX"));
     const answers = [];
     for (const key of await mailStore.keys(inbox)) {
       const handle = await mailStore.streamMessage(inbox, key, 20000);
       answers.push(await read(handle), await read(handle));
       await mailStore.closeMessage(handle);
     }
     return answers;`,
  );
  // A stored copy comes with the two lines that Thunderbird put in front; behind its end comes nothing.
  const bare = streamed.map((text) =>
    text.replace(/^X-Mozilla-Status: \w{4}\r?\nX-Mozilla-Status2: \w{8}\r?\n/, ""),
  );
  const ends = mails.map(() => "");
  expect(bare.sort()).toEqual([...ends, ...mails.map((mail) => mail.toString("utf8"))].sort());
  expect(forbiddenLines(session.dovecot)).toEqual([]);
});
