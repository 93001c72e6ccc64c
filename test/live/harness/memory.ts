import { readdirSync, readFileSync } from "node:fs";
import type { Thunderbird } from "./thunderbird";

/** The unique set size of a process in bytes: memory that would come free if it alone ended. */
function uniqueSetSize(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty|Hugetlb):\s+(\d+) kB$/gm)];
    return kilobytes.reduce((sum, [, value]) => sum + Number(value) * 1024, 0);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

const parentOf = (pid: number): number => {
  try {
    // The name, in brackets, may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(fields[1]);
  } catch {
    return 0;
  }
};

/** A process and all that it started. */
function family(root: number): number[] {
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]));
  const isOurs = (pid: number): boolean =>
    pid === root || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return pids.filter(isOurs);
}

/** Looks at the memory of all of Thunderbird's processes four times a second; the end answers the largest sum. */
export async function watchMemory(thunderbird: Thunderbird): Promise<() => number> {
  const root = await thunderbird.chrome<number>("return Services.appinfo.processID;");
  let peak = 0;
  const look = () => {
    const sum = family(root).reduce((total, pid) => total + uniqueSetSize(pid), 0);
    peak = Math.max(peak, sum);
  };
  look();
  const timer = setInterval(look, 250);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
}
