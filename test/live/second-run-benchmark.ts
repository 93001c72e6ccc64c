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
import { readSteps, type Steps, watchSteps } from "./harness/steps";

const ann = "ann@example.nl";
const folders: Record<string, number> = { Huge: 60_000, Large: 25_000, Usual: 10_000, Small: 5000 };
const total = Object.values(folders).reduce((sum, count) => sum + count, 0);

interface Run {
  seconds: number;
  stalls: Stalls;
  steps: Steps;
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
}

async function backUp(session: Session): Promise<Run> {
  await sleep(3000);
  await watchStalls(session.thunderbird);
  const start = performance.now();
  await request<Job>(session.thunderbird, "options", { type: "backup.start" });
  const job = await jobEnd(session, 1_800_000);
  const seconds = (performance.now() - start) / 1000;
  const stalls = await endStalls(session.thunderbird);
  const steps = await readSteps(session.thunderbird);
  if (job.verdict !== "complete" || job.done.messages !== total) {
    throw new Error(`not complete: ${JSON.stringify(job).slice(0, 2000)}`);
  }
  return { seconds, stalls, steps };
}

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
    await watchSteps(thunderbird);
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
    return {
      thunderbird: thunderbird.version,
      messages: total,
      idle,
      first,
      second,
      anew,
    };
  } finally {
    await session.end();
  }
}

export function printSecondRun(figures: SecondRunFigures, file: string): void {
  const { first, second, anew } = figures;
  const stalls = ({ longest, count, seconds }: Stalls) =>
    `main thread held ${longest.toFixed(0)} ms at most, ${count} times above 50 ms in ${seconds.toFixed(0)} s`;
  const longest = (calls: Record<string, number>) => {
    const [name, ms] = Object.entries(calls).sort(([, a], [, b]) => b - a)[0] ?? ["none", 0];
    return `${name} ${ms.toFixed(0)} ms`;
  };
  const line = (name: string, { seconds, stalls: held, steps }: Run) => {
    console.log(`  ${name.padEnd(19)} ${seconds.toFixed(1)} s; ${stalls(held)}`);
    console.log(
      `${" ".repeat(22)}our longest call: ${longest(steps.own)}; with a folder database opened or written by Thunderbird: ${longest(steps.withDatabase)}`,
    );
  };
  console.log(`Thunderbird ${figures.thunderbird}: ${figures.messages} messages in four folders`);
  console.log(`  doing nothing       ${stalls(figures.idle)}`);
  line("first run", first);
  line("second run", second);
  line("all stored, anew", anew);
  console.log(`  second / first      ${(second.seconds / first.seconds).toFixed(3)}`);
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
