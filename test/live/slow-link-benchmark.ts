import { writeFileSync } from "node:fs";
import type { Job } from "../../src/core/job";
import { createDovecot } from "./harness/dovecot";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, type Session, startSession } from "./harness/session";
import { openLink } from "./harness/slow-link";

const roundTrip = 40;
/** One big folder and some of the size that most have: 6,000 messages of 20.6 KB on average. */
const folders: Record<string, number> = { Big: 4000 };
for (let i = 1; i <= 10; i++) folders[`Folder ${i}`] = 200;
const total = Object.values(folders).reduce((sum, count) => sum + count, 0);
const bodyLines = (i: number) => 120 + ((i * 37) % 720);
/** The loop is measured over so many of the same messages, in a mailbox of its own. */
const looped = 150;

const [ann, bea] = ["ann@example.nl", "bea@example.nl"];

export interface SlowLinkFigures {
  thunderbird: string;
  roundTripMs: number;
  messages: number;
  bytes: number;
  seconds: Record<"backup" | "again" | "getRaw", number>;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Reads messages that are listed and not stored with the standard API, one by one. */
async function plainLoop(session: Session): Promise<number> {
  const call = <T>(code: string, ...args: unknown[]) =>
    inPage<T>(session.thunderbird, "options", code, ...args);
  const find = `
    const account = (await browser.accounts.list(true)).find(one => one.name == args[0]);
    const find = folders => folders.flatMap(one => [one, ...find(one.subFolders ?? [])]);
    const folder = find(account.rootFolder.subFolders).find(one => one.name == "Loop");`;
  // Thunderbird finds the folders first.
  await request(session.thunderbird, "options", { type: "checkup.run" });
  const uri = await call<string>(
    `return (await browser.mailStore.reveal("account2", "Loop", "/", false)).uri;`,
  );
  await until(
    "the loop's folder",
    async () => {
      await call(`await browser.mailStore.refresh(args[0], 2000);`, uri);
      return (
        (await call<number>(`return (await browser.mailStore.keys(args[0])).length;`, uri)) ===
        looped
      );
    },
    60_000,
    1000,
  );
  // The look at the mail that is here lets go of folders, and the standard API of the messages in them.
  await until(
    "every folder to be counted",
    () => call<boolean>(`return (await browser.storage.local.get("counting")).counting === false;`),
    60_000,
    1000,
  );
  return seconds(() =>
    call<number>(
      `${find}
       let page = await browser.messages.list(folder.id);
       let count = 0;
       for (;;) {
         for (const message of page.messages) {
           if ((await browser.messages.getRaw(message.id)).size > 0) count++;
         }
         if (!page.id) break;
         page = await browser.messages.continueList(page.id);
       }
       if (count != args[1]) throw new Error(count + " messages read");`,
      bea,
      looped,
    ),
  );
}

/** Measures one Thunderbird; both ways over the same link, in one run. */
export async function measureSlowLink(): Promise<SlowLinkFigures> {
  const dovecot = await createDovecot([ann, bea]);
  await dovecot.start();
  await makeFolders(dovecot, ann, [...Object.keys(folders), "Trash"]);
  await makeFolders(dovecot, bea, ["Loop", "Trash"]);
  for (const [name, count] of Object.entries(folders)) {
    const mail = Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1, bodyLines(i)));
    putMail(dovecot, ann, name, mail);
  }
  putMail(
    dovecot,
    bea,
    "Loop",
    Array.from({ length: looped }, (_, i) => ordinaryMail("Big", i + 1, bodyLines(i))),
  );
  const link = await openLink(dovecot.imapPort, { delayMs: roundTrip });
  // What Thunderbird fetches by itself meanwhile would be counted as ours, or as the loop's.
  const settings = { autosync_offline_stores: false };
  const profile = createProfile(
    [ann, bea].map((user) => ({
      type: "imap" as const,
      user,
      email: user,
      port: link.port,
      settings,
    })),
  );
  const logins = [ann, bea].map((user) => ({ type: "imap" as const, user }));
  const session = await startSession(dovecot, profile, logins);
  try {
    const page = session.thunderbird;
    await openOptions(page);
    await request(page, "options", { type: "backup.chooseFolder" });
    const getRaw = (await plainLoop(session)) * (total / looped);
    const backUp = async () => {
      await request<Job>(page, "options", { type: "backup.start", accounts: ["account1"] });
      const job = await jobEnd(session, 600_000);
      if (job.verdict !== "complete")
        throw new Error(`not complete: ${JSON.stringify(job).slice(0, 2000)}`);
      return job;
    };
    let bytes = 0;
    const backup = await seconds(async () => {
      bytes = (await backUp()).done.bytes;
    });
    const again = await seconds(backUp);
    const { version } = page;
    const figures = { thunderbird: version, roundTripMs: roundTrip, messages: total, bytes };
    return { ...figures, seconds: { backup, again, getRaw } };
  } finally {
    await session.end();
    await link.close();
  }
}

/** A table for people, and the same as JSON beside it. */
export function printSlowLink(figures: SlowLinkFigures, file: string): void {
  const { messages, roundTripMs, seconds: s } = figures;
  const rate = (value: number) => `${Math.round(messages / value)} messages/s`;
  const mb = (figures.bytes / 1e6).toFixed(0);
  console.log(
    `Thunderbird ${figures.thunderbird}: ${messages} messages, ${mb} MB, none stored here, over a link with a round trip of ${roundTripMs} ms`,
  );
  console.log(`  proved backup       ${s.backup.toFixed(1)} s  ${rate(s.backup)}`);
  console.log(`  second run          ${s.again.toFixed(1)} s`);
  console.log(
    `  messages.getRaw     ${s.getRaw.toFixed(0)} s  ${rate(s.getRaw)}  (from ${looped} of the same messages)`,
  );
  console.log(`  getRaw / backup     ${(s.getRaw / s.backup).toFixed(1)}`);
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
