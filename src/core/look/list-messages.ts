import type { IndexLine, MessageLine } from "../backup/index-line";
import type { MessageState } from "../backup/message-state";
import type { BackupReader } from "../backup/verify-reading";
import { bestRows, type Standing } from "./best-rows";
import { isMessage, scanIndex } from "./index-scan";
import type { LookFolder } from "./look-folder";
import { type LookQuery, matcher, shownDate, subjectOf } from "./query";
import type { FolderStates, States } from "./states";

/** A message in a folder of a backup, as a list shows it. */
export interface LookRow extends MessageState {
  /** The folder it was in. */
  folder: string;
  /** The folder whose files hold its bytes, and its number there. */
  holder: string;
  n: number;
  from: string;
  subject: string;
  /** Milliseconds since the epoch. */
  date: number;
  /** Bytes of the message. */
  size: number;
  /** When a run saw that it had left the folder; null where it was there last. */
  goneAt: number | null;
}

export interface LookPage {
  rows: LookRow[];
  /** How many there are in all, those of other pages too. */
  matched: number;
  /** Where the next page begins; null where this is the last one. */
  next: Standing | null;
  /** Lines of the indexes that cannot be read, so that messages may be missing here. */
  unread: number;
}

const sortValue = (line: MessageLine, { sort }: LookQuery): string | number => {
  if (sort === "from") return line.from.replace(/^["'\s]+/, "");
  if (sort === "subject") return subjectOf(line);
  return sort === "size" ? line.size : shownDate(line);
};

/** A folder that is listed, and where it stands among all. */
interface Viewer {
  folder: LookFolder;
  order: number;
  states: States;
}

/**
 * Lists the messages of some folders, those too whose bytes lie in another folder. Each index is read once, line by
 * line; what is kept does not grow with the number of messages but for `states`.
 */
export async function listMessages(
  listed: readonly LookFolder[],
  all: readonly LookFolder[],
  states: ReadonlyMap<string, FolderStates>,
  reader: BackupReader,
  query: LookQuery,
  page: { size: number; after: Standing | null },
): Promise<LookPage> {
  const matches = matcher(query);
  const rows = bestRows<LookRow>(page.size, query.descending === true, page.after);
  let matched = 0;
  let unread = [...states.values()].reduce((sum, one) => sum + one.unread, 0);

  const viewersOf = (holder: LookFolder): Viewer[] =>
    listed.flatMap((folder) => {
      const known = states.get(folder.id);
      const order = all.indexOf(folder);
      if (folder.id === holder.id && known) return [{ folder, order, states: known.own }];
      const elsewhere = known?.elsewhere.get(holder.id);
      return elsewhere ? [{ folder, order, states: elsewhere }] : [];
    });

  for (const [holderOrder, holder] of all.entries()) {
    const viewers = viewersOf(holder);
    if (viewers.length === 0) continue;
    const take = (line: IndexLine) => {
      if (line.t !== "msg" || !matches(line)) return;
      for (const viewer of viewers) {
        const isOwn = viewer.folder.id === holder.id;
        if (!isOwn && !viewer.states.names(line.n)) continue;
        const { state, goneAt } = viewer.states.last(line.n);
        if (query.goneOnly && goneAt === null) continue;
        matched++;
        const place: Standing["place"] = [viewer.order, holderOrder, line.n];
        rows.offer({ value: sortValue(line, query), place }, () => ({
          folder: viewer.folder.id,
          holder: holder.id,
          n: line.n,
          from: line.from,
          subject: subjectOf(line),
          date: shownDate(line),
          size: line.size,
          goneAt,
          flags: (state ?? line).flags,
          tags: (state ?? line).tags,
        }));
      }
    };
    unread += await scanIndex(holder, reader, isMessage, take);
  }
  const { rows: found, last, more } = rows.end();
  return { rows: found, matched, next: more > 0 ? last : null, unread };
}
