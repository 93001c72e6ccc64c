import { describe, entryHead, entryTail, type Numbering, type Row } from "../../core/backup/entry";
import { crlfStream } from "../../core/mbox/canon";
import { joinBytes, quoter } from "../../core/mbox/from-lines";
import { imapPrefixLengths, localPrefixLength } from "../../core/mbox/stored-prefix";
import { readPieces } from "../../thunderbird/mail-store";
import { hashing } from "../hashing";
import type { BigEntry } from "./folder-writer";

const pieceBytes = 2 * 1024 * 1024;
/** Separator, state block, quoting and closing line ends need no more than this in any sane message. */
const room = 1024 * 1024;

/**
 * A message above 4 MB as an mbox entry, piece by piece: quoted, hashed and handed on without ever being
 * whole in memory. `storedSize` decides how much Thunderbird put in front.
 */
export function bigEntry(
  uri: string,
  row: Row & { storedSize: number },
  numbering: Numbering,
  runAt: number,
): BigEntry {
  return {
    atMost: Math.max(row.size, row.storedSize) + room,
    async pour(write) {
      const [hash, canonHash, quote, crlf] = [
        hashing.pieces(),
        hashing.pieces(),
        quoter(),
        crlfStream(),
      ];
      let shape: { separatorLength: number; blockLength: number } | null = null;
      let details: ReturnType<typeof prefixOf> | null = null;
      let head = new Uint8Array(0);
      let [size, length, last, first] = [0, 0, 0x0a, true];
      const put = async (bytes: Uint8Array) => {
        length += bytes.length;
        last = bytes.at(-1) ?? last;
        if (bytes.length > 0) await write(bytes.slice());
      };
      for await (const piece of readPieces(uri, row.key, pieceBytes)) {
        let bytes = piece;
        let canonical = piece;
        if (first) {
          details = prefixOf(piece, row, numbering);
          bytes = piece.subarray(details.length);
          head = bytes.slice(0, 16_384);
          canonical = bytes.subarray(localPrefixLength(bytes).length);
          const front = entryHead(row, head, runAt);
          shape = {
            separatorLength: front.bytes.length - front.blockLength,
            blockLength: front.blockLength,
          };
          await put(front.bytes);
          first = false;
        }
        size += bytes.length;
        hash.update(bytes);
        canonHash.update(crlf(canonical));
        await put(quote.push(bytes));
      }
      await put(quote.end());
      const tail = entryTail(last);
      await put(tail);
      const [sha256, canon] = [hash.end(), canonHash.end()];
      const entry = {
        ...(shape ?? { separatorLength: 0, blockLength: 0 }),
        length,
        tailLength: tail.length,
      };
      const fits = numbering.kind === "key" || size === row.serverSize || size === row.size;
      const line = describe(row, numbering, size, head, {
        runAt,
        uidl: details?.uidl ?? null,
        suspect: !fits,
        entry,
      });
      return { ...line, sha256, ...(canon === sha256 ? {} : { canon }) };
    },
  };
}

/** What Thunderbird put in front of a stored message; on IMAP the sizes decide between the possible lengths. */
function prefixOf(head: Uint8Array, row: Row & { storedSize: number }, numbering: Numbering) {
  if (numbering.kind === "key") return localPrefixLength(head);
  const lengths = imapPrefixLengths(joinBytes([head.subarray(0, 4096)]));
  const fitting = lengths.find((length) =>
    [row.serverSize, row.size].includes(row.storedSize - length),
  );
  return { length: fitting ?? lengths[0] ?? 0, uidl: null };
}
