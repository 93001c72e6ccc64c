import type { Missing, Verdict } from "../job";

/** What can be wrong with a file of a backup; each has its sentence `verify_damage_<kind>` in `_locales`. */
export const damageKinds = [
  "manifest-missing",
  "manifest-damaged",
  "manifest-older",
  "previous-damaged",
  "index-missing",
  "index-short",
  "index-lines",
  "index-names-nothing",
  "index-sum",
  "volume-missing",
  "volume-short",
  "volume-moved",
  "volume-bytes",
  "volume-unlisted",
  "envelopes",
] as const;

export type DamageKind = (typeof damageKinds)[number];

/** Something that is wrong in a file, once for each kind and file. No message has to be hit by it. */
export interface Damage {
  kind: DamageKind;
  /** Relative to the account's folder. */
  file: string;
  /** How often, in the kind's own unit: lines, entries, bytes. */
  count: number;
}

/** What is there besides the backup, or not there though nothing needs it; harmless, and named all the same. */
export const noteKinds = ["extra-file", "behind-commit", "previous-missing"] as const;

export interface Note {
  kind: (typeof noteKinds)[number];
  file: string;
  bytes: number;
}

/** What one complete reading of an account's backup found. */
export interface Reading {
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
  /** Messages that the backup should hold. */
  messages: number;
  /** Of these: read and equal to what was saved. */
  whole: number;
  /** Messages that are damaged, lost or cannot be proved any more. `messages` = `whole` + `hitCount`. */
  hitCount: number;
  /** The first of them. */
  hits: Missing[];
  damages: Damage[];
  notes: Note[];
  /** Bytes that were read. */
  bytes: number;
}

export const isWhole = (reading: Pick<Reading, "hitCount" | "damages">): boolean =>
  reading.hitCount === 0 && reading.damages.length === 0;

/** What is to be said of a backup whose last run ended with `verdict`, once it was read again. */
export const verdictAfter = (
  verdict: Verdict,
  reading: Pick<Reading, "hitCount" | "damages"> | undefined,
): Verdict => (verdict === "complete" && reading && !isWhole(reading) ? "incomplete" : verdict);

/** Collects what a reading finds; lists are cut, counts are not. */
export interface Findings {
  damage(kind: DamageKind, file: string, count?: number): void;
  note(note: Note): void;
  hit(hit: Missing): void;
  readonly damages: Damage[];
  readonly notes: Note[];
  readonly hits: Missing[];
  readonly hitCount: number;
}

const mostListed = 1000;

export function findings(): Findings {
  const damages = new Map<string, Damage>();
  const notes: Note[] = [];
  const hits: Missing[] = [];
  let hitCount = 0;
  return {
    damage(kind, file, count = 1) {
      const known = damages.get(`${kind} ${file}`);
      if (known) known.count += count;
      else if (damages.size < mostListed) damages.set(`${kind} ${file}`, { kind, file, count });
    },
    note(note) {
      if (notes.length < mostListed) notes.push(note);
    },
    hit(hit) {
      hitCount++;
      if (hits.length < mostListed) hits.push(hit);
    },
    get damages() {
      return [...damages.values()];
    },
    notes,
    hits,
    get hitCount() {
      return hitCount;
    },
  };
}

/** A backup's folder that is only read. Paths are relative to it, with `/`. */
export interface BackupReader {
  /** Bytes of a file; null where it is not there. */
  length(file: string): Promise<number | null>;
  /** Fewer bytes than asked for only at the file's end. */
  read(file: string, offset: number, length: number): Promise<Uint8Array>;
  list(folder: string): Promise<{ name: string; folder: boolean; length: number }[]>;
  /** UTF-8 as text, a byte order mark included; null where the bytes are not UTF-8. */
  text(bytes: Uint8Array): string | null;
}

/** Told while reading goes on; may throw to end it. */
export interface Watch {
  folder(name: string): void;
  did(messages: number, bytes: number): void;
}
