import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFailed } from "vitest";
import type { Job } from "../../src/core/job";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { addonId, inPage, openOptions, pageText, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { compareWithServer } from "./harness/readers";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, jobNow, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
const folders = { First: 300, Second: 500, Third: 400 };
const total = 1200;
const backup = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);

beforeEach(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, [...Object.keys(folders), "Trash"]);
  for (const [name, count] of Object.entries(folders)) {
    const messages = Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1, 60));
    putMail(dovecot, ann, name, messages);
  }
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterEach(() => session?.end());

const start = async () => {
  await request(session.thunderbird, "options", { type: "backup.chooseFolder" });
  return request<Job>(session.thunderbird, "options", { type: "backup.start" });
};
const again = () => request<Job>(session.thunderbird, "options", { type: "backup.start" });

/** Waits until something is saved and the job is still far from its end. */
const untilInTheMiddle = () =>
  until(
    "the middle of the backup",
    async () => {
      const job = await jobNow(session);
      if (job.state !== "running") throw new Error(`it is over: ${JSON.stringify(job)}`);
      return job.done.messages >= folders.First && job.done.messages < total;
    },
    60_000,
    20,
  );

/** Messages that backup.json counts as saved at this moment. */
const committed = () => {
  const manifest = JSON.parse(readFileSync(join(backup(), "backup.json"), "utf8"));
  return manifest.folders.reduce((sum: number, one: { messages: number }) => sum + one.messages, 0);
};

/** Everything is there, once, and byte for byte. */
async function expectWhole(): Promise<void> {
  const compared = await compareWithServer(session.dovecot, ann, backup());
  expect(compared.verdict).toBe("complete");
  for (const [name, count] of Object.entries(folders)) {
    expect(compared.folders[name], name).toMatchObject({
      server: count,
      saved: count,
      entries: count,
      missing: [],
      differing: [],
      verdict: "complete",
    });
  }
}

const evidence = (name: string) =>
  onTestFailed(async () => console.error(await keepEvidence(session, name)));

it("says what is missing when the server goes away, loses nothing, and completes it later", async () => {
  evidence("server-gone");
  await start();
  await untilInTheMiddle();
  await session.dovecot.stop();
  const job = await jobEnd(session);
  expect(job).toMatchObject({ state: "done", verdict: "incomplete" });
  expect(job.missingCount).toBeGreaterThan(0);
  const codes = new Set(job.missing.map(({ reason }) => reason.code));
  expect([...codes]).toContain("server-unreachable");
  const saved = committed();
  expect(saved).toBeGreaterThanOrEqual(folders.First);
  await until("the sentence", async () =>
    (await pageText(session.thunderbird, "options")).includes("The server could not be reached."),
  );

  await session.dovecot.start();
  await again();
  expect(await jobEnd(session)).toMatchObject({ state: "done", verdict: "complete", missing: [] });
  expect(committed()).toBe(total);
  await expectWhole();
});

it("goes on by itself after Thunderbird was killed, and stores nothing twice", async () => {
  evidence("killed");
  await start();
  await untilInTheMiddle();
  await session.thunderbird.kill();
  const saved = committed();
  await session.restart();
  await openOptions(session.thunderbird);
  const job = await jobEnd(session);
  expect(job).toMatchObject({ state: "done", verdict: "complete", missing: [] });
  expect(committed()).toBe(total);
  expect(saved).toBeLessThan(total);
  await expectWhole();
  await again();
  expect(await jobEnd(session)).toMatchObject({ verdict: "complete", done: { bytes: 0 } });
});

it("goes on when the event page dies, with the pages closed meanwhile", async () => {
  evidence("event-page");
  await start();
  await untilInTheMiddle();
  await session.thunderbird.chrome(
    `const { extension } = WebExtensionPolicy.getByID(args[0]);
     await extension.terminateBackground({ ignoreDevToolsAttached: true });
     const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
     tabmail.closeTab(tabmail.tabInfo.find(tab => tab.browser?.currentURI.spec.includes("options.html")));`,
    addonId,
  );
  // The alarm that watches a running job wakes the page again within a minute.
  await until("backup.json to hold everything", () => committed() === total, 120_000, 500);
  await openOptions(session.thunderbird);
  expect(await jobEnd(session)).toMatchObject({ state: "done", verdict: "complete" });
  await expectWhole();
});

it("stops within a second when it is cancelled, and keeps what it has", async () => {
  evidence("cancelled");
  await start();
  await untilInTheMiddle();
  const pressed = Date.now();
  await inPage(
    session.thunderbird,
    "options",
    `[...document.querySelectorAll("button")].find(one => one.textContent == "Cancel").click()`,
  );
  const job = await jobEnd(session);
  expect(Date.now() - pressed).toBeLessThan(2500);
  expect(job).toMatchObject({ state: "cancelled", error: { code: "cancelled" } });
  const saved = committed();
  expect(saved).toBeGreaterThanOrEqual(folders.First);
  expect(saved).toBeLessThan(total);
  await again();
  expect(await jobEnd(session)).toMatchObject({ state: "done", verdict: "complete" });
  await expectWhole();
});
