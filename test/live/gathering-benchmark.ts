import { writeFileSync } from "node:fs";
import type { Report } from "../../src/core/checkup/report";
import { addonId, closePopup, inPage, openOptions, request } from "./harness/pages";
import { sleep, until } from "./harness/processes";
import { type Session, startSession } from "./harness/session";
import { endStalls, type Stalls, watchStalls } from "./harness/stalls";
import {
  createLargeProfile,
  foldersEach,
  imapAccounts,
  imapUsers,
  openEveryFolder,
  popAccounts,
  startLargeServer,
} from "./large-profile";

export interface GatheringFigures {
  thunderbird: string;
  folders: number;
  /** Milliseconds of the look that asks no server, from the request to the stored report. */
  lookMs: number;
  /** The same while every server may be asked. */
  connectedMs: number;
  /** And once more: only the first connection of a session makes Thunderbird list every folder. */
  againMs: number;
  /** From the page's opening, a few seconds after the start, until the rows of all folders are counted. */
  censusMs: number;
  counted: number;
  idle: Stalls;
  look: Stalls;
  census: Stalls;
  connected: Stalls;
  again: Stalls;
  /** Opening every folder's database by itself, which is Thunderbird's own work: milliseconds, and the longest single one. */
  databases: { ms: number; longest: number };
  /** From the click on the button to the report in the popup. */
  popupMs: number[];
}

const storedReport = (session: Session) =>
  inPage<number>(
    session.thunderbird,
    "background",
    `return (await browser.storage.local.get("report")).report?.takenAt ?? 0;`,
  );

/** Waits until the rows of all folders are counted, and the report that is made of them. */
const untilCounted = (session: Session) =>
  until(
    "every folder to be counted",
    () =>
      inPage<number>(
        session.thunderbird,
        "background",
        `const { censuses = {}, counting } = await browser.storage.local.get(["censuses", "counting"]);
         return counting === false ? Object.keys(censuses).length : 0;`,
      ),
    300_000,
    500,
  );

/** Renames an account, after which the add-on looks at what is here without asking a server. */
async function lookWithoutServer(session: Session, name: string): Promise<number> {
  const before = await storedReport(session);
  const start = performance.now();
  await session.thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     MailServices.accounts.accounts[0].incomingServer.prettyName = args[0];`,
    name,
  );
  await until("a new report", async () => (await storedReport(session)) > before, 600_000, 200);
  return performance.now() - start;
}

/** Opens each folder's database once more, with nothing of ours running. */
const openDatabases = (session: Session) =>
  session.thunderbird.chrome<{ ms: number; longest: number }>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const all = MailServices.accounts.accounts.flatMap(one => one.incomingServer.rootFolder.descendants);
     // 153 has renamed it.
     const now = () => (ChromeUtils.now ? ChromeUtils.now() : Cu.now());
     for (const folder of all) folder.msgDatabase = null;
     let longest = 0;
     const start = now();
     for (const folder of all) {
       const before = now();
       try { folder.msgDatabase; } catch (error) {}
       longest = Math.max(longest, now() - before);
     }
     const ms = now() - start;
     for (const folder of all) folder.msgDatabase = null;
     return { ms, longest };`,
  );

/** Milliseconds from the click on the toolbar button until the popup shows the stored report. */
const popupTime = (session: Session) =>
  session.thunderbird.chrome<number>(
    `const window = Services.wm.getMostRecentWindow("mail:3pane");
     const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
     const script = "data:,(" + encodeURIComponent(\`() => {
       const look = () => {
         const { document } = content;
         if (!document?.location?.href.includes("/popup/popup.html")) return;
         const tell = () => sendAsyncMessage("postwacht-shown", Date.now());
         const shown = () => document.querySelector("main h1");
         if (shown()) return tell();
         const observer = new content.MutationObserver(() => {
           if (!shown()) return;
           observer.disconnect();
           content.requestAnimationFrame(tell);
         });
         observer.observe(document, { childList: true, subtree: true });
       };
       addEventListener("DOMDocElementInserted", look, true);
       look();
     }\`) + ")()";
     const groups = window.getGroupMessageManager("webext-browsers");
     groups.loadFrameScript(script, true);
     const button = window.document.querySelector('.unified-toolbar [extension="${addonId}"]');
     return new Promise((resolve, reject) => {
       const listener = ({ data }) => {
         groups.removeMessageListener("postwacht-shown", listener);
         groups.removeDelayedFrameScript(script);
         resolve(data - start);
       };
       groups.addMessageListener("postwacht-shown", listener);
       setTimeout(() => reject(new Error("the popup showed nothing")), 30000);
       window.focus();
       const start = Date.now();
       (button.querySelector("button") ?? button).click();
     });`,
  );

