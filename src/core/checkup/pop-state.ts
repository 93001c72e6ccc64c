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
  const kept = new Map<number, number>();
  const uidls: string[] = [];
  let [partial, headed] = [0, false];
  for (const line of linesOf(bytes) ?? ["damaged"]) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("*")) {
      headed = true;
      continue;
    }
    const [, status, uidl, seconds] = entry.exec(line) ?? [];
    if (!headed || uidl === undefined || Number(seconds ?? 0) > lastSecond) return null;
    uidls.push(uidl);
    if (status === "b" || status === "f") partial++;
    // An entry without a time is from a very old Thunderbird, and is never removed by age.
    if (status !== "k" || seconds === undefined) continue;
    const at = Math.floor((Number(seconds) * 1000) / minute) * minute;
    kept.set(at, (kept.get(at) ?? 0) + 1);
  }
  if (!headed) return null;
  return {
    writtenAt,
    kept: [...kept].sort(([a], [b]) => a - b),
    partial,
    sample: uidls.sort().slice(0, mostSamples),
  };
}

/** The lines of a text file with either line end; null where it is no UTF-8. */
function linesOf(bytes: Uint8Array): string[] | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).split(/\r?\n/);
  } catch {
    return null;
  }
}
