import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Reading } from "../../src/core/backup/verify-reading";
import type { BackupSummary, Readings } from "../../src/protocol";
import { answerFolderPicker } from "./harness/backup-folder";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { mail, ordinaryMail } from "./harness/mail";
import { openOptions, pageText, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, jobEnd, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;
const elsewhere = mkdtempSync(join(tmpdir(), "postwacht-elsewhere-"));
const folder = () => join(session.backups, `${ann} (imap, 127.0.0.1)`);
const total = 61;

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Work", "Trash"]);
  putMail(dovecot, ann, "", [
    ...Array.from({ length: 40 }, (_, i) => ordinaryMail("Inbox", i + 1)),
    mail({ id: "big", subject: "big", date: 1, body: "0123456789abcdef\r\n".repeat(600_000) }),
  ]);
  putMail(
    dovecot,
    ann,
    "Work",
    Array.from({ length: 20 }, (_, i) => ordinaryMail("Work", i + 1)),
  );
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterAll(async () => {
  await session?.end();
  rmSync(elsewhere, { recursive: true, force: true });
});

const ask = <T>(type: string, input: Record<string, unknown> = {}) =>
  request<T>(session.thunderbird, "options", { type, ...input });

async function verify(backupId: string): Promise<Reading> {
  await ask("backup.verify", { backupId });
  const job = await jobEnd(session);
  expect(job).toMatchObject({ kind: "verify", state: "done" });
  const reading = (await ask<Readings>("backup.readings")).readings[backupId];
  if (!reading) throw new Error("nothing was kept");
  expect(job.verdict).toBe(
    reading.hitCount + reading.damages.length === 0 ? "complete" : "incomplete",
  );
  return reading;
}

const ownBackup = async () => {
  const [backup] = await ask<BackupSummary[]>("backup.list");
  if (!backup) throw new Error("no backup is listed");
  return backup;
};

const manifestAt = (place: string) => JSON.parse(readFileSync(join(place, "backup.json"), "utf8"));
const script = (place: string) =>
  spawnSync("python3", ["docs/verify-backup.py", place], { encoding: "utf8" });

function change(place: string, file: string, at: number): void {
  const bytes = readFileSync(join(place, file));
  bytes.writeUInt8((bytes[at] ?? 0) ^ 4, at);
  writeFileSync(join(place, file), bytes);
}

it("reads a fresh backup back, says so on the page and in the report, and dates the reading", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "verify")));
  await backUp(session);
  const before = await ownBackup();
  const reading = await verify(before.backupId);
  expect(reading).toMatchObject({ messages: total, whole: total, damages: [], notes: [] });
  const text = await until("the result", async () => {
    const seen = await pageText(session.thunderbird, "options");
    return seen.includes("61 of 61 messages are whole") ? seen : null;
  });
  expect(text).toContain("Read back completely");
  expect(readFileSync(join(folder(), "report.html"), "utf8")).toContain(
    "61 of 61 messages are whole",
  );
  const after = await ownBackup();
  expect(after.oldestReading).toBeGreaterThan(before.oldestReading ?? Number.NaN);
  const manifest = manifestAt(folder());
  const readAt = manifest.folders.flatMap(({ volumes }: { volumes: { readAt: number }[] }) =>
    volumes.map((volume) => volume.readAt),
  );
  expect(Math.min(...readAt)).toBe(after.oldestReading);
  expect(script(folder()).stdout).toContain("61 messages read; no damage found");
});

it("still backs up into the backup whose readings it has dated", async () => {
  expect(await backUp(session)).toMatchObject({ verdict: "complete", done: { bytes: 0 } });
});

it("opens a backup from elsewhere without server or account, and names what is damaged in it", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "verify-elsewhere")));
  await session.dovecot.stop();
  cpSync(session.backups, elsewhere, { recursive: true });
  const place = join(elsewhere, `${ann} (imap, 127.0.0.1)`);
  const lines = readFileSync(join(place, "Inbox.jsonl"), "utf8").trimEnd().split("\n");
  const line = (n: number) => JSON.parse(lines[n - 1] ?? "");
  // A bit of a small message, one of the large one, and a line of the other index.
  change(place, "Inbox.mbox", line(7).offset + line(7).length - 20);
  change(place, "Inbox.mbox", line(41).offset + 6_000_000);
  change(place, "Work.jsonl", 40);
  writeFileSync(join(place, "notes.txt"), "not ours");
  const before = readFileSync(join(place, "backup.json"));
  await answerFolderPicker(session.thunderbird, elsewhere);
  const backupId = await ask<string>("backup.open");
  const reading = await verify(backupId);
  expect(reading).toMatchObject({ messages: total, hitCount: total - reading.whole });
  const damaged = reading.hits.filter(({ reason }) => reason.code === "message-damaged");
  expect(damaged.map(({ message }) => message?.subject).sort()).toEqual(
    [line(7).subject, "big"].sort(),
  );
  expect(reading.damages.map(({ kind, file }) => [kind, file])).toContainEqual([
    "index-lines",
    "Work.jsonl",
  ]);
  expect(reading.notes).toMatchObject([{ kind: "extra-file", file: "notes.txt" }]);
  // What is only read is not written to.
  expect(readFileSync(join(place, "backup.json"))).toEqual(before);
  const { status, stdout } = script(place);
  expect(status).toBe(1);
  for (const { message } of damaged) expect(stdout).toContain(message?.subject);
  await until("the damage on the page", async () => {
    const seen = await pageText(session.thunderbird, "options");
    return seen.includes("big") && seen.includes("notes.txt") && seen.includes("From elsewhere");
  });
  await ask("backup.close", { backupId });
  expect((await ask<Readings>("backup.readings")).opened).toEqual([]);
});
