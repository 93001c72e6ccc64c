import { Refusal } from "../refusal";
import type { IndexLine, MessageLine, RefLine } from "./index-line";
import type { FolderRecord } from "./manifest";
import { stateText } from "./message-state";

/** What the index says of one message, as little of it as recognition needs. */
export interface KnownMessage {
  n: number;
  /** The id of the folder whose files hold it, where that is another one. */
  folder?: string;
  /** The UID on IMAP, else Thunderbird's key. */
  key: number | null;
  messageId: string;
  /** Every size this message was seen with. */
  sizes: number[];
  canon: string;
  state: string;
  gone: boolean;
  altered: boolean;
  /** Its copy did not look whole when it was saved. */
  suspect: boolean;
}

/** A folder's index, read from its first line to its last. */
export interface Known {
  byKey: Map<number, KnownMessage>;
  all: KnownMessage[];
  /** Messages of this folder whose bytes lie in another one, by `placeKey`. */
  elsewhere: Map<string, KnownMessage>;
  /** The UIDVALIDITY that the keys belong to; null for POP and Local Folders. */
  uidValidity: number | null;
}

export const emptyKnown = (): Known => ({
  byKey: new Map(),
  all: [],
  elsewhere: new Map(),
  uidValidity: null,
});

/** All keys lose their meaning when the server renumbers a mailbox (RFC 3501, 2.3.1.1). */
export function settleUidValidity(known: Known, uidValidity: number | null): void {
  if (known.uidValidity === uidValidity) return;
  known.uidValidity = uidValidity;
  known.byKey.clear();
  for (const message of known.all) message.key = null;
  for (const message of known.elsewhere.values()) message.key = null;
}

export const placeKey = (folder: string, n: number): string => `${folder} ${n}`;

/** A message of this folder whose bytes another folder holds, before a line says that it is here. */
export const elsewhereMessage = (
  folder: string,
  n: number,
  line: Pick<RefLine, "messageId" | "serverSize" | "suspect">,
): KnownMessage => ({
  n,
  folder,
  key: null,
  messageId: line.messageId ?? "",
  sizes: [],
  canon: "",
  state: "",
  gone: true,
  altered: line.serverSize !== undefined || line.suspect === true,
  suspect: line.suspect === true,
});

/** The message that a line speaks of; a `ref` may speak of one that was not yet known in this folder. */
function messageOf(known: Known, line: Exclude<IndexLine, MessageLine>): KnownMessage | undefined {
  const n = line.t === "ref" ? line.of : line.n;
  if (line.folder === undefined) return known.all[n - 1];
  const key = placeKey(line.folder, n);
  if (line.t === "ref" && !known.elsewhere.has(key)) {
    known.elsewhere.set(key, elsewhereMessage(line.folder, n, line));
  }
  return known.elsewhere.get(key);
}

/** Takes the next line in; unknown kinds of lines are skipped, as later versions may write some. */
export function takeLine(known: Known, line: IndexLine): void {
  if ((line.t === "msg" || line.t === "ref") && line.uidValidity !== undefined) {
    settleUidValidity(known, line.uidValidity);
  }
  if (line.t === "msg") {
    // Messages are counted without gap; anything else would let one stand in for another.
    if (line.n !== known.all.length + 1) throw new Refusal("backup-damaged", { file: line.volume });
    const message: KnownMessage = {
      n: line.n,
      key: line.uid ?? line.key ?? null,
      messageId: line.messageId,
      sizes: [line.size, line.serverSize, line.rowSize].filter((size) => size !== undefined),
      canon: line.canon ?? line.sha256,
      state: stateText(line),
      gone: false,
      altered: line.serverSize !== undefined || line.suspect === true,
      suspect: line.suspect === true,
    };
    known.all.push(message);
    if (message.key !== null) known.byKey.set(message.key, message);
    return;
  }
  const message = messageOf(known, line);
  if (!message) return;
  if (line.t === "flags") message.state = stateText(line);
  if (line.t === "gone") message.gone = true;
  if (line.t === "ref") {
    if (message.key !== null && known.byKey.get(message.key) === message) {
      known.byKey.delete(message.key);
    }
    message.key = line.uid ?? line.key ?? null;
    message.state = stateText(line);
    message.gone = false;
    if (!message.sizes.includes(line.size)) message.sizes.push(line.size);
    if (message.key !== null) known.byKey.set(message.key, message);
  }
}

/** What Thunderbird tells of a message, as far as recognition needs it. */
export interface SeenRow {
  key: number;
  size: number;
  serverSize: number | null;
  messageId: string;
}

/** A Message-ID that Thunderbird made up for a message without one proves nothing. */
export const realMessageId = (messageId: string): string =>
  messageId.startsWith("md5:") ? "" : messageId;

/**
 * The message with this number, if Message-ID and size agree with it. A UID never comes again; Thunderbird's own
 * key may, after a repair, so there a message without a Message-ID is known by its hash only.
 */
export function recognise(known: Known, row: SeenRow, numbers: "uid" | "key"): KnownMessage | null {
  const message = known.byKey.get(row.key);
  if (!message || (numbers === "key" && realMessageId(row.messageId) === "")) return null;
  if (message.messageId !== realMessageId(row.messageId)) return null;
  const sizes = [row.size, row.serverSize ?? row.size];
  return sizes.some((size) => message.sizes.includes(size)) ? message : null;
}

/**
 * Messages that no row has claimed, by canonical hash: what a renumbered or rebuilt folder brings again is
 * one of these. Two identical messages are two, so each is given out once.
 */
export function unclaimedByCanon(
  known: Known,
  claimed: ReadonlySet<KnownMessage>,
): (canon: string) => KnownMessage | null {
  const free = new Map<string, KnownMessage[]>();
  for (const message of known.all.toReversed()) {
    if (claimed.has(message)) continue;
    const alike = free.get(message.canon);
    if (alike) alike.push(message);
    else free.set(message.canon, [message]);
  }
  // The oldest lies at the end, where taking it away costs nothing.
  return (canon) => free.get(canon)?.pop() ?? null;
}

/**
 * Forgets what is said to lie in another folder where that folder does not hold so many messages: after an older
 * backup.json was put in its place, a message would else count as saved that is not.
 */
export function dropUnheld(known: Known, folders: readonly FolderRecord[]): void {
  const held = new Map(folders.map(({ id, messages }) => [id, messages]));
  for (const [place, message] of known.elsewhere) {
    if (message.n <= (held.get(message.folder ?? "") ?? 0)) continue;
    known.elsewhere.delete(place);
    if (message.key !== null && known.byKey.get(message.key) === message) {
      known.byKey.delete(message.key);
    }
  }
}
