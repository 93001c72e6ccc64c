import {
  describe,
  type Entry,
  entryHead,
  entryTail,
  type Numbering,
  type Row,
} from "../../core/backup/entry";
import { crlfStream } from "../../core/mbox/canon";
import { joinBytes, quoter, unquote } from "../../core/mbox/from-lines";
import { headerOrAll } from "../../core/mbox/header-block";
import { receivedDate } from "../../core/mbox/received";
import { localPrefixLength, planUnwrap, type UnwrapPlan } from "../../core/mbox/stored-prefix";
import { type HashPair, hashPair } from "../../thunderbird/backup-disk";
import { readPieces, streamPieces } from "../../thunderbird/mail-store";
import type { BigEntry } from "./folder-writer";

const pieceBytes = 2 * 1024 * 1024;
/** Separator, state block, quoting and closing line ends need no more than this in any sane message. */
const room = 1024 * 1024;
const isLineEnd = (byte: number) => byte === 0x0a || byte === 0x0d;

type BigRow = Row & { storedSize: number };

function planFor(head: Uint8Array, row: BigRow, numbering: Numbering) {
  if (numbering.kind === "uid") {
    const sizes = row.serverSize === null ? [row.size] : [row.serverSize, row.size];
    return { ...planUnwrap(head, row.storedSize, sizes), uidl: null };
  }
  const { length, uidl } = localPrefixLength(head);
  const plan: UnwrapPlan = { prefix: length, unquoteHeader: false, cut: 0, suspect: false };
  return { ...plan, uidl };
}

/** The first piece without its wrapping. */
function unwrapHead(piece: Uint8Array, plan: UnwrapPlan): Uint8Array {
  const bytes = piece.subarray(plan.prefix);
  if (!plan.unquoteHeader) return bytes;
  const header = headerOrAll(bytes);
  return joinBytes([unquote(header), bytes.subarray(header.length)]);
}

/**
 * A message above 4 MB as an mbox entry, piece by piece: quoted, hashed and handed on without ever being
 * whole in memory. Its sizes decide how much of it is Thunderbird's own; of one that is streamed from a service
 * they are the service's, and say nothing of its bytes.
 */
export function bigEntry(
  uri: string,
  row: BigRow,
  numbering: Numbering,
  runAt: number,
  streamed = false,
): BigEntry {
  return {
    // What a service keeps in binary comes in base64.
    atMost: Math.max(row.size, row.storedSize) * (streamed ? 2 : 1) + room,
    async pour(write) {
      const hashes = hashPair();
      try {
        return await pourInto(write, hashes, { uri, row, numbering, runAt, streamed });
      } catch (error) {
        // A hash that is not ended stays open on Thunderbird's side.
        await hashes.end().catch(() => undefined);
        throw error;
      }
    },
  };
}

interface Wanted {
  uri: string;
  row: BigRow;
  numbering: Numbering;
  runAt: number;
  streamed: boolean;
}

async function pourInto(
  write: (bytes: Uint8Array) => Promise<void>,
  hashes: HashPair,
  { uri, row, numbering, runAt, streamed }: Wanted,
): Promise<Entry["line"]> {
  const [quote, crlf] = [quoter(), crlfStream()];
  let plan: ReturnType<typeof planFor> | null = null;
  let held: Uint8Array = new Uint8Array(0);
  let received = receivedDate(held, runAt);
  let front = entryHead(row, received.at);
  let [size, length, last] = [0, 0, 0x0a];

  const put = async (bytes: Uint8Array) => {
    if (bytes.length === 0) return;
    length += bytes.length;
    last = bytes.at(-1) ?? last;
    await write(bytes.slice());
  };
  const take = async (bytes: Uint8Array, canonical = bytes) => {
    size += bytes.length;
    await hashes.update(bytes, crlf(canonical));
    await put(quote.push(bytes));
  };
  /** Hands on all but the last bytes, which may be a line end that Thunderbird added. */
  const takeMost = async (bytes: Uint8Array, cut: number) => {
    const all = joinBytes([held, bytes]);
    held = all.slice(Math.max(all.length - cut, 0));
    await take(all.subarray(0, all.length - held.length));
  };

  const pieces = streamed ? streamPieces : readPieces;
  for await (const piece of pieces(uri, row.key, pieceBytes)) {
    if (plan) {
      await takeMost(piece, plan.cut);
      continue;
    }
    plan = planFor(piece, row, numbering);
    const bytes = unwrapHead(piece, plan);
    received = receivedDate(bytes, runAt);
    front = entryHead(row, received.at);
    await put(front.bytes);
    // The canonical form is without a leading run of Thunderbird's lines, the message is not.
    const own = localPrefixLength(bytes).length;
    await take(bytes.subarray(0, own), bytes.subarray(0, 0));
    await takeMost(bytes.subarray(own), plan.cut);
  }
  const sizes = [row.serverSize, row.size];
  const isShort =
    numbering.kind === "uid"
      ? !sizes.includes(size + held.length) && !sizes.includes(size)
      : !streamed && size + (plan?.prefix ?? 0) < row.size;
  let suspect = isShort || (plan?.suspect ?? true);
  if (!held.every(isLineEnd)) {
    await take(held);
    suspect = true;
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
  const uidl = plan?.uidl ?? null;
  const line = describe(row, numbering, size, { received, uidl, suspect, entry });
  return { ...line, sha256, ...(canon === sha256 ? {} : { canon }) };
}
