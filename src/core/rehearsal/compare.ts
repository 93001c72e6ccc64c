/** A message of the backup, by its hashes; `canon` is `sha256` where the line has no other. */
export interface Expected {
  sha256: string;
  canon: string;
}

/** A message as Thunderbird hands it over: the hash of its bytes, and of each form that it may have had before. */
export interface Handed {
  sha256: string;
  forms: readonly string[];
}

/**
 * How each expected message came back: byte for byte; only in a form that Thunderbird's reader is known to make of
 * it (see `possibleForms`); or not at all. Each message that was handed over stands for one.
 */
export type Returned = "equal" | "changed" | "lost";

export function compareReturned(
  expected: readonly Expected[],
  handed: readonly Handed[],
): Returned[] {
  const left = new Set(handed);
  const take = (fits: (one: Handed) => boolean): boolean => {
    for (const one of left) {
      if (!fits(one)) continue;
      left.delete(one);
      return true;
    }
    return false;
  };
  const equal = expected.map(({ sha256 }) => take((one) => one.sha256 === sha256));
  return expected.map(({ canon }, i) => {
    if (equal[i]) return "equal";
    return take(({ forms }) => forms.includes(canon)) ? "changed" : "lost";
  });
}

/** What a rehearsal found; kept in backup.json. */
export interface Rehearsal {
  /** When it ended, in milliseconds since the epoch. */
  at: number;
  thunderbird: string;
  /** False where it took a sample. */
  all: boolean;
  asked: number;
  equal: number;
  /** Came back with the changes that Thunderbird's own reader is known to make. */
  changed: number;
  lost: number;
}
