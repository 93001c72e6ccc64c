import { writeFileSync } from "node:fs";
import type { Job } from "../../src/core/job";
import { createDovecot } from "./harness/dovecot";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions, request } from "./harness/pages";
import { sleep } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, type Session, startSession } from "./harness/session";
import { endStalls, type Stalls, watchStalls } from "./harness/stalls";

const ann = "ann@example.nl";
const folders: Record<string, number> = { Huge: 60_000, Large: 25_000, Usual: 10_000, Small: 5000 };
const total = Object.values(folders).reduce((sum, count) => sum + count, 0);

interface Run {
  seconds: number;
  stalls: Stalls;
}

export interface SecondRunFigures {
  thunderbird: string;
  messages: number;
  idle: Stalls;
  /** Nothing is stored here: Thunderbird lists and fetches all mail in it. */
  first: Run;
  /** Nothing has changed. */
  second: Run;
  /** Everything is stored here and the backup is a new one: what we do ourselves. */
  anew: Run;
  /** Opening each folder's database alone, Thunderbird's own step, in milliseconds. */
  databases: Record<string, number>;
}

async function backUp(session: Session): Promise<Run> {
  await sleep(3000);
  await watchStalls(session.thunderbird);
  const start = performance.now();
  await request<Job>(session.thunderbird, "options", { type: "backup.start" });
  const job = await jobEnd(session, 1_800_000);
  const seconds = (performance.now() - start) / 1000;
  const stalls = await endStalls(session.thunderbird);
  if (job.verdict !== "complete" || job.done.messages !== total) {
    throw new Error(`not complete: ${JSON.stringify(job).slice(0, 2000)}`);
  }
  return { seconds, stalls };
}

const openDatabases = (session: Session) =>
  session.thunderbird.chrome<Record<string, number>>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     // 153 has renamed it.
     const now = () => (ChromeUtils.now ? ChromeUtils.now() : Cu.now());
     const took = {};
     for (const folder of MailServices.accounts.accounts[0].incomingServer.rootFolder.descendants) {
       folder.msgDatabase = null;
       const before = now();
       try { folder.msgDatabase; } catch (error) {}
       took[folder.name] = now() - before;
       folder.msgDatabase = null;
     }
     return took;`,
  );

/** Measures a first run over 100,000 messages, a second over the same, and how long our steps hold Thunderbird. */
export async function measureSecondRun(): Promise<SecondRunFigures> {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, [...Object.keys(folders), "Trash"]);
  for (const [name, count] of Object.entries(folders)) {
    putMail(
      dovecot,
      ann,
      name,
      Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1)),
    );
  }
  const settings = { autosync_offline_stores: false };
  const profile = createProfile([
    { type: "imap", user: ann, email: ann, port: dovecot.imapPort, settings },
  ]);
  const session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  try {
    const { thunderbird } = session;
    await openOptions(thunderbird);
    await watchStalls(thunderbird);
    await sleep(10_000);
    const idle = await endStalls(thunderbird);
    await request(thunderbird, "options", { type: "backup.chooseFolder" });
    const first = await backUp(session);
    const second = await backUp(session);
    // Without what is remembered of it, the next run makes a new backup beside the old one.
    await inPage(
      thunderbird,
      "options",
      `await browser.storage.local.remove(toPage(["accountUids", "backups"]));`,
    );
    const anew = await backUp(session);
    const databases = await openDatabases(session);
    return {
      thunderbird: thunderbird.version,
      messages: total,
      idle,
      first,
      second,
      anew,
      databases,
    };
  } finally {
    await session.end();
  }
}

export function printSecondRun(figures: SecondRunFigures, file: string): void {
  const { first, second, anew, databases } = figures;
  const stalls = ({ longest, count, seconds }: Stalls) =>
    `main thread held ${longest.toFixed(0)} ms at most, ${count} times above 50 ms in ${seconds.toFixed(0)} s`;
  const line = (name: string, { seconds, stalls: held }: Run) =>
    console.log(`  ${name.padEnd(19)} ${seconds.toFixed(1)} s; ${stalls(held)}`);
  console.log(`Thunderbird ${figures.thunderbird}: ${figures.messages} messages in four folders`);
  console.log(`  doing nothing       ${stalls(figures.idle)}`);
  line("first run", first);
  line("second run", second);
  line("all stored, anew", anew);
  console.log(`  second / first      ${(second.seconds / first.seconds).toFixed(3)}`);
  const slowest = Math.max(...Object.values(databases));
  console.log(
    `  folder databases    the slowest opens in ${slowest.toFixed(0)} ms (Thunderbird's own)`,
  );
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
