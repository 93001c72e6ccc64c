import type { MessageLine } from "../../core/backup/index-line";
import { readBack } from "../../core/backup/read-back";
import { findMessage } from "../../core/look/index-scan";
import type { LookFolder } from "../../core/look/look-folder";
import { unquoter } from "../../core/mbox/from-lines";
import { Refusal } from "../../core/refusal";
import { hashing } from "../hashing";
import type { Looked } from "./looking";

/** Bytes that are read at a time. */
const piece = 4 * 1024 * 1024;

/** The line of a message, where its bytes can be read. */
export async function findLine(
  { reader }: Looked,
  folder: LookFolder,
  n: unknown,
): Promise<MessageLine> {
  if (typeof n !== "number" || !Number.isSafeInteger(n)) throw new Refusal("bad-request");
  const line = await findMessage(folder, n, reader);
  if (!line) throw new Refusal("message-not-proved", { file: folder.index });
  const { volume, offset, length, separatorLength, blockLength, tailLength } = line;
  const committed = folder.volumes ? folder.volumes.get(volume) : Number.POSITIVE_INFINITY;
  const isOurs = committed !== undefined && offset + length <= committed;
  const holds = separatorLength + blockLength + tailLength <= length;
  if (!isOurs || !holds) throw new Refusal("message-damaged", { file: volume });
  const there = await reader.length(volume);
  if (there === null) throw new Refusal("message-file-missing", { file: volume });
  if (offset + length > there) throw new Refusal("message-cut", { file: volume });
  return line;
}

/** Whether an entry is byte for byte what was saved. */
export async function isAsSaved({ reader }: Looked, line: MessageLine): Promise<boolean> {
  const starts = new Map([[line.volume, line.offset]]);
  return (await readBack([line], starts, reader.read, hashing)) === 1;
}

/**
 * The bytes of a message in pieces, as its server or sender made it: without the mbox's separator, our state block
 * and the `>` that mboxrd puts before a `From `. The first `most` bytes of the file, where it has more.
 */
export async function messagePieces(
  { reader }: Looked,
  line: MessageLine,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array[]> {
  const start = line.offset + line.separatorLength + line.blockLength;
  const end = Math.min(line.offset + line.length - line.tailLength, start + most);
  const lines = unquoter();
  const pieces: Uint8Array[] = [];
  for (let at = start; at < end; ) {
    const bytes = await reader.read(line.volume, at, Math.min(piece, end - at));
    if (bytes.length === 0) throw new Refusal("message-cut", { file: line.volume });
    at += bytes.length;
    pieces.push(lines.push(bytes));
  }
  pieces.push(lines.end());
  return pieces;
}
