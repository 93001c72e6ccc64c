import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job } from "../../src/core/job";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { inPage, openOptions, request } from "./harness/pages";
import { run, until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, type Session, startSession } from "./harness/session";

/** 8,000 messages of 20.6 KB on average: 165 MB, as much as a well-used folder. */
const messages = 8000;
const bodyLines = (i: number) => 120 + ((i * 37) % 720);

export interface Figures {
  thunderbird: string;
  messages: number;
  bytes: number;
  seconds: Record<"backup" | "again" | "getRaw" | "copy", number>;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Opens the folder and has Thunderbird fetch every body, so that only stored messages are measured. */
async function storeEverything(session: Session): Promise<string> {
  const call = <T>(code: string, ...args: unknown[]) =>
    inPage<T>(session.thunderbird, "options", code, ...args);
  await request(session.thunderbird, "options", { type: "checkup.run" });
  const uri = await call<string>(
    `return (await browser.mailStore.reveal("account1", "Big", "/", false)).uri;`,
  );
  await until(
    "every body",
    async () =>
      call<boolean>(
        `const uri = args[0];
         await browser.mailStore.refresh(uri, 2000);
         const keys = await browser.mailStore.keys(uri);
         if (keys.length < args[1]) return false;
         let missing = [];
         for (let at = 0; at < keys.length; at += 2000) {
           missing.push(...await browser.mailStore.withoutBody(uri, toPage(Array.from(keys).slice(at, at + 2000))));
         }
         if (missing.length > 0) {
           await browser.mailStore.fetchBodies(uri, toPage(missing.slice(0, 2000)));
           return false;
         }
         return true;`,
        uri,
        messages,
      ),
    300_000,
    3000,
  );
  return uri;
}

/** Reads every message with the standard API, one by one, as other add-ons do. */
const plainLoop = (session: Session, some: number) =>
  inPage<number>(
    session.thunderbird,
    "options",
    `const [account] = (await browser.accounts.list(true)).filter(one => one.type == "imap");
     const find = folders => folders.flatMap(one => [one, ...find(one.subFolders ?? [])]);
     const folder = find(account.rootFolder.subFolders).find(one => one.name == "Big");
     let page = await browser.messages.list(folder.id);
     let bytes = 0;
     let count = 0;
     for (;;) {
       for (const message of page.messages) {
         if (count == args[0]) return bytes;
         bytes += (await browser.messages.getRaw(message.id)).size;
         count++;
       }
       if (!page.id) return bytes;
       page = await browser.messages.continueList(page.id);
     }`,
    some,
  );

/** `cp` and `sha256sum` of the same bytes on the same disk. */
async function copyAndHash(folder: string): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), "postwacht-copy-"));
  try {
    return await seconds(async () => {
      await run("cp", ["-r", folder, place]);
      const files = readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.name.endsWith(".mbox"))
        .map((entry) => join(entry.parentPath, entry.name));
      await run("sha256sum", files);
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Measures one Thunderbird: everything in one run, so that the ratios can be trusted. */
export async function measure(): Promise<Figures> {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Big", "Trash"]);
  const mail = Array.from({ length: messages }, (_, i) => ordinaryMail("Big", i + 1, bodyLines(i)));
  putMail(dovecot, ann, "Big", mail);
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }]);
  const session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  try {
    const page = session.thunderbird;
    await openOptions(page);
    await storeEverything(session);
    await request(page, "options", { type: "backup.chooseFolder" });
    const backUp = async () => {
      await request<Job>(page, "options", { type: "backup.start" });
      const job = await jobEnd(session, 600_000);
      if (job.verdict !== "complete") throw new Error(`not complete: ${JSON.stringify(job)}`);
      return job;
    };
    let bytes = 0;
    const backup = await seconds(async () => {
      bytes = (await backUp()).done.bytes;
    });
    const again = await seconds(backUp);
    const copy = await copyAndHash(session.backups);
    const some = 800;
    const getRaw = (await seconds(() => plainLoop(session, some))) * (messages / some);
    return {
      thunderbird: page.version,
      messages,
      bytes,
      seconds: { backup, again, getRaw, copy },
    };
  } finally {
    await session.end();
  }
}

/** A table for people, and the same as JSON beside it. */
export function printFigures(figures: Figures, file: string): void {
  const { seconds: s } = figures;
  const rate = (value: number) => `${Math.round(figures.messages / value)} messages/s`;
  const mb = (figures.bytes / 1e6).toFixed(0);
  console.log(
    `Thunderbird ${figures.thunderbird}: ${figures.messages} messages, ${mb} MB, all stored here`,
  );
  console.log(`  proved backup       ${s.backup.toFixed(1)} s  ${rate(s.backup)}`);
  console.log(
    `  second run          ${s.again.toFixed(1)} s  ${(s.again / s.backup).toFixed(2)} of the first`,
  );
  console.log(
    `  messages.getRaw     ${s.getRaw.toFixed(1)} s  ${rate(s.getRaw)}  (from the first 800)`,
  );
  console.log(`  cp + sha256sum      ${s.copy.toFixed(2)} s`);
  console.log(`  backup / copy       ${(s.backup / s.copy).toFixed(1)}`);
  console.log(`  getRaw / backup     ${(s.getRaw / s.backup).toFixed(1)}`);
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
