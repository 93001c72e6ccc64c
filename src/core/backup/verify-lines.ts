import type { Hashing } from "./hashing";
import { type IndexLine, isSound, readLine } from "./index-line";

/**
 * A line of an index as it was found. One that does not fit the chain may be whole all the same: the line
 * before it may be lost. What it tells of a message is then proved by the message's own hash or not at all.
 */
export type SeenLine =
  | { fits: true; line: IndexLine }
  | { fits: false; line: IndexLine | null; text: string };

/** Walks along a chain that may be broken, and finds its way back behind each break. */
export interface ChainWalk {
  /** Takes the next lines, without their LF. */
  take(texts: readonly string[]): Promise<SeenLine[]>;
  /** The chain value behind the last line. */
  end(): string | null;
  /** Lines so far that were changed, doubled or foreign, or that stand where others are missing. */
  broken(): number;
}

const lineEnd = /,"chain":"[0-9a-f]{64}"\}/g;
const chainLength = ',"chain":"'.length + 64 + 2;

const looksChained = (text: string) => /,"chain":"[0-9a-f]{64}"\}$/.test(text);

/** Two lines whose LF was changed or lost, as the lines they were; one line stays one. */
function parted(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const found of text.matchAll(lineEnd)) {
    const end = found.index + found[0].length;
    if (end === text.length) break;
    parts.push(text.slice(from, end));
    from = text[end] === "{" ? end : end + 1;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** What a line says that does not fit; null where it cannot be read. */
function unprovedLine(text: string): IndexLine | null {
  try {
    const line = JSON.parse(text) as IndexLine;
    return typeof line === "object" && line !== null && isSound(line) ? line : null;
  } catch {
    return null;
  }
}

/** Those of the lines, from the first on, that stand behind `start` and behind each other. */
async function fitting(texts: readonly string[], start: string, hashing: Hashing) {
  const values = await hashing.chain(
    start,
    texts.map((text) => `${text.slice(0, -chainLength)}}`),
  );
  const read: { line: IndexLine; chain: string }[] = [];
  for (const [i, text] of texts.entries()) {
    const chain = values[i] ?? "";
    const line = text.endsWith(`,"chain":"${chain}"}`) ? unprovedLine(text) : null;
    if (!line) break;
    read.push({ line, chain });
  }
  return read;
}

/** `start` is the value before the first line; null where it is not known, then nothing proves the first line. */
export function chainWalk(start: string | null, hashing: Hashing): ChainWalk {
  let chain = start;
  /** What the next line may stand behind as well, when the one before it did not fit. */
  let others: string[] = [];
  let broken = 0;

  async function behindOthers(text: string): Promise<{ line: IndexLine; chain: string } | null> {
    for (const other of others) {
      const read = await readLine(text, other, hashing);
      if (read) return read;
    }
    return null;
  }

  async function misfit(text: string): Promise<SeenLine[]> {
    const read = await behindOthers(text);
    if (read) {
      chain = read.chain;
      others = [];
      return [{ fits: true, line: read.line }];
    }
    broken++;
    const parts = parted(text);
    if (parts.length > 1 || parts[0] !== text) return take(parts);
    const line = unprovedLine(text);
    const chained = looksChained(text);
    // If only the chain's own digits were changed, the next line stands behind what they should have been.
    const meant = chained
      ? await hashing.utf8(`${chain ?? ""}${text.slice(0, -chainLength)}}`)
      : null;
    const before = [...(chain === null ? [] : [chain]), ...(meant === null ? [] : [meant])];
    others = [...new Set([...before, ...others])].slice(0, 6);
    if (chained) chain = text.slice(-66, -2);
    return [{ fits: false, line, text }];
  }

  async function take(texts: readonly string[]): Promise<SeenLine[]> {
    const seen: SeenLine[] = [];
    let at = 0;
    const [first] = texts;
    if (chain === null && first !== undefined) {
      const line = looksChained(first) ? unprovedLine(first) : null;
      if (line) {
        chain = first.slice(-66, -2);
        seen.push({ fits: false, line, text: first });
        at = 1;
      }
    }
    // Behind a break a few lines are tried first: a list that is all wrong must not be hashed again for each line.
    let span = texts.length;
    while (at < texts.length) {
      const rest = texts.slice(at, at + span);
      const read = chain === null ? [] : await fitting(rest, chain, hashing);
      for (const one of read) {
        seen.push({ fits: true, line: one.line });
        chain = one.chain;
      }
      if (read.length > 0) others = [];
      at += read.length;
      span *= 2;
      const odd = texts[at];
      if (read.length === rest.length || odd === undefined) continue;
      seen.push(...(await misfit(odd)));
      at++;
      span = 4;
    }
    return seen;
  }

  return { take, end: () => chain, broken: () => broken };
}
