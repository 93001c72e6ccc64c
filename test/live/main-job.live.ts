import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from "vitest";
import type { Report } from "../../src/core/checkup/report";
import { ann, bakery, householdProfile, messagesOfAnn, startHousehold } from "./harness/household";
import { inPage, openOptions, openPopup, pageText, request } from "./harness/pages";
import { until } from "./harness/processes";
import {
  compareWithServer,
  countWithDovecot,
  countWithMutt,
  forbiddenLines,
} from "./harness/readers";
import { modifiedUtf7 } from "./harness/seed";
import { jobEnd, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
const total = Object.values(messagesOfAnn).reduce((sum, count) => sum + count, 0);
const annFolder = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);

beforeAll(async () => {
  const dovecot = await startHousehold();
  session = await startSession(dovecot, householdProfile(dovecot), [
    { type: "imap", user: ann },
    { type: "pop3", user: ann },
    { type: "pop3", user: bakery },
  ]);
});
afterAll(() => session?.end());

const press = (label: RegExp) =>
  inPage<boolean>(
    session.thunderbird,
    "popup",
    `const button = [...document.querySelectorAll("button")]
       .find(one => new RegExp(args[0]).test(one.textContent));
     if (!button) return false;
     button.click();
     return true;`,
    label.source,
  );

describe("the main job, through the toolbar button", () => {
  it("looks at the accounts at start-up, without connecting to any server", async () => {
    await until("the first report", () =>
      inPage<boolean>(
        session.thunderbird,
        "background",
        `return Boolean((await browser.storage.local.get("report")).report);`,
      ),
    );
    expect(session.dovecot.clientLines()).toEqual([]);
  });

  it("looks again when an identity changes", async () => {
    const takenAt = () =>
      inPage<number>(
        session.thunderbird,
        "background",
        `return (await browser.storage.local.get("report")).report.takenAt;`,
      );
    const before = await takenAt();
    await session.thunderbird.chrome(
      `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
       MailServices.accounts.getAccount("account3").defaultIdentity.fullName = "The bakery";`,
    );
    await until("a newer report", async () => (await takenAt()) > before);
  });

  it("flags the address with POP and IMAP and the account with 3 days", async () => {
    onTestFailed(async () => console.error(await keepEvidence(session, "main-job-popup")));
    await openPopup(session.thunderbird);
    const text = await until("the findings", async () => {
      const seen = await pageText(session.thunderbird, "popup");
      return seen.includes("3 days") && seen.includes("Back up now") ? seen : null;
    });
    expect(text).toMatch(/1 address loses mail/);
    expect(text).toMatch(
      /ann@example\.nl\s+Critical\s+This mailbox is read with POP and with IMAP/,
    );
    expect(text).toMatch(/info@bakkerij\.example\s+High\s+Mail is removed from the server 3 days/);
  });

  it("says on demand which folders are hidden and which were never opened", async () => {
    await openOptions(session.thunderbird);
    const report = await request<Report>(session.thunderbird, "options", { type: "checkup.run" });
    const hidden = report.outcomes.find(({ check }) => check === "imap-hidden-folders");
    expect(hidden?.findings[0]?.values).toMatchObject({ folders: "Old letters", count: 1 });
  });

  it("backs everything up at the press of a button, and says that it is proved", async () => {
    onTestFailed(async () => console.error(await keepEvidence(session, "main-job-backup")));
    session.dovecot.clearLog();
    await openPopup(session.thunderbird);
    await until("the button", () => press(/Back up now/));
    await openOptionsIfNeeded();
    await until("the job to start", () =>
      request(session.thunderbird, "options", { type: "job.status" }),
    );
    const job = await jobEnd(session);
    expect(job).toMatchObject({ state: "done", verdict: "complete", missingCount: 0 });
    expect(job.done.messages).toBe(total);
    await openPopup(session.thunderbird);
    const text = await until("the proof", async () => {
      const seen = await pageText(session.thunderbird, "popup");
      return seen.includes("of 1,271 messages") ? seen : null;
    });
    expect(text).toContain("1,271 of 1,271 messages");
  });

  it("sent nothing to the server that a backup may not send, and no POP at all", () => {
    expect(session.dovecot.clientLines().length).toBeGreaterThan(10);
    expect(forbiddenLines(session.dovecot)).toEqual([]);
  });

  it("holds every message of the server byte for byte, read by a second path", async () => {
    const compared = await compareWithServer(session.dovecot, ann, annFolder());
    expect(compared.verdict).toBe("complete");
    for (const [folder, count] of Object.entries(messagesOfAnn)) {
      const path = folder === "" ? "INBOX" : modifiedUtf7(folder);
      expect(compared.folders[path], path).toMatchObject({
        server: count,
        saved: count,
        missing: [],
        extra: [],
        differing: [],
        verdict: "complete",
      });
    }
  });

  it("reads the same number of messages with Python, mutt and Dovecot", async () => {
    const compared = await compareWithServer(session.dovecot, ann, annFolder());
    for (const folder of Object.values(compared.folders)) {
      for (const volume of folder.volumes) {
        const file = join(annFolder(), volume);
        const counts = [
          folder.python[volume],
          await countWithMutt(file),
          await countWithDovecot(session.dovecot, file),
        ];
        expect(counts, volume).toEqual([folder.entries, folder.entries, folder.entries]);
      }
    }
  });

  it("writes nothing in a second run over unchanged mail", async () => {
    const before = lengths();
    await request(session.thunderbird, "options", { type: "backup.start" });
    const job = await jobEnd(session);
    expect(job).toMatchObject({ state: "done", verdict: "complete" });
    expect(job.done).toMatchObject({ messages: total, bytes: 0 });
    expect(lengths()).toEqual(before);
  });
});

const openOptionsIfNeeded = () =>
  inPage(session.thunderbird, "options", "return true;").catch(() =>
    openOptions(session.thunderbird),
  );

const lengths = () =>
  readdirSync(annFolder(), { recursive: true, withFileTypes: true })
    .filter((entry) => /\.(mbox|jsonl)$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
