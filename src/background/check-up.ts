import type { Report } from "../core/checkup/report";
import { runCheckup } from "../core/checkup/run";
import { takeSnapshot } from "../gather/snapshot";
import { showBadge } from "../thunderbird/badge";
import { writeStored } from "../thunderbird/storage";

/** The check-up that runs now; a second request for the same waits for it. */
let running: { connect: boolean; report: Promise<Report> } | null = null;

async function checkUp(connect: boolean): Promise<Report> {
  const snapshot = await takeSnapshot(Date.now(), connect);
  const report = runCheckup(snapshot);
  await writeStored("snapshot", snapshot);
  await writeStored("report", report);
  await showBadge(addressesAtRisk(report));
  return report;
}

/** Looks at every account. Without `connect` no server is asked. */
export function runCheckUp(connect: boolean): Promise<Report> {
  if (running && (running.connect || !connect)) return running.report;
  const report = checkUp(connect).finally(() => {
    if (running?.report === report) running = null;
  });
  running = { connect, report };
  return report;
}

/** The badge counts what the user must act on: accounts with something critical or high. */
function addressesAtRisk(report: Report): number {
  const urgent = report.outcomes
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === "critical" || severity === "high");
  return new Set(urgent.map(({ subject }) => subject.address ?? subject.accounts.join())).size;
}
