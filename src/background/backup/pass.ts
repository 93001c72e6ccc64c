import type { FolderSource } from "../../core/backup/account-source";
import { type Entry, type Numbering, numberFields, type Row } from "../../core/backup/entry";
import type { PassCounts } from "../../core/backup/folder-verdict";
import type { RefLine } from "../../core/backup/index-line";
import { type Known, type KnownMessage, takeLine } from "../../core/backup/known";
import type { FolderRecord } from "../../core/backup/manifest";
import { stateOf, stateText } from "../../core/backup/message-state";
import { type Reason, type ReasonCode, reason } from "../../core/reason";
import type { Elsewhere } from "./elsewhere";
import type { BodySource } from "./fetch-bodies";
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
  /** Fetches what is not here while the rest is saved; without it the pass takes what is here. */
  bodies?: BodySource;
  /** The list of messages is the server's, so one that is not on it has left. */
  listIsWhole: boolean;
}

export interface PassOutcome extends PassCounts {
  /** The keys the pass went through, in Thunderbird's order. */
  keys: number[];
  /** The first of the messages that are not whole in the backup after this pass, with the reason. */
  unsaved: { row: StoreRow; reason: Reason }[];
  unsavedKeys: Set<number>;
  /** How many of these are stored here and could not be saved all the same. */
  unreadable: number;
  /** Keys of stored copies whose size does not fit. */
  suspects: number[];
}

/** One pass over a folder, while it goes on. */
export interface Pass {
  context: RunContext;
  source: FolderSource;
  numbering: Numbering;
  known: Known;
  claimed: Set<KnownMessage>;
  writer: FolderWriter;
  options: PassOptions;
  record: FolderRecord;
  /** Messages come one by one from the service of the account, and its sizes are not those of their bytes. */
  streamed: boolean;
  elsewhere: Elsewhere;
  outcome: PassOutcome;
  /** The same message among those that no row has claimed: of this folder, else of another one. */
  sameMessage: (line: Entry["line"]) => Promise<KnownMessage | null>;
}

/** Notes that a message is not, or not whole, in the backup. */
export function noteUnsaved(pass: Pass, row: StoreRow, code: ReasonCode): void {
  const { outcome } = pass;
  outcome.unsavedKeys.add(row.key);
  if (code !== "body-not-fetched") outcome.unreadable++;
  if (outcome.unsaved.length < mostNamed) outcome.unsaved.push({ row, reason: reason(code) });
}

/** Counts a message as saved. A second pass over the folder does not count it again for the progress. */
export function countSaved(pass: Pass, altered: boolean): void {
  const { context, source, outcome } = pass;
  outcome.saved++;
  if (altered) outcome.altered++;
  countFor(context, source, outcome.saved);
}

function countFor({ counted, job }: RunContext, { uri }: FolderSource, saved: number): void {
  const before = counted.get(uri) ?? 0;
  if (saved <= before) return;
  counted.set(uri, saved);
  job.done.messages += saved - before;
}

/** Counts a folder of which every message is saved already. */
export function countAllSaved(
  context: RunContext,
  source: FolderSource,
  outcome: PassOutcome,
): PassOutcome {
  countFor(context, source, outcome.saved);
  return outcome;
}

/**
 * A row is a message that the backup holds: its state, and its number if that is another, are noted. `line`
 * describes it where its bytes were read.
 */
export function claim(
  pass: Pass,
  message: KnownMessage,
  row: StoreRow,
  line?: Entry["line"],
): void {
  pass.claimed.add(message);
  const place = message.folder === undefined ? {} : { folder: message.folder };
  const state = stateOf(row.flags, row.keywords);
  const at = pass.context.runAt;
  // With a size that the index does not know the next run would have to read it again.
  const resized = line !== undefined && !message.sizes.includes(row.size);
  if (message.gone || message.key !== row.key || resized) {
    const { size } = row;
    const number = numberFields(pass.numbering, row.key);
    const described = message.folder !== undefined && line ? recognisable(line) : {};
    const ref: RefLine = {
      ...{ t: "ref", of: message.n, ...place, at, ...number, size },
      ...described,
      ...state,
    };
    takeLine(pass.known, ref);
    pass.writer.note(ref);
  } else if (stateText(state) !== message.state) {
    pass.writer.note({ t: "flags", n: message.n, ...place, at, ...state });
  }
}

/** What a line about a message of another folder carries along, so that the next run knows it without that folder. */
const recognisable = ({ messageId, serverSize, suspect }: Entry["line"]) => ({
  messageId,
  ...(serverSize === undefined ? {} : { serverSize }),
  ...(suspect ? { suspect } : {}),
});
