/** A folder that backups go to: on a stick, on another disk, on a server. */
export interface BackupPlace {
  /** The random id in its postwacht-root.json; two sticks that take turns under one path differ by it. */
  markerId: string;
  /** The path, as the privileged side keeps it; several places may share one. */
  rootId: string;
  /** What the user calls it; empty where no name was given. */
  name: string;
}

/** Every place in use, in the order in which they were added, and the one the next backup goes to. */
export interface BackupPlaces {
  all: BackupPlace[];
  /** A markerId; null where no place was ever chosen. */
  chosen: string | null;
}

export const noPlaces: BackupPlaces = { all: [], chosen: null };

/** The id of an account's backup in a place. Pages hold on to it, so it never changes. */
export const backupIdOf = (markerId: string, accountUid: string): string =>
  `${markerId}/${accountUid}`;

export const chosenPlace = ({ all, chosen }: BackupPlaces): BackupPlace | null =>
  all.find(({ markerId }) => markerId === chosen) ?? null;

/**
 * The places after a folder was picked: a place that is known already keeps its name and may have another
 * path by now (a stick gets another letter), and the next backup goes there.
 */
export function withPicked(
  { all }: BackupPlaces,
  picked: Pick<BackupPlace, "markerId" | "rootId">,
): BackupPlaces {
  const { markerId, rootId } = picked;
  const isKnown = all.some((place) => place.markerId === markerId);
  return {
    all: isKnown
      ? all.map((place) => (place.markerId === markerId ? { ...place, rootId } : place))
      : [...all, { markerId, rootId, name: "" }],
    chosen: markerId,
  };
}

/**
 * Of one account's backups in several places the one to speak of in a single line: the last complete one,
 * else the last. Null where there is none.
 */
export function toSpeakOf<B extends { verdict: string; endedAt: number }>(
  backups: readonly B[],
): B | null {
  const proved = (backup: B) => Number(backup.verdict === "complete");
  const ordered = [...backups].sort((a, b) => proved(b) - proved(a) || b.endedAt - a.endedAt);
  return ordered[0] ?? null;
}
