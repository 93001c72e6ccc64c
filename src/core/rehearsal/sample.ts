/** What a rehearsal takes at most, unless everything is asked for. */
export const sampleLimits = { messages: 200, bytes: 50_000_000 };

/** A message that may be taken, as far as the choice depends on it. */
interface Candidate {
  size: number;
  /** Milliseconds since the epoch. */
  received: number;
  suspect?: true;
}

/** The places in the list, the telling ones first: what looked damaged, the ends of size and age, then evenly spread. */
function order(messages: readonly Candidate[]): number[] {
  const places = messages.map((_, i) => i);
  const by = (value: (one: Candidate) => number) =>
    [...places].sort((a, b) => {
      const [one, other] = [messages[a] as Candidate, messages[b] as Candidate];
      return value(one) - value(other) || a - b;
    });
  const [sizes, ages] = [by(({ size }) => size), by(({ received }) => received)];
  const odd = places.filter((i) => messages[i]?.suspect);
  const ends = [sizes[0], sizes.at(-1), ages[0], ages.at(-1)].flatMap((i) => i ?? []);
  const spread: number[] = [];
  for (let step = messages.length; step >= 1; step = Math.floor(step / 2)) {
    for (let at = 0; at < ages.length; at += step) spread.push(ages[at] as number);
  }
  return [...new Set([...odd, ...ends, ...spread])];
}

/**
 * Which messages of each folder a rehearsal takes: folder by folder in turns, so that each is tried, and always the
 * same ones of the same backup. What does not fit into the bytes that are left is passed over. Answers, for each
 * folder, the places in its list, ascending.
 */
export function sampleOf(
  folders: readonly (readonly Candidate[])[],
  limits: { messages: number; bytes: number } = sampleLimits,
): number[][] {
  const waiting = folders.map(order);
  const chosen: number[][] = folders.map(() => []);
  let [messages, bytes] = [limits.messages, limits.bytes];
  while (messages > 0 && waiting.some((left) => left.length > 0)) {
    for (const [i, left] of waiting.entries()) {
      const place = left.shift();
      const size = place === undefined ? 0 : (folders[i]?.[place]?.size ?? 0);
      if (place === undefined || messages === 0 || size > bytes) continue;
      chosen[i]?.push(place);
      messages--;
      bytes -= size;
    }
  }
  return chosen.map((places) => places.sort((a, b) => a - b));
}
