import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from "vitest";
import type { Job } from "../../src/core/job";
import type { ChosenSettings, Estimate } from "../../src/protocol";
import { answerFolderPicker } from "./harness/backup-folder";
import { press } from "./harness/controls";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions, openPopup, type Place, pageText, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, jobNow, keepEvidence, type Session, startSession } from "./harness/session";
import { type Link, openLink } from "./harness/slow-link";

let session: Session;
let link: Link;
/** A disk of its own with little room. */
let small: string;
const counts = { First: 60, Second: 80, Trash: 12 };
const backup = (root: string) => join(root, `${ann} (imap, 127.0.0.1)`);

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  link = await openLink(dovecot.imapPort);
  await makeFolders(dovecot, ann, Object.keys(counts));
  for (const [name, count] of Object.entries(counts)) {
    putMail(
      dovecot,
      ann,
      name,
      Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1, 60)),
    );
  }
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: link.port }]);
  small = mkdtempSync(join(tmpdir(), "postwacht-small-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=30m", "tmpfs", small]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterAll(async () => {
  link?.goOn();
  await session?.end();
  await link?.close();
  execFileSync("umount", [small]);
  rmSync(small, { recursive: true, force: true });
});

const ask = <T>(type: string, input: object = {}) =>
  request<T>(session.thunderbird, "options", { type, ...input });

/** A page that nobody sees asks nothing; it catches up when its tab comes to the front. */
const bringToFront = (nth: number) =>
  session.thunderbird.chrome(
    `const window = Services.wm.getMostRecentWindow("mail:3pane");
     const tabmail = window.document.getElementById("tabmail");
     const tabs = tabmail.tabInfo
       .filter(tab => tab.browser?.currentURI?.spec.includes("/options/options.html"));
     tabmail.switchToTab(tabs[args[0]]);`,
    nth,
  );

const hasProgress = (place: Place) =>
  inPage<boolean>(
    session.thunderbird,
    place,
    `const bar = document.querySelector("progress");
     return Boolean(bar) && /First|Second|Trash|INBOX|Inbox|ann@/.test(document.body.innerText);`,
  );

/** Fills the small disk until so many bytes are free. */
function fillUpTo(free: number): string {
  const file = join(small, "filling");
  const [, line = ""] = execFileSync("df", ["-B1", "--output=avail", small], { encoding: "utf8" })
    .trim()
    .split("\n");
  execFileSync("fallocate", ["-l", String(Number(line) - free), file]);
  return file;
}

describe("a running backup", () => {
  it("is the same in two windows and in the popup, and each can stop it while its server is silent", async () => {
    onTestFailed(async () => console.error(await keepEvidence(session, "job-seen")));
    await ask("backup.chooseFolder");
    await openOptions(session.thunderbird);
    await ask<Job>("backup.start");
    await until("some mail is saved", async () => (await jobNow(session)).done.messages > 0);
    link.stall();
    await until("the job in the second window", () => hasProgress("secondOptions"));
    await bringToFront(0);
    await until("the job in the first window", () => hasProgress("options"));
    await openPopup(session.thunderbird);
    await until("the job in the popup", () => hasProgress("popup"));
    const before = await jobNow(session);
    expect(before.state).toBe("running");
    const asked = performance.now();
    await press(session.thunderbird, "popup", /^Cancel$/);
    const job = await jobEnd(session);
    console.log(`cancelled after ${Math.round(performance.now() - asked)} ms`);
    expect(job).toMatchObject({ state: "cancelled", error: { code: "cancelled" } });
    link.goOn();
    const manifest = JSON.parse(readFileSync(join(backup(session.backups), "backup.json"), "utf8"));
    const saved = manifest.folders.reduce((sum: number, one: Job["done"]) => sum + one.messages, 0);
    expect(saved).toBeGreaterThanOrEqual(before.done.messages);
    for (const [nth, place] of (["options", "secondOptions"] as const).entries()) {
      await bringToFront(nth);
      await until(`the end in ${place}`, async () =>
        (await pageText(session.thunderbird, place)).includes("You stopped the backup."),
      );
    }
    await bringToFront(0);
  });
});

describe("the choice of folders", () => {
  it("leaves Trash out where the user wants it, and says so beside the verdict", async () => {
    const { settings } = await ask<ChosenSettings>("settings.get");
    const leaveOut = { ...settings.leaveOut, trash: true };
    await ask("settings.set", { settings: { ...settings, leaveOut } });
    await ask<Job>("backup.start");
    const job = await jobEnd(session);
    expect(job).toMatchObject({ state: "done", verdict: "complete", leftOut: ["Trash"] });
    expect(job.done.messages).toBe(counts.First + counts.Second);
    const files = readdirSync(backup(session.backups));
    expect(files).toContain("First.mbox");
    await until("the words beside the verdict", async () =>
      (await pageText(session.thunderbird, "options")).includes("Left out by your choice: Trash."),
    );
    const report = readFileSync(join(backup(session.backups), "report.html"), "utf8");
    expect(report).toContain("Left out by choice, and no part of this verdict: Trash.");
    await ask("settings.set", { settings });
  });
});

describe("a disk with little room", () => {
  it("is noticed before anything is written, with what is needed", async () => {
    await answerFolderPicker(session.thunderbird, small);
    await ask("backup.chooseFolder");
    await ask("checkup.run");
    const counted = async () => {
      const { counting, lacksRoom } = await ask<Estimate>("backup.estimate");
      return !counting && lacksRoom?.code === "no-room-for-backup";
    };
    await until("the count of the rows", counted, 90_000);
    await ask<Job>("backup.start");
    const job = await jobEnd(session);
    expect(job).toMatchObject({ state: "failed", error: { code: "no-room-for-backup" } });
    expect(Number(job.error?.values.neededBytes)).toBeGreaterThan(50_000_000);
    expect(readdirSync(small)).toEqual(["postwacht-root.json"]);
    await until("the sentence", async () =>
      /too little room: about \d+ MB is needed/.test(
        await pageText(session.thunderbird, "options"),
      ),
    );
  });

  it("stops a run in time when others fill it, and the next one completes", async () => {
    execFileSync("mount", ["-o", "remount,size=120m", small]);
    link.stall();
    await ask<Job>("backup.start");
    await until("the job's beginning", async () => (await jobNow(session)).current !== undefined);
    const filling = fillUpTo(10_000_000);
    const stopped = await jobEnd(session);
    expect(stopped).toMatchObject({ state: "failed", error: { code: "room-ran-out" } });
    link.goOn();
    rmSync(filling);
    await ask<Job>("backup.start");
    const job = await jobEnd(session);
    expect(job).toMatchObject({ state: "done", verdict: "complete" });
    expect(job.done.messages).toBe(counts.First + counts.Second + counts.Trash);
  });
});
