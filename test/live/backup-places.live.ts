import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { alertsShown, clickAlert, keepAlerts } from "./harness/alerts";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions, pageText } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, jobNow, type Session, startSession } from "./harness/session";
import { settingsPageOf, sticksOf } from "./harness/sticks";
import { mainWindow, openWindows } from "./harness/thunderbird";

let session: Session;
let dovecot: Awaited<ReturnType<typeof createDovecot>>;

beforeAll(async () => {
  dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Trash"]);
  putMail(dovecot, ann, "", [ordinaryMail(ann, 1), ordinaryMail(ann, 2)]);
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await keepAlerts(session.thunderbird);
  await openOptions(session.thunderbird);
});
afterAll(async () => {
  const drawers = session ? [drawer("blue"), drawer("red"), drawer("gone")] : [];
  await session?.end();
  for (const folder of drawers) rmSync(folder, { recursive: true, force: true });
});

interface Place {
  place: string;
  name: string;
  presence: string;
  chosen: boolean;
  verdict: string | null;
  endedAt: number | null;
}

const { drawer, pullOut, plugIn } = sticksOf(() => session);
const { page, ask, codeOf, stored, store, lookNow } = settingsPageOf(() => session);
const places = async () => (await ask<{ places: Place[] }>("overview")).places;
const presences = async () => (await places()).map(({ presence }) => presence);
const backUp = async () => {
  await ask("backup.start");
  return jobEnd(session);
};

const accountFolder = `${ann} (imap, 127.0.0.1)`;
const manifestOn = (root: string, folder = accountFolder) =>
  JSON.parse(readFileSync(join(root, folder, "backup.json"), "utf8")) as {
    sequence: number;
    writer: string;
    accountUid: string;
    folders: { name: string; messages: number }[];
  };
const saved = (root: string, folder = accountFolder) =>
  manifestOn(root, folder).folders.reduce((sum, { messages }) => sum + messages, 0);
const writeLock = (folder: string, lock: object) =>
  writeFileSync(join(session.backups, folder, "lock.json"), JSON.stringify(lock));

it("asks before it writes to another stick, and then keeps a whole backup on each", async () => {
  await ask("backup.chooseFolder");
  expect(await backUp()).toMatchObject({ state: "done", verdict: "complete" });
  pullOut("blue");
  mkdirSync(session.backups);
  expect(await presences()).toEqual(["other"]);
  expect(await codeOf("backup.start")).toBe("backup-folder-foreign");
  expect(readdirSync(session.backups)).toEqual([]);
  // Whoever comes back to the page sees which stick is there.
  await page(`document.dispatchEvent(new document.defaultView.Event("visibilitychange"));`);
  await until("the question", async () =>
    (await pageText(session.thunderbird, "options")).includes("Use it as a new place?"),
  );
  const [blue] = await places();
  await ask("place.useOther", { place: blue?.place });
  await ask("place.name", { place: blue?.place, name: " Blue\tstick " });
  expect(await backUp()).toMatchObject({ state: "done", verdict: "complete" });
  expect([saved(drawer("blue")), saved(session.backups)]).toEqual([2, 2]);
  expect(await places()).toMatchObject([
    { name: "Blue stick", presence: "away", chosen: false, verdict: "complete" },
    { name: "", presence: "here", chosen: true, verdict: "complete" },
  ]);
});

it("writes to the stick that is there, each in its own sequence, once the user allows that", async () => {
  putMail(dovecot, ann, "", [ordinaryMail(ann, 3)]);
  pullOut("red");
  plugIn("blue");
  expect(await codeOf("backup.start")).toBe("backup-folder-missing");
  await ask("place.orAnother", { allowed: true });
  const before = manifestOn(session.backups).sequence;
  expect(await backUp()).toMatchObject({ state: "done", verdict: "complete" });
  expect([saved(session.backups), saved(drawer("red"))]).toEqual([3, 2]);
  expect(manifestOn(session.backups).sequence).toBeGreaterThan(before);
  // The other stick stands at a lower sequence, and that is no older copy.
  pullOut("blue");
  plugIn("red");
  expect(await backUp()).toMatchObject({ state: "done", verdict: "complete" });
  expect(saved(session.backups)).toBe(3);
});

it("says that no stick is there, and forgets a place without touching its files", async () => {
  pullOut("red");
  expect(await presences()).toEqual(["away", "away"]);
  expect(await codeOf("backup.start")).toBe("backup-folder-missing");
  const [blue] = await places();
  await ask("place.forget", { place: blue?.place });
  expect(await places()).toMatchObject([{ chosen: true, presence: "away", verdict: "complete" }]);
  expect(saved(drawer("blue"))).toBe(3);
  plugIn("red");
});

it("lets only one of two computers make a folder", async () => {
  const make = () =>
    page<string>(
      `const disk = browser.backupDisk;
       const { rootId } = (await disk.roots()).find(({ path }) => path == args[0]);
       const owner = await disk.claim(rootId);
       try { await disk.makeFolder(rootId, owner, "new", true); return "made"; }
       catch (error) { return String(error.message); }`,
      session.backups,
    );
  expect([await make(), await make()]).toEqual(["made", "backup-folder-in-use"]);
  rmSync(join(session.backups, "new"), { recursive: true });
});

