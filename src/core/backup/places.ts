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
  /** A backup may go to another place when the chosen one is not there. */
  orAnother: boolean;
}

export const noPlaces: BackupPlaces = { all: [], chosen: null, orAnother: false };

/** The id of an account's backup in a place. Pages hold on to it, so it never changes. */
export const backupIdOf = (markerId: string, accountUid: string): string =>
  `${markerId}/${accountUid}`;

/**
 * The places after a folder was picked: a place that is known already keeps its name and may have another
 * path by now (a stick gets another letter), and the next backup goes there.
 */
export function withPicked(
  { all, orAnother }: BackupPlaces,
  picked: Pick<BackupPlace, "markerId" | "rootId">,
): BackupPlaces {
  const { markerId, rootId } = picked;
  const isKnown = all.some((place) => place.markerId === markerId);
  return {
    all: isKnown
      ? all.map((place) => (place.markerId === markerId ? { ...place, rootId } : place))
      : [...all, { markerId, rootId, name: "" }],
    chosen: markerId,
    orAnother,
  };
}

/** The places without one; the next backup then goes to the first that is left. */
export function withoutPlace(places: BackupPlaces, markerId: string): BackupPlaces {
  const all = places.all.filter((place) => place.markerId !== markerId);
  const chosen = places.chosen === markerId ? (all[0]?.markerId ?? null) : places.chosen;
  return { ...places, all, chosen };
}

/**
 * The place for a backup now: the chosen one where it is there, else, where the user allows that, of those that
 * are there the one that was not written to for longest. Null where the backup has to wait.
 * @param here markerIds of the places that are there
 * @param savedAt when a backup of everything last ended in each place, by markerId
 */
export function placeForBackup(
  { all, chosen, orAnother }: BackupPlaces,
  here: readonly string[],
  savedAt: Readonly<Record<string, number>>,
): string | null {
  const there = all.map(({ markerId }) => markerId).filter((id) => here.includes(id));
  if (chosen !== null && there.includes(chosen)) return chosen;
  if (!orAnother) return null;
  const waiting = (id: string) => savedAt[id] ?? Number.NEGATIVE_INFINITY;
  return there.sort((a, b) => waiting(a) - waiting(b))[0] ?? null;
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
