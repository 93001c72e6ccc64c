import type { Hashing } from "./hashing";
import type { MessageLine } from "./index-line";
import type { EntryReading, Lost } from "./verify-entries";
import { type Beginning, entriesBetween, type FoundEntry } from "./verify-gaps";
import type { BackupReader, Findings, Watch } from "./verify-reading";

/** Bytes of a volume that hold no proved message; an entry where they begin as one. */
interface Region {
  file: string;
  begin: number;
  end: number;
  entry?: FoundEntry;
}

/** What may be a message that no sound line tells of. */
export interface Candidate {
  name: { subject: string; from: string; date: number | null } | null;
  /** Where its bytes seem to be. */
  region: Region | null;
}

export interface Search {
  /** Lines that fit, and whose message is nowhere. */
  damaged: Lost[];
  /** The likeliest first. */
  candidates: Candidate[];
  /** Volumes of which every byte is right. */
  right: string[];
}

/** Only so much is looked at twice; more is a file that is not this one any more. */
const few = <T>(list: readonly T[]): T[] => list.slice(0, 50);

/** Lines by the hash of their message; two identical messages are two, and a line that fits goes first. */
function byHash(sound: readonly Lost[], doubtful: readonly Lost[]) {
  const lines = new Map<string, { lost: Lost; isSound: boolean }[]>();
  const take = (list: readonly Lost[], isSound: boolean) => {
    for (const lost of list) {
      const alike = lines.get(lost.sha256);
      if (alike) alike.push({ lost, isSound });
      else lines.set(lost.sha256, [{ lost, isSound }]);
    }
  };
  take(doubtful, false);
  take(sound, true);
  return lines;
}

/** Whether a line places its message among these bytes. */
const isAt = ({ line }: Lost, { file, begin, end }: Region) =>
  line !== null && line.volume === file && line.offset < end && line.offset + line.length > begin;

/** The line of a message that bytes put in or taken out before it have moved, its own first ones perhaps. */
function movedBy(line: MessageLine, shift: number): MessageLine {
  const offset = Math.max(0, line.offset + shift);
  const cut = offset - line.offset - shift;
  const separatorLength = line.separatorLength - cut;
  return { ...line, offset, length: line.length - cut, separatorLength };
}

/**
 * Looks into the bytes of a folder's volumes that hold no proved message: what lies there may be messages that
 * were moved by bytes put in or taken out before them, or messages whose line is lost.
 */
export async function searchVolumes(
  volumes: readonly { file: string; length: number }[],
  entries: EntryReading,
  doubtful: readonly Lost[],
  reader: BackupReader,
  hashing: Hashing,
  watch: Watch,
  findings: Findings,
): Promise<Search> {
  const waiting = byHash(entries.lost, doubtful);
  const found = new Map<Lost, Region>();
  const right: string[] = [];
  const strange: Region[] = [];
  const isWaiting = () => entries.lost.length + doubtful.length > found.size;

  function take(lost: Lost, isSound: boolean, place: Region): void {
    found.set(lost, place);
    entries.found();
    if (isSound) findings.damage("volume-moved", place.file);
  }

  /** Reads the entries of a region; answers those that nobody waits for, and what lies before the first. */
  async function sift({ file, begin, end }: Region, beginning: Beginning): Promise<Region[]> {
    const rest: Region[] = [];
    let first = end;
    for await (const entry of entriesBetween(file, begin, end, reader.read, hashing, beginning)) {
      const place = { file, begin: entry.offset, end: entry.offset + entry.length, entry };
      first = Math.min(first, place.begin);
      watch.did(0, entry.length);
      const match = entry.sha256.flatMap((hash) => waiting.get(hash)?.pop() ?? []).at(0);
      if (match) take(match.lost, match.isSound, place);
      else rest.push(place);
    }
    if (begin < first) rest.unshift({ file, begin, end: first });
    return rest;
  }

  /** A message whose separator was changed as well is where its neighbours' move has brought it. */
  async function tryShifts(file: string, shifts: ReadonlySet<number>): Promise<void> {
    for (const lost of few(entries.lost.filter((one) => !found.has(one)))) {
      const { line } = lost;
      if (line?.volume !== file) continue;
      // An entry that nobody waits for may be one with something of the next behind it.
      const starts = few(strange).flatMap((region) =>
        region.entry && region.file === file ? [region.begin - line.offset] : [],
      );
      for (const shift of new Set([...shifts, ...starts])) {
        if (found.has(lost) || shift === 0) continue;
        const moved = movedBy(line, shift);
        if (!(await entries.isWhole(moved))) continue;
        take(lost, true, { file, begin: moved.offset, end: moved.offset + moved.length });
      }
    }
  }

  async function searchOne(file: string, committed: number): Promise<void> {
    const actual = await entries.lengthOf(file);
    if (actual === null) {
      if (committed > 0) findings.damage("volume-missing", file);
      return;
    }
    if (actual < committed) findings.damage("volume-short", file);
    if (committed > 0 && !entries.volumes.has(file)) findings.damage("volume-unlisted", file);
    const proved = entries.proved(file);
    if (proved.gaps(committed).length === 0) {
      right.push(file);
      if (actual > committed) {
        findings.note({ kind: "behind-commit", file, bytes: actual - committed });
      }
      return;
    }
    const ends = entries.lost.map(({ line }) =>
      line?.volume === file ? line.offset + line.length : 0,
    );
    const end = ends.reduce((latest, one) => Math.max(latest, one), 0);
    const shifts = new Set([actual - committed, actual - end]);
    for (const { from, to } of proved.gaps(actual)) {
      const rest = await sift({ file, begin: from, end: to }, "line");
      strange.push(...rest);
      if (!isWaiting()) continue;
      for (const region of few(rest)) await sift(region, "ours");
    }
    for (const [{ line }, place] of found) {
      if (line?.volume === file) shifts.add(place.begin - line.offset);
    }
    await tryShifts(file, shifts);
  }

  for (const { file, length } of volumes) await searchOne(file, length);

  const damaged = entries.lost.filter((lost) => !found.has(lost));
  const overlaps = (a: Region, b: Region) =>
    a.file === b.file && a.begin < b.end && a.end > b.begin;
  const places = [...found.values()];
  // Bytes of a damaged message, and of one that was found among them, need no other explanation.
  const open = strange.filter(
    (region) =>
      !damaged.some((lost) => isAt(lost, region)) &&
      !places.some((place) => overlaps(place, region)),
  );
  const candidates: Candidate[] = [];
  const unplaced: Candidate[] = [];
  for (const lost of doubtful) {
    if (found.has(lost) || lost.line === null) continue;
    const at = open.findIndex((region) => isAt(lost, region));
    const [region = null] = at < 0 ? [] : open.splice(at, 1);
    (region ? candidates : unplaced).push({ name: lost.line, region });
  }
  for (const region of open) {
    if (region.entry) candidates.push({ name: region.entry, region });
    else findings.damage("volume-bytes", region.file, region.end - region.begin);
  }
  return { damaged, candidates: [...candidates, ...unplaced], right };
}
