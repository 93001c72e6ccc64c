import type { FolderSource } from "../../core/backup/account-source";
import { type Numbering, numberFields, type Row } from "../../core/backup/entry";
import type { PassCounts } from "../../core/backup/folder-verdict";
import type { RefLine } from "../../core/backup/index-line";
import { type Known, type KnownMessage, takeLine } from "../../core/backup/known";
import { stateOf, stateText } from "../../core/backup/message-state";
import { type Reason, type ReasonCode, reason } from "../../core/reason";
import type { FolderWriter } from "./folder-writer";
import type { RunContext } from "./run-context";

/** The names of so many unsaved messages are kept in memory; the rest is only counted. */
const mostNamed = 5000;

export type StoreRow = Row & { storedSize: number };

/** How a pass treats what it meets. */
export interface PassOptions {
  /** Whether to take a stored copy whose size does not fit; otherwise it is left for a second fetch. */
  keepsSuspect: (key: number) => boolean;
  /** Messages whose body was asked for in this run and did not come: one of no bytes at all is whole. */
  askedFor: ReadonlySet<number>;
  /** The list of messages is the server's, so one that is not on it has left. */
  listIsWhole: boolean;
}

export interface PassOutcome extends PassCounts {
  /** The keys the pass went through, in Thunderbird's order. */
  keys: number[];
  /** The first of the messages that are not whole in the backup after this pass, with the reason. */
  unsaved: { row: StoreRow; reason: Reason }[];
  unsavedKeys: Set<number>;
  /** Keys of stored copies whose size does not fit. */
  suspects: number[];
}

/** One pass over a folder, while it goes on. */
export interface Pass {
  context: RunContext;
  source: FolderSource;
  numbering: Numbering;
  known: Known;
  claimed: Set<number>;
  writer: FolderWriter;
  options: PassOptions;
  outcome: PassOutcome;
  byCanon: (canon: string) => KnownMessage | null;
}

/** Notes that a message is not, or not whole, in the backup. */
export function noteUnsaved(pass: Pass, row: StoreRow, code: ReasonCode): void {
  const { outcome } = pass;
  outcome.unsavedKeys.add(row.key);
  if (outcome.unsaved.length < mostNamed) outcome.unsaved.push({ row, reason: reason(code) });
}

/** Counts a message as saved. A second pass over the folder does not count it again for the progress. */
export function countSaved(pass: Pass, altered: boolean): void {
  const { context, source, outcome } = pass;
  outcome.saved++;
  if (altered) outcome.altered++;
  if (outcome.saved <= (context.counted.get(source.uri) ?? 0)) return;
  context.counted.set(source.uri, outcome.saved);
  context.job.done.messages++;
}

/** A row is a message that the backup holds: its state, and its number if that is another, are noted. */
export function claim(pass: Pass, message: KnownMessage, row: StoreRow): void {
  pass.claimed.add(message.n);
  const state = stateOf(row.flags, row.keywords);
  const at = pass.context.runAt;
  if (message.gone || message.key !== row.key) {
    const { size } = row;
    const number = numberFields(pass.numbering, row.key);
    const line: RefLine = { t: "ref", of: message.n, at, ...number, size, ...state };
    takeLine(pass.known, line);
    pass.writer.note(line);
  } else if (stateText(state) !== message.state) {
    pass.writer.note({ t: "flags", n: message.n, at, ...state });
  }
}
