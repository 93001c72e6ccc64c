import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { BackupSummary, Requests } from "../../src/protocol";
import { press, textOf } from "./harness/controls";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, jobEnd, keepEvidence, type Session, startSession } from "./harness/session";
import { mountSmallDisk, type SmallDisk } from "./harness/small-disk";

let session: Session;
let disk: SmallDisk;
const account = "account1";

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Work", "Trash"]);
  await makeFolders(dovecot, ann, ["Hidden"], false);
  const some = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1));
  putMail(dovecot, ann, "", some("Inbox", 30));
  putMail(dovecot, ann, "Work", some("Work", 10));
  putMail(dovecot, ann, "Hidden", some("Hidden", 5));
  // What Thunderbird fetches by itself would be taken for a question of ours.
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }], {
    "mail.server.server1.autosync_offline_stores": false,
  });
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
});
afterAll(async () => {
  await disk?.remove();
  await session?.end();
});

const ask = <T extends keyof Requests>(type: T, input: Requests[T]["input"]) =>
  request<Requests[T]["output"]>(session.thunderbird, "options", { type, ...input });

const check = () => ask("safeToDelete.check", { account });
const codes = async () => {
  const { answer, reasons } = await check();
  return [answer, ...reasons.map(({ code }) => code)];
};

async function verify(): Promise<void> {
  const [backup] = await ask("backup.list", {});
  await ask("backup.verify", { backupId: (backup as BackupSummary).backupId });
  expect(await jobEnd(session)).toMatchObject({ kind: "verify", verdict: "complete" });
}

it("is no without a backup, and not known before it was read back", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "safe-to-delete")));
  expect(await codes()).toEqual(["no", "no-backup"]);
  // The temporary folder may well be the profile's disk; this one is not.
  disk = await mountSmallDisk(session.backups, 400_000);
  expect(await backUp(session)).toMatchObject({ verdict: "complete" });
  expect(await codes()).toEqual(["unknown", "not-read-again"]);
});

it("is yes once everything was read back from another disk", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "safe-to-delete-yes")));
  session.dovecot.clearLog();
  await verify();
  expect(await check()).toMatchObject({ answer: "yes", reasons: [], folders: [] });
  // The question itself asks no server.
  expect(session.dovecot.clientLines().filter(({ line }) => /select|fetch/i.test(line))).toEqual(
    [],
  );
  await press(session.thunderbird, "options", /^Is everything of ann@example\.nl/, "backups");
  await until("the answer", async () =>
    (await textOf(session.thunderbird, "options", "backups")).includes("Yes. Every message"),
  );
});

it("is not known while the disk is away", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "safe-to-delete-away")));
  await disk.unplug();
  expect(await codes()).toEqual(["unknown", "place-away"]);
  await disk.plugIn();
  expect(await codes()).toEqual(["yes"]);
});

it("is no, with the folder's name, when one thing is not in it", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "safe-to-delete-no")));
  const { settings } = await ask("settings.get", {});
  const leaveOut = { ...settings.leaveOut, folders: [{ account, path: "Work" }] };
  await ask("settings.set", { settings: { ...settings, leaveOut } });
  await backUp(session);
  await verify();
  const { answer, folders } = await check();
  expect(answer).toBe("no");
  expect(folders).toMatchObject([{ name: "Work", why: "left-out" }]);
});
