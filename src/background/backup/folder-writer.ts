import type { Entry } from "../../core/backup/entry";
import { stemOf, volumeFile } from "../../core/backup/folder-files";
import {
  type FlagsLine,
  type GoneLine,
  type IndexLine,
  type MessageLine,
  type RefLine,
  writeLines,
} from "../../core/backup/index-line";
import type { FolderRecord } from "../../core/backup/manifest";
import { usualBatch } from "../../core/backup/read-back";
import { joinBytes } from "../../core/mbox/from-lines";
import { Refusal } from "../../core/refusal";
import { fileLength, openFile, readFile } from "../../thunderbird/backup-disk";
import { hashing } from "../hashing";
import { writeManifestWhenDue, writeOwedWhenDue } from "./manifest-pace";
import { type OpenBackup, pathIn, recoveredName } from "./open-backup";
import { readBackBeside } from "./read-back-beside";
import { readBackFiles } from "./read-back-files";

/** FAT32 ends at 4 GiB and old programs at 2 GiB; a volume that is full never changes again. */
const volumeBytes = 2 * 1024 ** 3;
const bufferBytes = 4 * 1024 * 1024;
/** A commit comes at the latest after so much or so long. */
const commitBytes = 64 * 1024 * 1024;
const commitEvery = 30_000;
const commitLines = 20_000;

/** An entry that does not fit into memory: its line and its bytes, one piece after another. */
export interface BigEntry {
  /** At least the entry's length, to choose a volume. */
  atMost: number;
  /** Hands every piece to `write`, in order, and answers the line. */
  pour(write: (bytes: Uint8Array) => Promise<void>): Promise<Entry["line"]>;
}

export interface FolderWriter {
  add(entry: Entry): Promise<MessageLine>;
  addBig(entry: BigEntry): Promise<MessageLine>;
  note(line: FlagsLine | GoneLine | RefLine): void;
  /** Commits when enough was written or enough time has passed. */
  commitIfDue(): Promise<void>;
  /**
   * Flushes mbox and index, reads both back, compares, and writes backup.json. Until this has returned
   * nothing counts as saved.
   */
  commit(): Promise<void>;
}