it("leaves the backup of another installation alone, and goes on with it when told to", async () => {
  const theirs = readFileSync(join(session.backups, accountFolder, "backup.json"));
  // From here on this Thunderbird is another installation.
  await ask("backup.separate");
  expect(await backUp()).toMatchObject({ state: "done", verdict: "complete" });
  const folders = readdirSync(session.backups, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders).toHaveLength(2);
  expect(readFileSync(join(session.backups, accountFolder, "backup.json"))).toEqual(theirs);
  const [other] = await ask<{ place: string; folder: string; account: string }[]>("backup.others");
  expect(other).toMatchObject({ folder: accountFolder, by: "installation", account: "account1" });
  expect(await codeOf("backup.takeOver", other)).toBe("account-has-backup");

  // As on a new computer, which has made none.
  await store("accountUids", {});
  await store("backups", {});
  writeLock(accountFolder, { writer: "w", profile: "p", at: Date.now(), released: false });
  expect(await codeOf("backup.takeOver", other)).toBe("backup-folder-in-use");
  writeLock(accountFolder, { writer: "w", profile: "p", at: 1, released: true });
  expect(await codeOf("backup.takeOver", other)).toBe("done");
  putMail(dovecot, ann, "", [ordinaryMail(ann, 4)]);
  expect(await backUp()).toMatchObject({ state: "done", verdict: "complete" });
  expect(saved(session.backups)).toBe(4);
  expect(manifestOn(session.backups).writer).toBe(await stored<string>("installation"));
});

it("notices that a copy of this profile has written, and writes nothing before it is told to", async () => {
  const { writer, sequence, accountUid } = manifestOn(session.backups);
  const [place] = await places();
  const id = `${place?.place}/${accountUid}`;
  const backups = await stored<Record<string, object>>("backups");
  await store("backups", { ...backups, [id]: { ...backups[id], sequence: sequence - 1 } });
  writeLock(accountFolder, { writer, profile: "elsewhere", at: 1, released: true });
  const before = readFileSync(join(session.backups, accountFolder, "backup.json"));
  expect(await backUp()).toMatchObject({
    state: "failed",
    error: { code: "backup-profile-copied" },
  });
  expect(readFileSync(join(session.backups, accountFolder, "backup.json"))).toEqual(before);
  const others = await ask<{ folder: string; by: string }[]>("backup.others");
  const copied = others.find(({ by }) => by === "copied-profile");
  expect(copied?.folder).toBe(accountFolder);
  expect(await codeOf("backup.takeOver", copied)).toBe("done");
  expect(await backUp()).toMatchObject({ state: "done", verdict: "complete" });
});

const longAgo = () => Date.now() - 20 * 86_400_000;

/** The schedule as after twenty days without a backup; its next look comes now. */
async function afterTwentyDays() {
  const schedule = await stored<{ savedAt: object }>("schedule");
  const savedAt = Object.fromEntries(Object.keys(schedule.savedAt).map((id) => [id, longAgo()]));
  await store("schedule", { ...schedule, savedAt, since: longAgo(), failed: null });
  await lookNow();
}

/** What the schedule told; the check-up tells of its findings by itself. */
const told = async () =>
  (await alertsShown(session.thunderbird)).filter(({ id }) => id === "backup-schedule");

const newJob = (id: string | undefined) =>
  until("a backup by itself", async () => {
    const job = await jobNow(session);
    return job.id !== id && job.state !== "running" && job;
  });

it("makes a backup by itself where one is due, opens no window, and counts from its end", async () => {
  putMail(dovecot, ann, "", [ordinaryMail(ann, 5)]);
  const last = await jobNow(session);
  await ask("schedule.set", { rhythm: "weekly" });
  await afterTwentyDays();
  expect(await newJob(last.id)).toMatchObject({ state: "done", verdict: "complete" });
  expect(saved(session.backups)).toBe(5);
  const windows = await openWindows(session.thunderbird);
  expect(windows).toEqual([mainWindow]);
  const { dueAt } = await ask<{ dueAt: number }>("schedule.get");
  expect(dueAt).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  expect(await told()).toEqual([]);
});

it("tells once of a run by itself that fails, and opens the backups at a click", async () => {
  const folder = accountFolder;
  writeLock(folder, { writer: "w", profile: "p", at: Date.now() + 60_000, released: false });
  const last = await jobNow(session);
  await afterTwentyDays();
  const failed = await newJob(last.id);
  expect(failed).toMatchObject({ state: "failed", error: { code: "backup-folder-in-use" } });
  await until("the notification", async () => (await told()).length > 0);
  await afterTwentyDays();
  await newJob(failed.id);
  expect((await told()).map(({ title }) => title)).toEqual(["The backup did not come about"]);
  await clickAlert(session.thunderbird);
  await until("the page", () =>
    session.thunderbird.chrome<boolean>(
      `return Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail")
         .tabInfo.some(tab => tab.browser?.currentURI?.spec.endsWith("options.html#backups"));`,
    ),
  );
  writeLock(folder, { writer: "w", profile: "p", at: 1, released: true });
});

it("tells once that a backup is overdue while the stick is away, and makes it up when it is back", async () => {
  const last = await jobNow(session);
  pullOut("gone");
  await afterTwentyDays();
  const overdue = async () => (await told()).filter(({ title }) => title.includes("overdue"));
  await until("the notification", async () => (await overdue()).length > 0);
  await lookNow();
  await until("the next look", async () => {
    const next = await page<number>(`return (await browser.alarms.get("schedule")).scheduledTime;`);
    return next > Date.now() + 60_000;
  });
  expect(await overdue()).toHaveLength(1);
  expect((await jobNow(session)).id).toBe(last.id);
  plugIn("gone");
  await lookNow();
  expect(await newJob(last.id)).toMatchObject({ state: "done", verdict: "complete" });
});
