/** What may stand where a fact should be. */
export const rubbish: unknown[] = [
  null,
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0,
  1e21,
  "",
  "__proto__",
  "@",
  true,
  [],
  [null],
  [[]],
  {},
  { ok: true },
  { ok: false },
  { ok: false, reason: { code: "no such code" } },
  { ok: true, value: [null, 7, "x", {}] },
  { ok: true, value: { p: 1, i: null, __proto__: null } },
];

type Dice = (sides: number) => number;

/** A small generator with a seed, so that a failure can be seen again. */
export function dice(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

/** Puts rubbish at one random place of a value. */
export function damage(value: unknown, roll: Dice): unknown {
  const keys = value && typeof value === "object" ? Object.keys(value) : [];
  if (keys.length === 0 || roll(5) === 0) return rubbish[roll(rubbish.length)];
  const key = keys[roll(keys.length)] ?? "";
  const copy: Record<string, unknown> = Array.isArray(value)
    ? (Object.assign([], value) as never)
    : { ...(value as object) };
  copy[key] = damage(copy[key], roll);
  return copy;
}
