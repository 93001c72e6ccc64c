/** Ranges of a file, sorted and apart from each other: what was read and is right. */
export interface Ranges {
  /** Adds a range; answers whether all of it was free. What was not free stays as it was. */
  add(from: number, to: number): boolean;
  /** Whether nothing of a range is taken. */
  isFree(from: number, to: number): boolean;
  /** What is not taken below `limit`, in order. */
  gaps(limit: number): { from: number; to: number }[];
}

export function ranges(): Ranges {
  const taken: { from: number; to: number }[] = [];
  /** The place of the first range that ends behind `at`; messages come in order, so it is mostly the end. */
  function placeOf(at: number): number {
    const last = taken.at(-1);
    if (!last || last.to <= at) return taken.length;
    let [low, high] = [0, taken.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((taken[middle]?.to ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  const isFreeAt = (place: number, to: number) => (taken[place]?.from ?? to) >= to;
  return {
    isFree: (from, to) => from < to && isFreeAt(placeOf(from), to),
    add(from, to) {
      const place = placeOf(from);
      if (from >= to || !isFreeAt(place, to)) return false;
      const [before, after] = [taken[place - 1], taken[place]];
      const [joinsBefore, joinsAfter] = [before?.to === from, after?.from === to];
      if (before && joinsBefore) {
        before.to = joinsAfter && after ? after.to : to;
        if (joinsAfter) taken.splice(place, 1);
      } else if (after && joinsAfter) after.from = from;
      else taken.splice(place, 0, { from, to });
      return true;
    },
    gaps(limit) {
      const found: { from: number; to: number }[] = [];
      let at = 0;
      for (const { from, to } of taken) {
        if (from >= limit) break;
        if (from > at) found.push({ from: at, to: from });
        at = to;
      }
      if (at < limit) found.push({ from: at, to: limit });
      return found;
    },
  };
}
