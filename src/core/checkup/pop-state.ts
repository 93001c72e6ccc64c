import type { PopStateFact } from "./snapshot";

/** Messages are counted by the minute in which they were fetched, which keeps the list short. */
const minute = 60_000;
/** The last second that a date can hold. */
const lastSecond = 8.64e12;
const mostSamples = 32;

/** k: left on the server, b: only the beginning was fetched, f: the rest is to be fetched, d: to be deleted there. */
const entry = /^([kbfd]) (\S+)(?: (\d+))?$/;

/**
 * What is in popstate.dat: a `*host user` line, then `status uidl seconds` for each message that the server
 * still has. Null where any line is none of these, because a part of it would look like less mail.
 * @param writtenAt milliseconds since the epoch
 */
export function parsePopState(bytes: Uint8Array, writtenAt: number): PopStateFact | null {
  const entries = entriesIn(bytes);
  if (!entries) return null;
  const kept = new Map<number, number>();
  let partial = 0;
  for (const { status, seconds } of entries) {
    if (status === "b" || status === "f") partial++;
    // An entry without a time is from a very old Thunderbird, and is never removed by age.
    if (status !== "k" || seconds === undefined) continue;
    const at = Math.floor((Number(seconds) * 1000) / minute) * minute;
    kept.set(at, (kept.get(at) ?? 0) + 1);
  }
  return {
    writtenAt,
    kept: [...kept].sort(([a], [b]) => a - b),
    partial,
    sample: entries
      .map(({ uidl }) => uidl)
      .sort()
      .slice(0, mostSamples),
  };
}

/** The UIDL of every message that the server still has; null where any line is damaged. */
export const uidlsIn = (bytes: Uint8Array): string[] | null =>
  entriesIn(bytes)?.map(({ uidl }) => uidl) ?? null;

interface PopEntry {
  status: string;
  uidl: string;
  /** Since the epoch. */
  seconds: string | undefined;
}

function entriesIn(bytes: Uint8Array): PopEntry[] | null {
  const entries: PopEntry[] = [];
  let headed = false;
  for (const line of linesOf(bytes) ?? ["damaged"]) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("*")) {
      headed = true;
      continue;
    }
    const [, status = "", uidl, seconds] = entry.exec(line) ?? [];
    if (!headed || uidl === undefined || Number(seconds ?? 0) > lastSecond) return null;
    entries.push({ status, uidl, seconds });
  }
  return headed ? entries : null;
}

/** The lines of a text file with either line end; null where it is no UTF-8. */
function linesOf(bytes: Uint8Array): string[] | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).split(/\r?\n/);
  } catch {
    return null;
  }
}