async function watched<T>(session: Session, work: () => Promise<T>): Promise<[T, Stalls]> {
  await watchStalls(session.thunderbird);
  const value = await work();
  return [value, await endStalls(session.thunderbird)];
}

/** Measures one Thunderbird with 50 accounts and 5,000 folders, all of them opened before. */
export async function measureGathering(): Promise<GatheringFigures> {
  const dovecot = await startLargeServer();
  const profile = createLargeProfile(dovecot);
  const logins = imapUsers.map((user) => ({ type: "imap" as const, user }));
  const session = await startSession(dovecot, profile, logins);
  try {
    await openEveryFolder(session);
    const { thunderbird } = session;
    await openOptions(thunderbird);
    const start = performance.now();
    const [counted, census] = await watched(session, () => untilCounted(session));
    const censusMs = performance.now() - start;
    const databases = await openDatabases(session);
    const [, idle] = await watched(session, () => sleep(20_000));
    const [lookMs, look] = await watched(session, () => lookWithoutServer(session, "A new name"));
    const popupMs: number[] = [];
    for (let i = 0; i < 6; i++) {
      popupMs.push(await popupTime(session));
      await closePopup(thunderbird);
      await sleep(1000);
    }
    const ask = () =>
      watched(session, async () => {
        const start = performance.now();
        await request<Report>(thunderbird, "options", { type: "checkup.run" });
        return performance.now() - start;
      });
    const [connectedMs, connected] = await ask();
    const [againMs, again] = await ask();
    return {
      thunderbird: thunderbird.version,
      folders: (imapAccounts + popAccounts) * foldersEach,
      lookMs,
      censusMs,
      counted,
      connectedMs,
      againMs,
      idle,
      look,
      census,
      connected,
      again,
      databases,
      popupMs,
    };
  } finally {
    await session.end();
  }
}

export function printGathering(figures: GatheringFigures, file: string): void {
  const { thunderbird, folders, databases, popupMs } = figures;
  const stalls = ({ seconds, longest, count }: Stalls) =>
    `longest hold of the main thread ${longest.toFixed(0)} ms, ${count} above 50 ms in ${seconds.toFixed(0)} s`;
  console.log(`Thunderbird ${thunderbird}: 50 accounts, ${folders} folders`);
  console.log(`  doing nothing       ${stalls(figures.idle)}`);
  console.log(
    `  look, no server     ${(figures.lookMs / 1000).toFixed(1)} s; ${stalls(figures.look)}`,
  );
  console.log(
    `  census              ${(figures.censusMs / 1000).toFixed(1)} s for ${figures.counted} folders; ${stalls(figures.census)}`,
  );
  console.log(
    `  look, with servers  ${(figures.connectedMs / 1000).toFixed(1)} s; ${stalls(figures.connected)}`,
  );
  console.log(
    `  and once more       ${(figures.againMs / 1000).toFixed(1)} s; ${stalls(figures.again)}`,
  );
  console.log(
    `  folder databases    ${(databases.ms / 1000).toFixed(1)} s for all; the slowest ${databases.longest.toFixed(0)} ms (Thunderbird's own)`,
  );
  console.log(
    `  popup               ${popupMs.map((ms) => `${ms.toFixed(0)}`).join(", ")} ms after the click`,
  );
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
