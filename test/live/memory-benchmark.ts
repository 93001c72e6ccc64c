import { writeFileSync } from "node:fs";
import type { Job } from "../../src/core/job";
import { createDovecot, type Dovecot } from "./harness/dovecot";
import { mail, ordinaryMail } from "./harness/mail";
import { watchMemory } from "./harness/memory";
import { inPage, openOptions, request } from "./harness/pages";
import { sleep, until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { makeFolders, putMail } from "./harness/seed";
import { jobEnd, type Session, startSession } from "./harness/session";

const ann = "ann@example.nl";
const folders = ["Letters", "Photographs", "Films"];
const megabyte = 1024 * 1024;

export interface MemoryFigures {
  thunderbird: string;
  gigabytes: number;
  messages: number;
  /** Peaks of the summed unique set sizes of all of Thunderbird's processes, in bytes. */
  peaks: { opening: number; backup: number };
  seconds: number;
}

/** A message of so many bytes, near enough. */
function large(folder: string, n: number, bytes: number): Buffer {
  const line = `${`${n} `.padEnd(8, "x")}${"QUJDREVGR0hJSktM".repeat(4)}\r\n`;
  const body = line.repeat(Math.ceil(bytes / line.length));
  return mail({
    id: `${folder}-${n}`,
    subject: `${folder} ${n}`,
    date: Date.UTC(2025, 0, n % 28),
    body,
  });
}

/** Half of it in messages of 60 MB, a third in messages of 3 to 20 MB, the rest in ordinary ones. */
function fill(dovecot: Dovecot, gigabytes: number): Record<string, number> {
  const all = gigabytes * 1024 * megabyte;
  const counts: Record<string, number> = { Letters: 0, Photographs: 0, Films: 0 };
  const put = (folder: string, message: Buffer) => {
    putMail(dovecot, ann, folder, [message]);
    counts[folder] = (counts[folder] ?? 0) + 1;
    return message.length;
  };
  for (let n = 1, left = all / 2; left > 0; n++)
    left -= put("Films", large("Films", n, 60 * megabyte));
  for (let n = 1, left = all / 3; left > 0; n++) {
    left -= put("Photographs", large("Photographs", n, (3 + (n % 18)) * megabyte));
  }
  for (let n = 1, left = all / 6; left > 0; n++) {
    left -= put("Letters", ordinaryMail("Letters", n, 300 + ((n * 37) % 2400)));
  }
  return counts;
}

async function openFolders(session: Session, counts: Record<string, number>): Promise<void> {
  const call = <T>(code: string, ...args: unknown[]) =>
    inPage<T>(session.thunderbird, "options", code, ...args);
  await request(session.thunderbird, "options", { type: "checkup.run" });
  for (const folder of folders) {
    await until(
      `${folder} to be listed`,
      () =>
        call<boolean>(
          `const { uri } = await browser.mailStore.reveal("account1", args[0], "/", false);
           await browser.mailStore.refresh(uri, 30000);
           return (await browser.mailStore.keys(uri)).length == args[1];`,
          folder,
          counts[folder],
        ),
      120_000,
      500,
    );
  }
}

async function inSession<T>(dovecot: Dovecot, work: (session: Session) => Promise<T>): Promise<T> {
  const settings = { autosync_offline_stores: false };
  const profile = createProfile([
    { type: "imap", user: ann, email: ann, port: dovecot.imapPort, settings },
  ]);
  // The mail stays for the second session.
  const kept = { ...dovecot, remove: async () => undefined };
  const session = await startSession(kept, profile, [{ type: "imap", user: ann }]);
  try {
    await openOptions(session.thunderbird);
    return await work(session);
  } finally {
    await session.end();
  }
}

/** Measures a run that only opens the folders and a backup of the same mailbox, none of which is stored here. */
export async function measureMemory(gigabytes: number): Promise<MemoryFigures> {
  const dovecot = await createDovecot([ann]);
  try {
    await dovecot.start();
    await makeFolders(dovecot, ann, [...folders, "Trash"]);
    const counts = fill(dovecot, gigabytes);
    const opening = await inSession(dovecot, async (session) => {
      const end = await watchMemory(session.thunderbird);
      await openFolders(session, counts);
      await sleep(5000);
      return end();
    });
    return await inSession(dovecot, async (session) => {
      const { thunderbird } = session;
      await request(thunderbird, "options", { type: "backup.chooseFolder" });
      const end = await watchMemory(thunderbird);
      const start = performance.now();
      await request<Job>(thunderbird, "options", { type: "backup.start" });
      const job = await jobEnd(session, 1_200_000);
      const seconds = (performance.now() - start) / 1000;
      const backup = end();
      if (job.verdict !== "complete") {
        throw new Error(`not complete: ${JSON.stringify(job).slice(0, 2000)}`);
      }
      return {
        thunderbird: thunderbird.version,
        gigabytes,
        messages: job.done.messages,
        peaks: { opening, backup },
        seconds,
      };
    });
  } finally {
    await dovecot.remove();
  }
}

export function printMemory(figures: MemoryFigures, file: string): void {
  const { peaks } = figures;
  const mb = (bytes: number) => `${(bytes / megabyte).toFixed(0)} MB`;
  console.log(
    `Thunderbird ${figures.thunderbird}: a mailbox of ${figures.gigabytes} GB, ${figures.messages} messages of up to 60 MB, in ${figures.seconds.toFixed(0)} s`,
  );
  console.log(`  only opening        ${mb(peaks.opening)} at most, all processes together`);
  console.log(`  proved backup       ${mb(peaks.backup)} at most`);
  console.log(`  more                ${mb(peaks.backup - peaks.opening)}`);
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
