import type { FolderRecord } from "./manifest";

/** A folder whose count on the server looks like a limit of the provider's rather than like the end of the mail. */
export interface PossibleCap {
  /** The name Thunderbird shows. */
  folder: string;
  count: number;
  /** Whose limit it may be, where the words can say where to look; empty for any other. */
  provider: "gmail" | "yahoo" | "";
}

/** Counts at which providers are seen to stop. */
const roundCounts = [1000, 2000, 2500, 5000, 10_000, 20_000, 25_000, 50_000, 100_000];

/** What a known provider lets programs see: one folder at exactly such a count is enough to ask. */
const limits = [
  // Gmail's web settings: "Limit IMAP folders to contain no more than this many messages".
  {
    provider: "gmail",
    hosts: /(^|\.)(gmail|googlemail)\.com$/i,
    counts: [1000, 2000, 5000, 10_000],
  },
  // Yahoo and AOL show other programs the latest 10,000 of a folder.
  { provider: "yahoo", hosts: /(^|\.)(yahoo|aol|ymail|yahoodns)\.[a-z.]+$/i, counts: [10_000] },
] as const;

/** A provider whose web settings decide which mail programs get to see; null for any other. */
export const showsPartOf = (host: string): "gmail" | "yahoo" | null =>
  limits.find(({ hosts }) => hosts.test(host))?.provider ?? null;

type Counted = Pick<FolderRecord, "name" | "verdict">;

/**
 * Folders of one account that may be cut off by the provider: never more than "possibly", since a folder can
 * hold a thousand messages by chance. Asked of the server's counts only; elsewhere two folders must agree.
 */
export function possibleCaps(host: string, folders: readonly Counted[]): PossibleCap[] {
  const known = limits.find(({ hosts }) => hosts.test(host));
  const counts = folders.flatMap(({ name, verdict }) =>
    verdict?.server == null ? [] : [{ folder: name, count: verdict.server }],
  );
  const times = new Map<number, number>();
  for (const { count } of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const several = (count: number) => (times.get(count) ?? 0) > 1 && roundCounts.includes(count);
  const ofProvider = (count: number) => known?.counts.some((limit) => limit === count) === true;
  return counts
    .filter(({ count }) => ofProvider(count) || several(count))
    .map(({ folder, count }) => ({
      folder,
      count,
      provider: ofProvider(count) && known ? known.provider : "",
    }));
}
