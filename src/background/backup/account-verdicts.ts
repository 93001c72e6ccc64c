import type { AccountSource, FolderSource } from "../../core/backup/account-source";
import { localVerdict, serverVerdict } from "../../core/backup/folder-verdict";
import type { FolderVerdict } from "../../core/backup/manifest";
import { type Reason, reason } from "../../core/reason";
import { folderId } from "./accounts-to-save";
import { type OpenBackup, recordFor } from "./open-backup";
import type { PassOutcome } from "./pass";
import { noteMissing, type RunContext } from "./run-context";
import type { StoredHere } from "./server-folder";

/** One account's part of a job. */
export interface AccountRun {
  context: RunContext;
  backup: OpenBackup;
  source: AccountSource;
  /** Outcomes of the last pass over each folder, by URI. */
  outcomes: Map<string, PassOutcome>;
  /** What earlier runs left: a verdict that is still the same object was not given by this one. */
  verdictsBefore: ReadonlySet<FolderVerdict | null>;
  /** Paths at which there are folders, as far as this run knows by now: a record of another path is free. */
  paths: ReadonlySet<string>;
  /** What was stored of each IMAP folder before this run connected, by URI. */
  atFirst: Map<string, StoredHere>;
}

export const countsOf = ({ rows, bodies, saved, altered }: PassOutcome) => ({
  rows,
  bodies,
  saved,
  altered,
});

export function failedVerdict(run: AccountRun, folder: FolderSource, why: Reason): FolderVerdict {
  const outcome = run.outcomes.get(folder.uri);
  const counts = outcome
    ? countsOf(outcome)
    : { rows: folder.rows, bodies: 0, saved: 0, altered: 0 };
  return serverVerdict("incomplete", null, counts, Date.now(), why);
}

/** A folder that the server no longer has: everything of it that is here is kept, and that is all there is. */
export function settleVanished(run: AccountRun, folders: FolderSource[]): void {
  for (const folder of folders) {
    const outcome = run.outcomes.get(folder.uri);
    const record = recordFor(run.backup, folder);
    record.present = false;
    if (outcome) record.verdict = localVerdict(countsOf(outcome), Date.now());
  }
}

/** Records of folders that are neither here nor on the server any more stay, and no longer count. */
export function markPresent(run: AccountRun, folders: FolderSource[]): void {
  const paths = new Set(folders.map(({ path }) => path));
  for (const record of run.backup.manifest.folders) record.present = paths.has(record.path);
}

/** The trouble is the verdict of every folder that this run has not come to. */
export function markFailed(run: AccountRun, folders: FolderSource[], trouble: Reason): void {
  for (const folder of folders) {
    const record = recordFor(run.backup, folder);
    // Times prove nothing here: the clock may have been set back since.
    const judged = record.verdict !== null && !run.verdictsBefore.has(record.verdict);
    if (!judged) record.verdict = failedVerdict(run, folder, trouble);
  }
}

/** Puts everything that a folder lacks on the job's list, each with its reason. */
export function listMissing(run: AccountRun, folders: FolderSource[]): void {
  for (const folder of folders) {
    const at = {
      account: run.source.address,
      folder: folder.name,
      again: { account: run.source.account, folder: folderId(run.source.account, folder.uri) },
    };
    const verdict = recordFor(run.backup, folder).verdict;
    const unsaved = run.outcomes.get(folder.uri)?.unsaved ?? [];
    for (const { row, reason: why } of unsaved) {
      noteMissing(run.context, {
        ...at,
        message: { subject: row.subject, from: row.from, date: row.date > 0 ? row.date : null },
        reason: verdict?.reason && why.code === "body-not-fetched" ? verdict.reason : why,
      });
    }
    // What is so of every folder of an account is said once.
    if (verdict?.reason?.code === "service-not-tried") continue;
    if (verdict?.reason) {
      const id = folderId(run.source.account, folder.uri);
      noteMissing(run.context, { ...at, folderId: id, reason: verdict.reason });
    } else if (verdict?.server && verdict.server > verdict.rows) {
      const count = verdict.server - verdict.rows;
      noteMissing(run.context, { ...at, reason: reason("not-listed", { count }) });
    }
  }
}
