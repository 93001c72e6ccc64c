import { makeEntry, type Numbering, type Row } from "../../../../src/core/backup/entry";
import type { MessageLine } from "../../../../src/core/backup/index-line";
import type { ReadRange } from "../../../../src/core/backup/read-back";
import { joinBytes } from "../../../../src/core/mbox/from-lines";
import { hashing } from "./hashing";

export const runAt = Date.UTC(2026, 7, 1, 12);
export const byUid: Numbering = { kind: "uid", uidValidity: 1_700_000_000 };

export const rowOf = (changes: Partial<Row> = {}): Row => ({
  key: 7,
  size: 0,
  serverSize: null,
  flags: 1,
  keywords: "",
  date: Date.UTC(2026, 6, 31, 9),
  messageId: "one@example.org",
  subject: "One",
  from: "Anna <anna@example.org>",
  partial: false,
  body: true,
  ...changes,
});

/** Messages as one volume, `Inbox.mbox`, with their lines. */
export async function volumeOf(
  messages: readonly { message: Uint8Array; row?: Partial<Row> }[],
): Promise<{ bytes: Uint8Array; lines: MessageLine[] }> {
  const parts: Uint8Array[] = [];
  const lines: MessageLine[] = [];
  let offset = 0;
  for (const [i, { message, row }] of messages.entries()) {
    const details = { runAt, uidl: null, suspect: false };
    const entry = await makeEntry(rowOf({ key: i + 1, ...row }), byUid, message, details, hashing);
    const { t, ...fields } = entry.line;
    lines.push({ t, n: i + 1, volume: "Inbox.mbox", offset, ...fields });
    parts.push(...entry.parts);
    offset += entry.line.length;
  }
  return { bytes: joinBytes(parts), lines };
}

/** Reads as a disk does: what lies behind the end of a file is not there. */
export const readFrom =
  (files: Record<string, Uint8Array>): ReadRange =>
  async (volume, offset, length) =>
    (files[volume] ?? new Uint8Array(0)).subarray(offset, offset + length);
