import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDovecot, type Dovecot } from "./harness/dovecot";
import { ordinaryMail } from "./harness/mail";
import { openOptions } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { firstBackup, restore } from "./harness/restoring";
import { makeFolders, putMail } from "./harness/seed";
import { backUp, type Session, startSession } from "./harness/session";
import { endStalls, watchStalls } from "./harness/stalls";

/** 8,000 messages of 20.6 KB on average: 165 MB. */
const messages = 8000;
/** So many of them go through `messages.import`, which is slow; the rate is what is compared. */
const imported = 600;
const bodyLines = (i: number) => 120 + ((i * 37) % 720);
const [ann, bob] = ["ann@example.nl", "bob@example.nl"];

type Where = "local" | "imap";

export interface RestoreFigures {
  thunderbird: string;
  messages: number;
  bytes: number;
  /** Messages in a second: our restore, and a loop of `messages.import` in the same run. */
  perSecond: Record<Where, { restore: number; import: number }>;
  /** The longest time for which Thunderbird's main thread did nothing else, in milliseconds. */
  stall: Record<Where, number>;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The add-on that imports: it waits for the folders of this name, and prints how long each took. */
const importInto = "Import here";

/** An add-on that may import messages, as Postwacht may not. */
async function installImporter(session: Session): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "postwacht-importer-"));
  const manifest = {
    ...{ manifest_version: 3, name: "importer", version: "1" },
    browser_specific_settings: { gecko: { id: "importer@postwacht" } },
    permissions: ["accountsRead", "messagesRead", "messagesImport"],
    background: { scripts: ["background.js"] },
  };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  const script = `
    const line = "The flour comes on Thursday of this week.\\r\\n";
    const text = (i) => "From: a@b.example\\r\\nTo: c@d.example\\r\\nSubject: imported " + i +
      "\\r\\nDate: Mon, 01 Jan 2024 10:00:00 +0000\\r\\nMessage-ID: <i" + i + "@test.example>\\r\\n\\r\\n" +
      line.repeat(120 + ((i * 37) % 720));
    async function importAll(folder, name) {
      const start = performance.now();
      for (let i = 0; i < ${imported}; i++) {
        const file = new File([text(i)], "m.eml", { type: "message/rfc822" });
        await browser.messages.import(file, folder.id, { read: true });
      }
      dump("IMPORTED " + name + " " + (performance.now() - start) / 1000 + " seconds\\n");
    }
    (async () => {
      const folders = await browser.folders.query({ name: "${importInto}" });
      for (const folder of folders) {
        const { type } = await browser.accounts.get(folder.accountId, false);
        await importAll(folder, type == "imap" ? "imap" : "local");
      }
    })().catch(error => dump("IMPORT FAILED " + error + "\\n"));`;
  writeFileSync(join(folder, "background.js"), script);
  await session.thunderbird.marionette.send("Addon:Install", { path: folder, temporary: true });
  return folder;
}

async function importSeconds(session: Session): Promise<Record<Where, number>> {
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     MailServices.accounts.localFoldersServer.rootFolder.createSubfolder(args[0], null);`,
    importInto,
  );
  const folder = await installImporter(session);
  const taken = (name: Where) => {
    const output = session.thunderbird.output();
    if (output.includes("IMPORT FAILED")) throw new Error(output.slice(-1000));
    return Number(new RegExp(`IMPORTED ${name} ([0-9.]+) seconds`).exec(output)?.[1] ?? "0");
  };
  await until("both imports", () => taken("local") > 0 && taken("imap") > 0, 300_000, 1000);
  rmSync(folder, { recursive: true, force: true });
  return { local: taken("local"), imap: taken("imap") };
}

async function prepared(dovecot: Dovecot): Promise<Session> {
  await dovecot.start();
  await makeFolders(dovecot, ann, ["Big", "Trash"]);
  await makeFolders(dovecot, bob, [importInto]);
  const mail = Array.from({ length: messages }, (_, i) => ordinaryMail("Big", i + 1, bodyLines(i)));
  putMail(dovecot, ann, "Big", mail);
  const accounts = [ann, bob].map((user) => ({
    type: "imap" as const,
    user,
    email: user,
    port: dovecot.imapPort,
  }));
  const logins = [ann, bob].map((user) => ({ type: "imap" as const, user }));
  return startSession(dovecot, createProfile(accounts), logins);
}

/** Measures one Thunderbird: everything in one run, so that the ratios can be trusted. */
export async function measureRestore(): Promise<RestoreFigures> {
  const dovecot = await createDovecot([ann, bob]);
  const session = await prepared(dovecot);
  try {
    const page = session.thunderbird;
    await openOptions(page);
    const backup = await backUp(session, { accounts: ["account1"] }, 600_000);
    if (backup.verdict !== "complete") throw new Error(`not complete: ${JSON.stringify(backup)}`);
    const backupId = await firstBackup(session);
    const stall = { local: 0, imap: 0 };
    const restored = async (where: Where) => {
      await watchStalls(page);
      const account = where === "local" ? "account3" : "account2";
      const taken = await seconds(async () => {
        const job = await restore(session, { backupId, target: { account } }, 600_000);
        if (job.verdict !== "complete") throw new Error(`not complete: ${JSON.stringify(job)}`);
      });
      stall[where] = (await endStalls(page)).longest;
      return messages / taken;
    };
    const [local, imap] = [await restored("local"), await restored("imap")];
    const taken = await importSeconds(session);
    return {
      thunderbird: page.version,
      messages,
      bytes: backup.done.bytes,
      perSecond: {
        local: { restore: local, import: imported / taken.local },
        imap: { restore: imap, import: imported / taken.imap },
      },
      stall,
    };
  } finally {
    await session.end();
  }
}

/** A table for people, and the same as JSON beside it. */
export function printRestore(figures: RestoreFigures, file: string): void {
  const { perSecond, stall, bytes } = figures;
  const mb = (bytes / 1e6).toFixed(0);
  console.log(
    `Thunderbird ${figures.thunderbird}: ${figures.messages} messages, ${mb} MB, restored`,
  );
  for (const where of ["local", "imap"] as const) {
    const { restore: ours, import: theirs } = perSecond[where];
    const name = where === "local" ? "into Local Folders" : "into IMAP";
    console.log(
      `  ${name.padEnd(20)} ${Math.round(ours)} messages/s  messages.import ${Math.round(theirs)}/s` +
        `  ratio ${(ours / theirs).toFixed(1)}  longest stall ${Math.round(stall[where])} ms`,
    );
  }
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
