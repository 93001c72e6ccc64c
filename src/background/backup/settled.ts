import type { FolderRecord } from "../../core/backup/manifest";
import { stateBits } from "../../core/backup/message-state";
import { marksAtOnce, readMarks } from "../../thunderbird/mail-store";
import { hashing } from "../hashing";
import type { Pass, PassOutcome } from "./pass";

/** How a folder's list stands, as far as its index speaks of it. */
export interface ListMarks {
  count: number;
  /** How many of them have a body here. */
  bodies: number;
  /** Of the numbers and states. */
  states: string;
  /** Of the sizes and Message-IDs. */
  rows: string;
}

/** Looks at every row, and lets none of them cross: a tenth of the work of reading them. */
export async function markList(uri: string, keys: readonly number[]): Promise<ListMarks> {
  const marks: ListMarks = { count: 0, bodies: 0, states: "", rows: "" };
  const parts: { states: string[]; rows: string[] } = { states: [], rows: [] };
  for (let at = 0; at < keys.length; at += marksAtOnce) {
    const some = await readMarks(uri, keys.slice(at, at + marksAtOnce), stateBits);
    marks.count += some.count;
    marks.bodies += some.bodies;
    parts.states.push(some.states);
    parts.rows.push(some.rows);
  }
  marks.states = await hashing.utf8(parts.states.join("\n"));
  marks.rows = await hashing.utf8(parts.rows.join("\n"));
  return marks;
}

const listHash = (uidValidity: number | null, { count, states, rows }: ListMarks) =>
  hashing.utf8([uidValidity ?? "", count, states, rows].join("\n"));

/** What a pass would find where neither list nor index has changed since one found nothing left to do; else null. */
export async function settledOutcome(
  record: FolderRecord,
  uidValidity: number | null,
  keys: number[],
  marks: ListMarks,
): Promise<PassOutcome | null> {
  const { settled, chain } = record;
  if (settled?.chain !== chain || marks.count !== keys.length) return null;
  if (settled.list !== (await listHash(uidValidity, marks))) return null;
  return {
    keys,
    rows: keys.length,
    bodies: marks.bodies,
    saved: keys.length,
    altered: settled.altered,
    unsaved: [],
    unsavedKeys: new Set(),
    unreadable: 0,
    suspects: [],
  };
}

/**
 * Notes that a pass has left nothing to do: each row is a message of the backup that looks whole, and no message
 * but these counts as present. `before` are the list's marks from before the pass: a state that changed in the
 * middle of it may have been missed.
 */
export async function settle(pass: Pass, before: ListMarks): Promise<void> {
  const { known, claimed, outcome, record, source } = pass;
  delete record.settled;
  const { keys, rows, saved, altered } = outcome;
  if (rows !== keys.length || saved !== rows || claimed.size !== rows) return;
  const isPresent = ({ gone }: { gone: boolean }) => !gone;
  const present = [...known.all, ...known.elsewhere.values()].filter(isPresent).length;
  if (present !== claimed.size || [...claimed].some(({ suspect }) => suspect)) return;
  const after = await markList(source.uri, keys);
  if (after.states !== before.states || after.count !== keys.length) return;
  const list = await listHash(record.uidValidity, after);
  record.settled = { chain: record.chain, list, altered };
}
