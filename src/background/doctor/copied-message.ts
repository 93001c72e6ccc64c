import { describe, type Entry, entryHead, entryTail, makeEntry } from "../../core/backup/entry";
import type { RepairedMessage } from "../../core/doctor/repair-mbox";
import { crlfStream } from "../../core/mbox/canon";
import { joinBytes, quoter } from "../../core/mbox/from-lines";
import { receivedDate } from "../../core/mbox/received";
import { type HashPair, hashPair } from "../../thunderbird/backup-disk";
import type { BigEntry, FolderWriter } from "../backup/folder-writer";
import { hashing } from "../hashing";

/** What is larger is never whole in memory. */
const mostInMemory = 8 * 1024 * 1024;
/** Separator, state block, quoting and closing line ends need no more than this in any sane message. */
const room = 1024 * 1024;
const byKey = { kind: "key" as const };

async function pour(
  { row, uidl, pieces }: RepairedMessage,
  runAt: number,
  write: (bytes: Uint8Array) => Promise<void>,
  hashes: HashPair,
): Promise<Entry["line"]> {
  const [quote, crlf] = [quoter(), crlfStream()];
  let received = receivedDate(new Uint8Array(0), runAt);
  let front = entryHead(row, received.at);
  let [size, length, last] = [0, 0, 0x0a];
  const put = async (bytes: Uint8Array) => {
    if (bytes.length === 0) return;
    length += bytes.length;
    last = bytes.at(-1) ?? last;
    await write(bytes.slice());
  };
  for await (const piece of pieces()) {
    if (size === 0) {
      received = receivedDate(piece, runAt);
      front = entryHead(row, received.at);
      await put(front.bytes);
    }
    size += piece.length;
    await hashes.update(piece, crlf(piece));
    await put(quote.push(piece));
  }
  await put(quote.end());
  const tail = entryTail(last);
  await put(tail);
  const [sha256, canon] = await hashes.end();
  const entry = {
    separatorLength: front.bytes.length - front.blockLength,
    blockLength: front.blockLength,
    length,
    tailLength: tail.length,
  };
  const line = describe(row, byKey, size, { received, uidl, suspect: false, entry });
  return { ...line, sha256, ...(canon === sha256 ? {} : { canon }) };
}

const bigEntry = (message: RepairedMessage, runAt: number): BigEntry => ({
  atMost: message.atMost + room,
  async pour(write) {
    const hashes = hashPair();
    try {
      return await pour(message, runAt, write, hashes);
    } catch (error) {
      // A hash that is not ended stays open on Thunderbird's side.
      await hashes.end().catch(() => undefined);
      throw error;
    }
  },
});

/** Writes a message into the copy; one that is marked as deleted is kept and noted as gone. */
export async function copyMessage(
  writer: FolderWriter,
  message: RepairedMessage,
  runAt: number,
): Promise<void> {
  let line: Awaited<ReturnType<FolderWriter["add"]>>;
  if (message.atMost > mostInMemory) line = await writer.addBig(bigEntry(message, runAt));
  else {
    const parts: Uint8Array[] = [];
    for await (const piece of message.pieces()) parts.push(piece.slice());
    const details = { runAt, uidl: message.uidl, suspect: false };
    line = await writer.add(
      await makeEntry(message.row, byKey, joinBytes(parts), details, hashing),
    );
  }
  if (message.deleted) writer.note({ t: "gone", n: line.n, at: runAt });
  await writer.commitIfDue();
}
