import { type Reason, reason } from "../reason";
import type { FolderVerdict } from "./manifest";

/** What the server said to STATUS. */
export interface ServerCount {
  messages: number;
  uidNext: number | null;
}

/** What a pass over a folder found. */
export interface PassCounts {
  rows: number;
  bodies: number;
  /** Rows whose message is in the index and was read back. */
  saved: number;
  altered: number;
}

export type PassResult = "complete" | "changing" | "incomplete";

const same = (a: ServerCount, b: ServerCount) =>
  a.messages === b.messages && a.uidNext === b.uidNext;

/**
 * What one pass over an IMAP folder proves. Complete is said of a moment: the server said the same before
 * and after, Thunderbird lists as many, and every one of them was read back. `changing` asks for another pass.
 */
export function judgePass(before: ServerCount, after: ServerCount, counts: PassCounts): PassResult {
  if (!same(before, after) || counts.rows !== after.messages) return "changing";
  return counts.saved === counts.rows ? "complete" : "incomplete";
}

/** Why a folder must not be opened: opening it could make Thunderbird drop what is stored here. */
export function looksDifferent(
  server: ServerCount,
  here: { rows: number; highestUid: number | null },
): boolean {
  if (here.rows === 0) return false;
  if (server.messages * 2 < here.rows) return true;
  return server.uidNext !== null && here.highestUid !== null && server.uidNext <= here.highestUid;
}

/** The verdict of a folder that has no server to ask: all that is on this computer. */
export function localVerdict(counts: PassCounts, at: number): FolderVerdict {
  const complete = counts.saved === counts.rows;
  return { state: complete ? "complete" : "incomplete", at, server: null, ...counts };
}

/**
 * The verdict of an Exchange folder: no count of the service is compared, and none of it was ever tried on the
 * real service, so it is never called complete.
 */
export function exchangeVerdict(counts: PassCounts, at: number): FolderVerdict {
  const state = counts.saved === counts.rows ? "unknown" : "incomplete";
  return { state, at, server: null, ...counts, reason: reason("service-not-tried") };
}

export function serverVerdict(
  result: PassResult,
  server: ServerCount | null,
  counts: PassCounts,
  at: number,
  reason?: Reason,
): FolderVerdict {
  const proved = result === "complete" && reason === undefined && server !== null;
  return {
    state: proved ? "complete" : "incomplete",
    at,
    server: server?.messages ?? null,
    ...counts,
    ...(reason === undefined ? {} : { reason }),
  };
}
