import { makeEntry } from "../../../../src/core/backup/entry";
import { examineMbox } from "../../../../src/core/doctor/examine-mbox";
import type { Examination } from "../../../../src/core/doctor/finding";
import { repairMbox } from "../../../../src/core/doctor/repair-mbox";
import { joinBytes } from "../../../../src/core/mbox/from-lines";
import { hashing } from "../backup/hashing";
import { bytesOf } from "../mbox/random";

export const reading = (bytes: Uint8Array) => async (offset: number, length: number) =>
  bytes.subarray(offset, offset + length);

const asBytes = (mbox: string | Uint8Array) => (typeof mbox === "string" ? bytesOf(mbox) : mbox);

export const examine = (mbox: string | Uint8Array, windowBytes?: number): Promise<Examination> =>
  examineMbox("box", reading(asBytes(mbox)), asBytes(mbox).length, undefined, windowBytes);

export interface Repaired {
  /** The copy. */
  mbox: Uint8Array;
  messages: Uint8Array[];
  /** Subjects of what was marked as deleted. */
  deleted: string[];
  /** Every line that is no message's. */
  lines: string[];
  rest: Uint8Array;
  /** Messages, lines and rests in the order of the old file. */
  inOrder: Uint8Array[];
}

async function whole(pieces: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece.slice());
  return joinBytes(all);
}

/** The copy that a repair makes, with entries as backups write them. */
export async function repair(mbox: string | Uint8Array, windowBytes?: number): Promise<Repaired> {
  const bytes = asBytes(mbox);
  const { format } = await examine(bytes, windowBytes);
  const parts: Uint8Array[] = [];
  const rest: Uint8Array[] = [];
  const result: Repaired = {
    mbox: bytes,
    messages: [],
    deleted: [],
    lines: [],
    rest: bytes,
    inOrder: [],
  };
  for await (const part of repairMbox(reading(bytes), bytes.length, format, windowBytes)) {
    if (part.t === "line") {
      result.lines.push(part.text);
      result.inOrder.push(bytesOf(part.text));
    } else if (part.t === "rest") {
      rest.push(await whole(part.pieces()));
      result.inOrder.push(...rest.slice(-1));
    } else {
      const message = await whole(part.message.pieces());
      result.inOrder.push(message);
      const { row, uidl, deleted } = part.message;
      const details = { runAt: Date.UTC(2026, 7, 1), uidl, suspect: false };
      const entry = await makeEntry(row, { kind: "key" }, message, details, hashing);
      parts.push(...entry.parts);
      result.messages.push(message);
      if (deleted) result.deleted.push(row.subject);
    }
  }
  return { ...result, mbox: joinBytes(parts), rest: joinBytes(rest) };
}

export const separator = "From ann@example.org Mon Jun  2 10:00:00 2025\n";

/** A small mail, without its separator. */
export const mail = (subject: string, body = "Hello\n", more = "") =>
  `From: Ann <ann@example.org>\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n${more}\n${body}`;

/** Mails as an ordinary mbox. */
export const mboxOf = (...mails: string[]) => mails.map((one) => `${separator}${one}\n`).join("");
