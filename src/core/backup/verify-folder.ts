import { byteText } from "../mbox/byte-text";
import { type ReasonCode, reason } from "../reason";
import type { Hashing } from "./hashing";
import type { IndexLine, MessageLine } from "./index-line";
import { entryReading, type Lost } from "./verify-entries";
import { chainWalk, type SeenLine } from "./verify-lines";
import type { BackupReader, Findings, Watch } from "./verify-reading";
import { type Candidate, type Search, searchVolumes } from "./verify-search";
import { indexTexts } from "./verify-texts";

/** A folder of a backup, as far as its manifest can be believed. */
export interface FolderToRead {
  /** For people. */
  account: string;
  name: string;
  index: string;
  /** Null where nothing reliable says how much is committed: then all of the file counts. */
  indexLength: number | null;
  /** The chain value before the first line and that of the last one; null where it is not known. */
  chainStart: string | null;
  chain: string | null;
  volumes: { file: string; length: number }[];
  messages: number | null;
  bytes: number | null;
}

export interface FolderOutcome {
  messages: number;
  whole: number;
  /** Volumes of which every byte is right. */
  right: string[];
  /** Folder id -> the highest message of it that a line here names. */
  named: Map<string, number>;
}

/** How far behind its committed end an index is searched for lines that were pushed there. */
const mostPushed = 64 * 1024 * 1024;

/**
 * Reads one folder completely: its index along the chain, and every message by its own hash. Damage in one
 * place hides nothing behind it.
 */
