import { claiming } from "../restore/contents";

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
  const left = handed.map((one) => ({ ...one, claimed: false }));
  const byBytes = claiming(left, (one) => [one.sha256]);
  const equal = expected.map(({ sha256 }) => byBytes(sha256));
  const inAnyForm = claiming(left, ({ forms }) => forms);
  return expected.map(({ canon }, i) => {
    if (equal[i]) return "equal";
    return inAnyForm(canon) ? "changed" : "lost";
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
