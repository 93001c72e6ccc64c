import { canonTable } from "../../core/backup/canon-table";
import type { MessageLine } from "../../core/backup/index-line";
import { elsewhereMessage, type Known, type KnownMessage, placeKey } from "../../core/backup/known";
import { committedLines, type OpenBackup } from "./open-backup";

type Described = Pick<MessageLine, "sha256" | "canon" | "messageId" | "serverSize" | "suspect">;

/** What an account's other folders hold, while one run goes on. */
export interface Elsewhere {
  /**
   * A message of another folder with this one's canonical hash that this folder has not claimed yet; it is
   * claimed with that. The first call reads every index of the account.
   */
  find(
    folder: string,
    known: Known,
    claimed: Set<KnownMessage>,
    line: Described,
  ): Promise<KnownMessage | null>;
  /** To be told of every message that the run writes. */
  add(folder: string, line: Pick<MessageLine, "n" | "sha256" | "canon" | "size">): void;
  /** Whether a big message of about one of these sizes is held anywhere: only then it is hashed beforehand. */
  mayHoldBig(sizes: number[]): Promise<boolean>;
}

/** Messages above this size are read in pieces, and twice where they may be known (mailStore's limit). */
const bigMessage = 4 * 1024 * 1024 - 100_000;
/** Sizes of one message differ by its line ends, by POP on Linux and by IMAP. */
const sizeLeeway = 0.02;

export function elsewhere(backup: Pick<OpenBackup, "rootId" | "folder" | "manifest">): Elsewhere {
  const table = canonTable();
  const bigSizes: number[] = [];
  /** Folder -> the first message that this run wrote: those before it are read from the disk. */
  const firstWritten = new Map<string, number>();
  let loading: Promise<void> | null = null;

  function take(folder: string, line: Pick<MessageLine, "n" | "sha256" | "canon" | "size">) {
    table.add(line.canon ?? line.sha256, { folder, n: line.n });
    if (line.size >= bigMessage) bigSizes.push(line.size);
  }

  async function load(): Promise<void> {
    const ends = new Map(firstWritten);
    for (const record of backup.manifest.folders) {
      const end = ends.get(record.id) ?? Number.POSITIVE_INFINITY;
      for await (const line of committedLines(backup, record)) {
        if (line.t === "msg" && line.n < end) take(record.id, line);
      }
    }
  }

  const loaded = () => {
    loading ??= load();
    return loading;
  };

  return {
    async find(folder, known, claimed, line) {
      await loaded();
      let found: KnownMessage | null = null;
      for (const holder of table.find(line.canon ?? line.sha256)) {
        if (holder.folder === folder) continue;
        const old = known.elsewhere.get(placeKey(holder.folder, holder.n));
        // What stood for a message of this folder before goes first, so that nothing is noted anew.
        if (old && claimed.has(old)) continue;
        if (old || !found) found = old ?? elsewhereMessage(holder.folder, holder.n, line);
        if (old) break;
      }
      if (!found) return null;
      known.elsewhere.set(placeKey(found.folder ?? folder, found.n), found);
      claimed.add(found);
      return found;
    },
    add(folder, line) {
      if (!firstWritten.has(folder)) firstWritten.set(folder, line.n);
      take(folder, line);
    },
    async mayHoldBig(sizes) {
      await loaded();
      return bigSizes.some((held) =>
        sizes.some((size) => Math.abs(held - size) <= size * sizeLeeway),
      );
    },
  };
}
