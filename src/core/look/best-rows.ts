/** Where a message stands in a sorted list; `place` makes every one different. */
export interface Standing {
  value: string | number;
  /** Folder that shows it, folder that holds it, its number there. */
  place: [number, number, number];
}

const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** Which of two stands first in ascending order; the newest number first where all else is equal. */
export function compareStandings(a: Standing, b: Standing): number {
  const byValue =
    typeof a.value === "number" && typeof b.value === "number"
      ? a.value - b.value
      : collator.compare(String(a.value), String(b.value));
  if (byValue !== 0) return byValue;
  for (const i of [0, 1, 2] as const) {
    const difference = a.place[i] - b.place[i];
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Keeps the first so many of all that are offered, in their order, behind a standing where one is given. Never
 * holds more than twice of that.
 */
export function bestRows<T>(most: number, descending: boolean, after: Standing | null) {
  const order = (a: Standing, b: Standing) =>
    descending ? compareStandings(b, a) : compareStandings(a, b);
  let kept: { at: Standing; row: T }[] = [];
  let worst: Standing | null = null;
  let behind = 0;
  const prune = () => {
    kept.sort((a, b) => order(a.at, b.at));
    kept = kept.slice(0, most);
    worst = kept.length === most ? (kept.at(-1)?.at ?? null) : null;
  };
  return {
    offer(at: Standing, make: () => T): void {
      if (after && order(at, after) <= 0) return;
      behind++;
      if (worst && order(at, worst) >= 0) return;
      kept.push({ at, row: make() });
      if (kept.length >= 2 * most) prune();
    },
    /** The rows, where the last one stands, and how many more there are behind it. */
    end(): { rows: T[]; last: Standing | null; more: number } {
      prune();
      const last = kept.at(-1)?.at ?? null;
      return { rows: kept.map(({ row }) => row), last, more: behind - kept.length };
    },
  };
}
