import type { Job } from "../../../src/core/job";
import { type Committed, doubled, lostSince, readCommitted } from "./committed";
import { compareWithServer, type FolderComparison } from "./readers";
import { backUp, type Session } from "./session";

/** One account whose mailbox has no two messages alike, and its backup. */
export interface Watched {
  session: Session;
  user: string;
  /** The account's folder in the backup. */
  backup: string;
}

/** Whether a backup holds exactly what the server has, byte for byte. */
const isWhole = (folder: FolderComparison) =>
  folder.saved === folder.server &&
  folder.missing.length === 0 &&
  folder.extra.length === 0 &&
  folder.differing.length === 0;

/** Nothing that was committed may have changed, and nothing may be stored twice. Answers what does not hold. */
export const brokenOnDisk = ({ backup }: Watched, before: Committed): string[] => [
  ...lostSince(before, backup).map((file) => `${file}: what was committed has changed`),
  ...doubled(backup).map((message) => `${message} is stored twice`),
];

/**
 * What must hold after every fault: the disk is as it should be, and "complete" was said only where the backup
 * is what the server has. For a mailbox that stands still again. Answers what does not hold.
 */
export async function brokenBy(watched: Watched, job: Job, before: Committed): Promise<string[]> {
  const { session, user, backup } = watched;
  const broken = brokenOnDisk(watched, before);
  const { folders } = await compareWithServer(session.dovecot, user, backup);
  for (const [name, folder] of Object.entries(folders)) {
    // What an earlier run said of its own moment still stands, until a run has looked again.
    const ofThisRun = (folder.verdictAt ?? 0) >= job.startedAt && folder.verdict === "complete";
    const isCalledComplete = job.verdict === "complete" || ofThisRun;
    if (isCalledComplete && !isWhole(folder)) {
      broken.push(`${name} is called complete: ${JSON.stringify(folder)}`);
    }
  }
  return broken;
}

/** The next run, without a fault: it must complete, and hold what the server has. Answers what does not hold. */
export async function brokenInNextRun(watched: Watched): Promise<string[]> {
  const before = readCommitted(watched.backup);
  const job = await backUp(watched.session);
  const broken = await brokenBy(watched, job, before);
  if (job.state !== "done" || job.verdict !== "complete") {
    broken.push(`the next run did not complete: ${JSON.stringify(job)}`);
  }
  return broken;
}
