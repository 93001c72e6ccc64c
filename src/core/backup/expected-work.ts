import type { Amount, Fetching } from "../job";
import type { FolderRecord } from "./manifest";

/** What is known of a folder without opening it; sizes come from the last time its rows were counted. */
export interface FolderSize {
  /** Messages that Thunderbird lists. */
  rows: number;
  /** What the server counts, as far as it said; null for POP and Local Folders, and where it was never asked. */
  onServer: number | null;
  /** Null where the rows were never counted. */
  counted: { bytes: number; withoutBody: number; withoutBodyBytes: number } | null;
}

/** What a backup of a folder, or of several, takes. */
export interface ExpectedWork {
  /** What the backup does not hold yet. */
  toSave: Pick<Amount, "messages" | "bytes">;
  /** The part of the folder that has to come to this computer first. */
  toFetch: Fetching["total"];
  /** False where nobody could tell how large some of it is. */
  isCounted: boolean;
}

const whole = (value: number) => Math.max(0, Math.round(value));

/**
 * What saving one folder takes, from what is known beforehand: an estimate, for the room on the disks, the
 * time left and the words before a run. The run itself relies on none of it.
 */
export function expectFolder(
  { rows, onServer, counted }: FolderSize,
  saved: Pick<FolderRecord, "messages" | "bytes" | "gone"> | undefined,
): ExpectedWork {
  const messages = Math.max(rows, onServer ?? 0);
  const notListed = messages - rows;
  const average = counted && rows > 0 ? counted.bytes / rows : null;
  const bytes = counted ? counted.bytes + notListed * (average ?? 0) : 0;
  const kept = saved ? saved.messages - saved.gone : 0;
  const fresh = Math.max(0, messages - kept);
  // Bytes of messages that have left the server are in the files, and are no part of what is there now.
  const keptBytes =
    saved && saved.messages > 0 ? (saved.bytes / saved.messages) * Math.max(0, kept) : 0;
  const isCounted = messages === 0 || (average !== null && rows > 0);
  return {
    toSave: { messages: fresh, bytes: fresh === 0 ? 0 : whole(bytes - keptBytes) },
    toFetch: {
      messages: (counted?.withoutBody ?? 0) + notListed,
      bytes: whole((counted?.withoutBodyBytes ?? 0) + notListed * (average ?? 0)),
    },
    isCounted,
  };
}

/** The work of several folders together. */
export function sumOfWork(all: readonly ExpectedWork[]): ExpectedWork {
  const sum = (pick: (one: ExpectedWork) => number) =>
    all.reduce((total, one) => total + pick(one), 0);
  return {
    toSave: {
      messages: sum(({ toSave }) => toSave.messages),
      bytes: sum(({ toSave }) => toSave.bytes),
    },
    toFetch: {
      messages: sum(({ toFetch }) => toFetch.messages),
      bytes: sum(({ toFetch }) => toFetch.bytes),
    },
    isCounted: all.every(({ isCounted }) => isCounted),
  };
}
