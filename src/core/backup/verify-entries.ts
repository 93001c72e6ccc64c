import type { Hashing } from "./hashing";
import type { MessageLine } from "./index-line";
import { examine, examineInPieces } from "./verify-entry";
import { type Ranges, ranges } from "./verify-ranges";
import type { BackupReader, Findings, Watch } from "./verify-reading";

/** Entries up to this size are read several at a time. */
const batchBytes = 4 * 1024 * 1024;
const batchLines = 2000;

/** A message that is not where its line says, or not as it says. */
export interface Lost {
  sha256: string;
  /** Null where the line is so damaged that only its hash could be read. */
  line: MessageLine | null;
}

/** Reads the messages that index lines tell of, and keeps what became of them. */
export interface EntryReading {
  /** Takes the next line; false where its range is taken by an earlier line. */
  add(line: MessageLine): Promise<boolean>;
  /** Reads what was added and not yet read. */
  settle(): Promise<void>;
  /** A line that is not to be believed: whether its message lies at its place, and who has told of it before. */
  tryOut(line: MessageLine): Promise<"right" | "known" | "wrong">;
  /** Whether a line's message is whole; nothing is counted. */
  isWhole(line: MessageLine): Promise<boolean>;
  /** Ranges of a volume that were read and hold whole messages. */
  proved(volume: string): Ranges;
  lengthOf(volume: string): Promise<number | null>;
  /** Lines whose message is not whole at its place. */
  readonly lost: Lost[];
  readonly volumes: ReadonlySet<string>;
  whole(): number;
  /** A message that was found whole elsewhere. */
  found(): void;
}

export function entryReading(
  reader: BackupReader,
  hashing: Hashing,
  watch: Watch,
  findings: Findings,
): EntryReading {
  const claimed = new Map<string, Ranges>();
  const proved = new Map<string, Ranges>();
  const lengths = new Map<string, number | null>();
  const volumes = new Set<string>();
  const lost: Lost[] = [];
  let whole = 0;
  let batch: MessageLine[] = [];
  let batched = 0;
  let before: Promise<void> = Promise.resolve();

  function rangesOf(map: Map<string, Ranges>, volume: string): Ranges {
    const known = map.get(volume) ?? ranges();
    map.set(volume, known);
    return known;
  }

  async function lengthOf(volume: string): Promise<number | null> {
    const known = lengths.get(volume);
    if (known !== undefined) return known;
    const length = await reader.length(volume);
    lengths.set(volume, length);
    return length;
  }

  function take(line: MessageLine, state: "whole" | "envelope" | "damaged"): void {
    if (state === "damaged") {
      lost.push({ sha256: line.sha256, line });
      return;
    }
    whole++;
    rangesOf(proved, line.volume).add(line.offset, line.offset + line.length);
    if (state === "envelope") findings.damage("envelopes", line.volume);
  }

  async function takeBig(line: MessageLine): Promise<void> {
    const did = (bytes: number) => watch.did(0, bytes);
    take(line, await examineInPieces(line, reader.read, hashing, batchBytes, did));
    watch.did(1, 0);
  }

  async function takeBatch(lines: readonly MessageLine[], reading: Promise<Uint8Array>) {
    const bytes = await reading;
    const first = lines[0] as MessageLine;
    const states = await Promise.all(
      lines.map((line) => {
        const at = line.offset - first.offset;
        return examine(line, bytes.subarray(at, at + line.length), hashing);
      }),
    );
    for (const [i, line] of lines.entries()) take(line, states[i] ?? "damaged");
    watch.did(lines.length, bytes.length);
  }

  async function isWhole(line: MessageLine): Promise<boolean> {
    const end = line.offset + line.length - line.tailLength;
    if (end > ((await lengthOf(line.volume)) ?? 0)) return false;
    const did = (bytes: number) => watch.did(0, bytes);
    const state = await examineInPieces(line, reader.read, hashing, batchBytes, did);
    return state !== "damaged";
  }

  /** Begins to read the batch while the one before it is still being hashed. */
  async function flush(): Promise<void> {
    const lines = batch;
    const [first] = lines;
    const total = batched;
    batch = [];
    batched = 0;
    if (!first) return;
    const length = (await lengthOf(first.volume)) ?? 0;
    if (first.offset >= length) {
      await before;
      for (const line of lines) take(line, "damaged");
      watch.did(lines.length, 0);
    } else if (total > batchBytes) {
      await before;
      await takeBig(first);
    } else {
      const reading = reader.read(first.volume, first.offset, total);
      // Whoever awaits `before` hears of a failure; nobody may have to by the time it happens.
      reading.catch(() => {});
      await before;
      before = takeBatch(lines, reading);
      before.catch(() => {});
    }
  }

  return {
    async add(line) {
      const end = line.offset + line.length;
      if (!rangesOf(claimed, line.volume).add(line.offset, end)) return false;
      volumes.add(line.volume);
      const last = batch.at(-1);
      const joins =
        !last ||
        (last.volume === line.volume &&
          last.offset + last.length === line.offset &&
          batched + line.length <= batchBytes &&
          batch.length < batchLines);
      if (!joins) await flush();
      batch.push(line);
      batched += line.length;
      return true;
    },
    async settle() {
      await flush();
      await before;
    },
    async tryOut(line) {
      const [from, to] = [line.offset, line.offset + line.length];
      if (!(await isWhole(line))) return "wrong";
      if (!rangesOf(claimed, line.volume).isFree(from, to)) return "known";
      volumes.add(line.volume);
      rangesOf(claimed, line.volume).add(from, to);
      // What is around it was made from a line that may be damaged, so nothing is said of that.
      take(line, "whole");
      return "right";
    },
    isWhole,
    proved: (volume) => rangesOf(proved, volume),
    lengthOf,
    lost,
    volumes,
    whole: () => whole,
    found() {
      whole++;
    },
  };
}
