import { nextPast } from "../core/checkup/past";
import type { Report } from "../core/checkup/report";
import { runCheckup } from "../core/checkup/run";
import type { Snapshot } from "../core/checkup/snapshot";
import { takeSnapshot, whatTheUserTold } from "../gather/snapshot";
import { changeStored, readStored, writeStored } from "../thunderbird/storage";
import { countForBadge, noteNews } from "./attention";
import { countFolders, goOnCounting } from "./count-folders";

const tell = (error: unknown) => console.error("Postwacht:", error);

/** The check-up that runs now; a second request for the same waits for it. */
let running: { connect: boolean; report: Promise<Report> } | null = null;

let turn: Promise<unknown> = Promise.resolve();

/** One after another: what one has heard from a server must not be written over by one that began before. */
function inTurn(work: () => Promise<Report>): Promise<Report> {
  const report = turn.then(work);
  turn = report.catch(() => undefined);
  return report;
}

const checkUp = (connect: boolean): Promise<Report> => inTurn(() => look(connect));

async function look(connect: boolean): Promise<Report> {
  const snapshot = await takeSnapshot(Date.now(), connect);
  if (connect) await writeStored("lookedAt", snapshot.takenAt);
  const report = await judge(snapshot);
  const putAside = accountsPutAside(report, (await readStored("dismissed")) ?? {});
  await changeStored("past", (before) => nextPast(before, snapshot, putAside));
  return report;
}

async function judge(snapshot: Snapshot): Promise<Report> {
  const report = runCheckup(snapshot);
  await writeStored("snapshot", snapshot);
  await writeStored("report", report);
  await countForBadge();
  return report;
}

/** Begins a check-up; whoever must not be overtaken by its older facts waits for `running`. */
function begin(connect: boolean): Promise<Report> {
  const report = checkUp(connect).finally(() => {
    if (running?.report === report) running = null;
  });
  running = { connect, report };
  return report;
}

/** Looks at every account. Without `connect` no server is asked. */
export function runCheckUp(connect: boolean): Promise<Report> {
  if (running && (running.connect || !connect)) return running.report;
  const report = begin(connect);
  // Nobody waits for the census; what it finds is in the report after this one.
  void report.then(() => countFolders(lookOnceMore)).catch(tell);
  return report;
}

/**
 * Judges the facts of the last look anew, with what the user has told since. Asks nobody anything; a
 * check-up that runs meanwhile began with the old answers, so it is waited for.
 */
export function judgeAgain(): Promise<Report> {
  return inTurn(async () => {
    const snapshot = await readStored("snapshot");
    return snapshot ? judge({ ...snapshot, ...(await whatTheUserTold()) }) : look(false);
  });
}

/** Looks at what stands here now; a check-up that began before is waited for and not believed. */
export async function checkUpAnew(): Promise<Report> {
  await running?.report.catch(() => undefined);
  return runCheckUp(false);
}

/** Accounts whose signs of a move the user has put aside: what is there now is normal for them. */
function accountsPutAside(report: Report, dismissed: Record<string, string>): Set<string> {
  const signs = report.outcomes.find(({ check }) => check === "provider-move-signals");
  const aside = signs?.findings.filter(({ id, fingerprint }) => dismissed[id] === fingerprint);
  return new Set(aside?.flatMap(({ subject }) => subject.accounts));
}

/** Goes on with a census that was stopped. */
export const goOnWithCensus = (): Promise<void> => goOnCounting(lookOnceMore);

/**
 * After a census, which nobody waits for either: what is new is told. A check-up that runs now may have
 * read what was known before.
 */
async function lookOnceMore(): Promise<void> {
  await running?.report.catch(tell);
  await begin(false);
  await noteNews(true);
}
