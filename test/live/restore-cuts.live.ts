import { afterAll, beforeAll, expect, it } from "vitest";
import { createDovecot, type Dovecot } from "./harness/dovecot";
import { mail, ordinaryMail } from "./harness/mail";
import { openOptions } from "./harness/pages";
import { sleep } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { randomFrom } from "./harness/random";
import {
  beginRestore,
  firstBackup,
  goOn,
  localMail,
  restore,
  servedMail,
} from "./harness/restoring";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, jobEnd, jobNow, type Session, startSession } from "./harness/session";

/*
 * A restore that is cut anywhere and goes on ends with every message exactly once. A few cuts here; RESTORE_CUTS says
 * how many there are to be, and RESTORE_SEED at which moments (docs/torture.md tells of a long run).
 */

const cuts = Number(process.env.RESTORE_CUTS ?? "3");
const seed = Number(process.env.RESTORE_SEED ?? "1");
const random = randomFrom(seed);
const [ann, bob] = ["ann@example.nl", "bob@example.nl"];
const [bobs, local] = ["account2", "account3"];
const each = 120;
let dovecot: Dovecot;
let session: Session;
let backupId: string;
/** How long a restore takes that nobody cuts, in milliseconds. */
const takes = { local: 0, imap: 0 };
let expected: string[];
const restores = { local: 0, imap: 0 };

/** Ordinary messages, each twelfth of them twice, and some without a Message-ID. */
function messagesOf(folder: string): Buffer[] {
  return Array.from({ length: each }, (_, i) => {
    if (i % 12 === 1) return ordinaryMail(folder, i);
    if (i % 10 !== 3) return ordinaryMail(folder, i + 1);
    const date = Date.UTC(2025, 1, 1) + i;
    return mail({ id: "", subject: `no id ${i}`, date, body: `${folder} ${i}\r\n` });
  });
}

beforeAll(async () => {
  dovecot = await createDovecot([ann, bob]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Work", "Work/Old"]);
  for (const folder of ["", "Work", "Work/Old"]) putMail(dovecot, ann, folder, messagesOf(folder));
  const accounts = [ann, bob].map((user) => ({
    type: "imap" as const,
    user,
    email: user,
    port: dovecot.imapPort,
  }));
  const logins = [ann, bob].map((user) => ({ type: "imap" as const, user }));
  session = await startSession(dovecot, createProfile(accounts), logins);
  await openOptions(session.thunderbird);
  expect((await backUp(session, { accounts: ["account1"] })).verdict).toBe("complete");
  backupId = await firstBackup(session);
  expected = Object.values(await servedMail(dovecot, ann)).flatMap((all) =>
    all.map(({ sha256 }) => sha256),
  );
  expect(expected).toHaveLength(3 * each);
}, 120_000);
afterAll(() => session?.end());

/** How many messages are there too often or too seldom after so many restores. */
function differences(found: readonly string[], times: number) {
  const counts = new Map<string, number>();
  for (const one of expected) counts.set(one, (counts.get(one) ?? 0) - times);
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) + 1);
  const values = [...counts.values()];
  const sum = (some: number[]) => some.reduce((all, one) => all + Math.abs(one), 0);
  return {
    tooMany: sum(values.filter((value) => value > 0)),
    tooFew: sum(values.filter((value) => value < 0)),
  };
}

const none = { tooMany: 0, tooFew: 0 };

async function there(where: "local" | "imap"): Promise<string[]> {
  if (where === "local") return localMail(session);
  const served = Object.entries(await servedMail(dovecot, bob));
  return served
    .filter(([path]) => path.startsWith("Restored "))
    .flatMap(([, all]) => all.map(({ sha256 }) => sha256));
}

const accountOf = { local, imap: bobs };

it.each(["local", "imap"] as const)("puts everything back when nobody cuts: %s", async (where) => {
  const startedAt = Date.now();
  const job = await restore(session, { backupId, target: { account: accountOf[where] } });
  takes[where] = Date.now() - startedAt;
  expect(job.verdict).toBe("complete");
  restores[where]++;
  expect(differences(await there(where), 1)).toEqual(none);
});

const kinds = [
  { where: "local", cut: "killed" },
  { where: "imap", cut: "killed" },
  { where: "imap", cut: "server gone" },
] as const;

async function cutIt(cut: (typeof kinds)[number]["cut"]): Promise<void> {
  if (cut === "killed") {
    await session.thunderbird.kill();
    await session.restart();
    await openOptions(session.thunderbird);
    return;
  }
  await dovecot.stop();
  await sleep(500 + random() * 1500);
  await dovecot.start();
}

const list = Array.from({ length: cuts }, (_, i) => {
  const { where, cut } = kinds[i % kinds.length] ?? kinds[0];
  return { number: i + 1, where, cut };
});

it.for(list)(
  "ends with each message once: cut $number, $where, $cut",
  { timeout: 120_000 },
  async ({ where, cut }) => {
    await beginRestore(session, { backupId, target: { account: accountOf[where] } });
    // The first part of it is the plan, and it is shorter the second time.
    const after = Math.round(random() * takes[where] * 0.6);
    await sleep(after);
    const seen = await jobNow(session);
    await cutIt(cut);
    let job = await jobEnd(session);
    for (let tried = 0; job.verdict !== "complete" && tried < 3; tried++) job = await goOn(session);
    console.log(`cut after ${after} ms at ${seen.done.messages} messages: ${job.state}`);
    expect([job.verdict, job.error]).toEqual(["complete", undefined]);
    restores[where]++;
    expect(differences(await there(where), restores[where])).toEqual(none);
  },
);