/** Writes one folder's messages. Nothing else may write to the folder's files meanwhile. */
export function folderWriter(backup: OpenBackup, record: FolderRecord): FolderWriter {
  const { disk } = backup;
  let pending: IndexLine[] = [];
  let messages = record.messages;
  let buffer: Uint8Array[] = [];
  let buffered = 0;
  /** The last two appends, in order. They may still go on while the next entries are made. */
  let [earlier, writing] = [Promise.resolve(), Promise.resolve()];
  let sinceCommit = 0;
  let lastCommit = performance.now();
  /** Lengths with everything handed over, committed or not. */
  const lengths = new Map(record.volumes.map((volume) => [volume.file, volume.length]));
  let volume = record.volumes.at(-1)?.file ?? volumeFile(stemOf(record), 1);
  const lengthOf = (file: string) => lengths.get(file) ?? 0;
  let folderMade = false;

  async function makeFolder(): Promise<void> {
    if (folderMade) return;
    const path = pathIn(backup, record.index);
    await disk.makeFolder(path.slice(0, path.lastIndexOf("/")));
    folderMade = true;
  }

  /** Hands what is gathered to the disk, behind what was handed over before. */
  async function spill(): Promise<void> {
    if (buffered === 0) return;
    await makeFolder();
    await earlier;
    earlier = writing;
    const at = lengthOf(volume) - buffered;
    writing = disk.append(pathIn(backup, volume), at, joinBytes(buffer));
    // Whoever waits for it next hears of a failure, and nothing is written behind it.
    writing.catch(() => undefined);
    buffer = [];
    buffered = 0;
  }

  /** Until every append has ended. */
  async function written(): Promise<void> {
    await earlier;
    await writing;
  }

  async function chooseVolume(bytes: number): Promise<void> {
    if (lengthOf(volume) === 0 || lengthOf(volume) + bytes <= volumeBytes) return;
    await spill();
    const number = Math.max(record.volumes.length, lengths.size) + 1;
    volume = volumeFile(stemOf(record), number);
  }

  async function put(parts: readonly Uint8Array[], bytes: number): Promise<void> {
    buffer.push(...parts);
    buffered += bytes;
    sinceCommit += bytes;
    lengths.set(volume, lengthOf(volume) + bytes);
    if (buffered >= bufferBytes) await spill();
  }

  function queue(line: IndexLine): void {
    pending.push(line);
  }

  /** The pending lines' texts, chained behind what is committed. */
  async function chained(): Promise<{ bytes: Uint8Array; chain: string }> {
    const { texts, chain } = await writeLines(pending, record.chain, hashing);
    return { bytes: new TextEncoder().encode(texts.join("")), chain };
  }

  function numbered(line: Entry["line"], offset: number): MessageLine {
    messages++;
    const { t, ...fields } = line;
    const whole: MessageLine = { t, n: messages, volume, offset, ...fields };
    queue(whole);
    return whole;
  }

  /** Moves a half-written entry aside: another one behind it would not begin on a line of its own. */
  async function takeBack(offset: number): Promise<void> {
    buffer = [];
    buffered = 0;
    await written();
    const path = pathIn(backup, volume);
    const length = (await fileLength(backup.rootId, path)) ?? 0;
    if (length > offset) await disk.moveTail(path, offset, recoveredName(path, Date.now()));
    if (offset > 0) lengths.set(volume, offset);
    else lengths.delete(volume);
  }

  async function compareIndex(text: Uint8Array): Promise<void> {
    const path = pathIn(backup, record.index);
    const read = await readFile(backup.rootId, path, record.indexLength, text.length + 1);
    const [here, there] = await Promise.all([hashing.whole(text), hashing.whole(read)]);
    if (here !== there) throw new Refusal("read-back-differs", { file: record.index });
  }

  /** How many of these lines are right on the disk, from the first on. */
  async function rightLines(lines: MessageLine[]): Promise<number> {
    const starts = new Map(record.volumes.map(({ file, length }) => [file, length]));
    const files = new Map<string, File>();
    for (const file of new Set(lines.map((line) => line.volume))) {
      files.set(file, await openFile(backup.rootId, pathIn(backup, file)));
    }
    const isLarge = lines.some(({ length }) => length > usualBatch);
    const request = { lines, starts, files };
    return isLarge ? readBackFiles(request, hashing.pieces) : readBackBeside(request);
  }

  async function compareMessages(): Promise<void> {
    const lines = pending.filter((line) => line.t === "msg");
    const good = await rightLines(lines);
    const bad = lines[good];
    if (bad) throw new Refusal("read-back-differs", { file: bad.volume });
    for (const [file, length] of lengths) {
      if ((await fileLength(backup.rootId, pathIn(backup, file))) !== length) {
        throw new Refusal("read-back-differs", { file });
      }
    }
  }

  async function commit(): Promise<void> {
    lastCommit = performance.now();
    if (pending.length === 0) return;
    await spill();
    await written();
    const committed = new Map(record.volumes.map(({ file, length }) => [file, length]));
    const grown = [...lengths].filter(([file, length]) => committed.get(file) !== length);
    for (const [file] of grown) await disk.flush(pathIn(backup, file));
    const { bytes: text, chain } = await chained();
    await makeFolder();
    await disk.append(pathIn(backup, record.index), record.indexLength, text);
    await disk.flush(pathIn(backup, record.index));
    await compareIndex(text);
    await compareMessages();
    const now = Date.now();
    for (const [file, length] of grown) {
      const old = record.volumes.find((candidate) => candidate.file === file);
      if (old) old.length = length;
      else record.volumes.push({ file, length, readAt: now });
    }
    const saved = pending.filter((line) => line.t === "msg");
    record.indexLength += text.length;
    record.chain = chain;
    record.messages = messages;
    record.bytes += saved.reduce((sum, line) => sum + line.size, 0);
    pending = [];
    sinceCommit = 0;
    await writeManifestWhenDue(backup, "commit");
  }

  return {
    async add(entry) {
      await chooseVolume(entry.line.length);
      const offset = lengthOf(volume);
      await put(entry.parts, entry.line.length);
      return numbered(entry.line, offset);
    },
    async addBig(entry) {
      await chooseVolume(entry.atMost);
      await spill();
      const offset = lengthOf(volume);
      try {
        const line = await entry.pour((bytes) => put([bytes], bytes.length));
        return numbered(line, offset);
      } catch (error) {
        await takeBack(offset);
        throw error;
      }
    },
    note: queue,
    async commitIfDue() {
      const much = sinceCommit >= commitBytes || pending.length >= commitLines;
      const due = much || performance.now() - lastCommit >= commitEvery;
      await (due ? commit() : writeOwedWhenDue(backup));
    },
    commit,
  };
}
