import type { Verdict } from "../job";
import type { BackupPlace } from "./places";

/** A place as a page shows it, with what its backups of the accounts in this Thunderbird prove together. */
export interface PlaceSummary {
  /** The markerId. */
  place: string;
  name: string;
  path: string;
  presence: "here" | "away" | "other";
  /** The next backup goes here. */
  chosen: boolean;
  accounts: number;
  /** The worst of its backups; null where there are none. */
  verdict: Verdict | null;
  /** When the last of its backups ended, in milliseconds since the epoch. */
  endedAt: number | null;
  /** The oldest reading of any of its files, in milliseconds since the epoch. */
  oldestReading: number | null;
}

interface BackupThere {
  place: string;
  account: string | null;
  verdict: Verdict;
  endedAt: number;
  oldestReading: number | null;
}

/** Each place gets its own verdict: what one stick holds proves nothing of another. */
export function summarise(
  place: BackupPlace & Pick<PlaceSummary, "path" | "presence">,
  chosen: string | null,
  backups: readonly BackupThere[],
): PlaceSummary {
  const own = backups.filter((one) => one.place === place.markerId && one.account !== null);
  const readings = own.flatMap(({ oldestReading }) => oldestReading ?? []);
  const worst = (["incomplete", "unknown", "complete"] as const).find((verdict) =>
    own.some((one) => one.verdict === verdict),
  );
  return {
    place: place.markerId,
    name: place.name,
    path: place.path,
    presence: place.presence,
    chosen: place.markerId === chosen,
    accounts: own.length,
    verdict: worst ?? null,
    endedAt: own.length > 0 ? Math.max(...own.map(({ endedAt }) => endedAt)) : null,
    oldestReading: readings.length > 0 ? Math.min(...readings) : null,
  };
}
