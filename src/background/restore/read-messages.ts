import type { MessageLine } from "../../core/backup/index-line";
import { readBack } from "../../core/backup/read-back";
import { joinBytes, unquote, unquoter } from "../../core/mbox/from-lines";
import type { ReasonCode } from "../../core/reason";
import { Refusal } from "../../core/refusal";
import { hashing } from "../hashing";
import type { RestoreSource } from "./restore-source";
import type { Wanted } from "./wanted-messages";

/** So many bytes of a backup are read at a time; a larger message comes in pieces. */
const batchBytes = 4 * 1024 * 1024;

/** A message as it was saved, every byte of it compared with its hash, or why it is not that any more. */
export type FoundMessage = Wanted &
  (
    | { kind: "whole"; quoted: Uint8Array; message: Uint8Array }
    /** Too large for one piece; `pieces` reads it as it stands in the backup, quoted. */
    | { kind: "large"; pieces: () => AsyncGenerator<Uint8Array> }
    | { kind: "lost"; why: ReasonCode }
  );

interface Batch {
  volume: string;
  from: number;
  to: number;
  wanted: Wanted[];
}

/** Messages that lie near each other are read in one go. */
function batchesOf(wanted: readonly Wanted[]): Batch[] {
  const batches: Batch[] = [];
  for (const one of wanted) {
    const { volume, offset, length } = one.line;
    const last = batches.at(-1);
    const isNext = last?.volume === volume && offset >= last.to;
    if (last && isNext && offset + length - last.from <= batchBytes) {
      last.wanted.push(one);
      last.to = offset + length;
    } else {
      batches.push({ volume, from: offset, to: offset + length, wanted: [one] });
    }
  }
  return batches;
}

const startOf = (line: MessageLine) => line.separatorLength + line.blockLength;
const isPossible = (line: MessageLine) => startOf(line) + line.tailLength <= line.length;

async function* storedPieces(
  { reader }: RestoreSource,
  line: MessageLine,
): AsyncGenerator<Uint8Array> {
  const end = line.offset + line.length - line.tailLength;
  for (let at = line.offset + startOf(line); at < end; ) {
    const bytes = await reader.read(line.volume, at, Math.min(batchBytes, end - at));
    if (bytes.length === 0) throw new Refusal("message-cut", { file: line.volume });
    at += bytes.length;
    yield bytes;
  }
}

async function checked(one: Wanted, bytes: Uint8Array): Promise<FoundMessage> {
  const { line } = one;
  if (bytes.length < line.length) return { ...one, kind: "lost", why: "message-cut" };
  if (!isPossible(line)) return { ...one, kind: "lost", why: "message-damaged" };
  const quoted = bytes.subarray(startOf(line), line.length - line.tailLength);
  const message = unquote(quoted);
  const isRight = (await hashing.whole(message)) === line.sha256;
  if (!isRight) return { ...one, kind: "lost", why: "message-damaged" };
  return { ...one, kind: "whole", quoted, message };
}

async function large(source: RestoreSource, one: Wanted): Promise<FoundMessage> {
  const { line } = one;
  const starts = new Map([[line.volume, line.offset]]);
  const good = isPossible(line) && (await readBack([line], starts, source.reader.read, hashing));
  if (!good) return { ...one, kind: "lost", why: "message-damaged" };
  return { ...one, kind: "large", pieces: () => storedPieces(source, line) };
}

/**
 * Reads messages from a backup in their order, and compares each with its hash. The next ones are read while the
 * caller works on these.
 */
export async function* readSaved(
  source: RestoreSource,
  wanted: readonly Wanted[],
): AsyncGenerator<FoundMessage[]> {
  const { reader } = source;
  const batches = batchesOf(wanted);
  const ask = (batch: Batch | undefined): Promise<FoundMessage[]> => {
    const found = (async () => {
      if (!batch) return [];
      const { volume, from, to, wanted: some } = batch;
      if (to - from > batchBytes) return Promise.all(some.map((one) => large(source, one)));
      if ((await reader.length(volume)) === null) {
        return some.map((one) => ({ ...one, kind: "lost", why: "message-file-missing" }) as const);
      }
      const bytes = await reader.read(volume, from, to - from);
      return Promise.all(
        some.map((one) => {
          const at = one.line.offset - from;
          return checked(one, bytes.subarray(at, at + one.line.length));
        }),
      );
    })();
    // Whoever waits for it hears of a failure; a batch that nobody reaches is nobody's trouble.
    found.catch(() => undefined);
    return found;
  };
  let next = ask(batches[0]);
  for (const i of batches.keys()) {
    const found = await next;
    next = ask(batches[i + 1]);
    yield found;
  }
}

/** A message's own bytes from its quoted pieces. */
export async function* unquotedPieces(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const lines = unquoter();
  for await (const piece of pieces) {
    const ready = lines.push(piece);
    if (ready.length > 0) yield ready;
  }
  const rest = lines.end();
  if (rest.length > 0) yield rest;
}

/** All of it at once; for what has to be hashed whole. */
export async function allOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return joinBytes(parts);
}