export async function verifyFolder(
  folder: FolderToRead,
  reader: BackupReader,
  hashing: Hashing,
  watch: Watch,
  findings: Findings,
): Promise<FolderOutcome> {
  const { index } = folder;
  const entries = entryReading(reader, hashing, watch, findings);
  const walk = chainWalk(folder.chainStart, hashing);
  const doubtful: Lost[] = [];
  const unproved: MessageLine[] = [];
  const named = new Map<string, number>();
  const files = new Set(folder.volumes.map(({ file }) => file));
  const stem = index.replace(/\.jsonl$/, "");
  // Without a manifest to believe, volumes are known by the name of their index.
  const isOurs = ({ volume }: Pick<MessageLine, "volume">) =>
    files.has(volume) ||
    (folder.messages === null &&
      volume.startsWith(stem) &&
      /^(~\d+)?\.mbox$/.test(volume.slice(stem.length)));
  let highest = 0;
  let sum = 0;
  watch.folder(folder.name);

  function checkNaming(n: number, elsewhere: string | undefined): void {
    if (n >= 1 && elsewhere !== undefined) {
      named.set(elsewhere, Math.max(n, named.get(elsewhere) ?? 0));
      return;
    }
    // Behind a break the line that it names may be the one that is lost.
    const known = walk.broken() > 0 ? Math.max(highest, folder.messages ?? n) : highest;
    if (n < 1 || n > known) findings.damage("index-names-nothing", index);
  }

  async function takeLine(line: IndexLine): Promise<void> {
    if (line.t === "ref") checkNaming(line.of, line.folder);
    if (line.t === "flags" || line.t === "gone") checkNaming(line.n, line.folder);
    if (line.t !== "msg") return;
    if (!isOurs(line) || line.n <= highest || !(await entries.add(line))) {
      findings.damage("index-lines", index);
      unproved.push(line);
      return;
    }
    highest = line.n;
    sum += line.size;
  }

  async function take(seen: SeenLine[]): Promise<void> {
    for (const one of seen) {
      if (one.fits) await takeLine(one.line);
      else if (one.line?.t === "msg") unproved.push(one.line);
      else {
        const sha256 = /"sha256":"([0-9a-f]{64})"/.exec(one.text)?.[1];
        const volume = /"volume":"([^"\\]*)"/.exec(one.text)?.[1];
        if (sha256 && (volume === undefined || isOurs({ volume })))
          doubtful.push({ sha256, line: null });
      }
    }
  }

  const counts = (seen: SeenLine) =>
    seen.line?.t !== "msg" || folder.messages === null || seen.line.n <= folder.messages;

  /** Lines that were put in push the last ones behind the committed end. */
  async function takePushed(from: number, to: number): Promise<void> {
    for await (const { texts } of indexTexts(reader, index, from, to, () => {})) {
      for (const text of texts) {
        const seen = await walk.take([text]);
        if (!seen.every(counts)) return;
        await take(seen);
        if (walk.end() === folder.chain) return;
      }
    }
  }

  async function readIndex(): Promise<void> {
    const length = await reader.length(index);
    const committed = folder.indexLength ?? length ?? 0;
    if (length === null && committed > 0) findings.damage("index-missing", index);
    else if ((length ?? 0) < committed) findings.damage("index-short", index);
    if (length === null) return;
    let rest: Uint8Array = new Uint8Array(0);
    const did = (bytes: number) => watch.did(0, bytes);
    for await (const part of indexTexts(reader, index, 0, Math.min(committed, length), did)) {
      rest = part.rest ?? rest;
      await take(await walk.take(part.texts));
    }
    const isWhole = rest.length === 0 && (folder.chain === null || walk.end() === folder.chain);
    if (!isWhole && length > committed && folder.chain !== null) {
      await takePushed(committed - rest.length, Math.min(length, committed + mostPushed));
    } else if (rest.length > 0) {
      const text = reader.text(rest) ?? byteText(rest);
      await take(await walk.take([text]));
    }
    const ends = folder.chain === null || walk.end() === folder.chain;
    if (walk.broken() > 0 || !ends || (rest.length > 0 && folder.chain !== null)) {
      findings.damage("index-lines", index, Math.max(1, walk.broken()));
    } else if (length > committed) {
      findings.note({ kind: "behind-commit", file: index, bytes: length - committed });
    }
  }

  await readIndex();
  await entries.settle();
  for (const line of unproved) {
    // A line of another folder may tell the truth, of that one; a doubled one tells what is told already.
    const isForeign = !isOurs(line) && (await entries.lengthOf(line.volume)) !== null;
    const place = isOurs(line) ? await entries.tryOut(line) : "wrong";
    if (place === "wrong" && !isForeign) doubtful.push({ sha256: line.sha256, line });
  }
  const isClean = walk.broken() === 0 && entries.lost.length === 0 && doubtful.length === 0;
  const { messages, bytes } = folder;
  if (isClean && messages !== null && (highest !== messages || sum !== bytes)) {
    findings.damage("index-sum", index);
  }
  const others = [...entries.volumes].filter((file) => !files.has(file));
  const volumes = [...folder.volumes];
  for (const file of others) volumes.push({ file, length: (await entries.lengthOf(file)) ?? 0 });
  const search = await searchVolumes(volumes, entries, doubtful, reader, hashing, watch, findings);
  return { ...(await account(search)), right: search.right, named };

  /** Names every message that is not whole, so that whole and hit ones are as many as there should be. */
  async function account({ damaged, candidates }: Search) {
    for (const { line } of damaged) {
      if (line) hit(line, await whyLost(line), line.volume);
    }
    const known = entries.whole() + damaged.length;
    const expected = messages ?? known + candidates.length;
    const open = Math.max(0, expected - known);
    for (const { name } of candidates.slice(0, open)) hit(name, "message-not-proved", index);
    for (let i = candidates.length; i < open; i++) hit(null, "message-not-proved", index);
    for (const { region } of candidates.slice(open)) {
      if (region) findings.damage("volume-bytes", region.file, region.end - region.begin);
    }
    // Where a foreign message lies in the volume and its line in the index, it is no message of this folder.
    return { messages: expected, whole: Math.min(entries.whole(), expected - damaged.length) };
  }

  async function whyLost(line: MessageLine): Promise<ReasonCode> {
    const length = await entries.lengthOf(line.volume);
    if (length === null) return "message-file-missing";
    return line.offset + line.length > length ? "message-cut" : "message-damaged";
  }

  function hit(name: Candidate["name"], code: ReasonCode, file: string): void {
    findings.hit({
      account: folder.account,
      folder: folder.name,
      ...(name ? { message: { subject: name.subject, from: name.from, date: name.date } } : {}),
      reason: reason(code, { file }),
    });
  }
}
