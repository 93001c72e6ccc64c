import { entryTail } from "../backup/entry";
import type { MessageLine } from "../backup/index-line";
import type { MessageState } from "../backup/message-state";
import { asciiBytes } from "../mbox/byte-text";
import { crlfStream } from "../mbox/canon";
import { joinBytes } from "../mbox/from-lines";
import { separator } from "../mbox/separator";
import { stateBlock } from "../mbox/state-block";

/** Thunderbird keeps so much room in the line for tags, to change it in place later. */
const keysRoom = 80;

/**
 * What stands before a message in a store of Thunderbird's: the separator, and Thunderbird's three lines made from
 * the state, so that it arrives read, starred, replied, forwarded and tagged. The two lines for other programs,
 * which a backup has besides, would be taken for the message's own.
 */
export function storeHead(line: Pick<MessageLine, "from" | "received">, state: MessageState) {
  const [status = "", status2 = "", keys = ""] = stateBlock(state).split("\n");
  const room = "X-Mozilla-Keys: ".length + keysRoom;
  const text = `${separator(line.from, line.received)}${status}\n${status2}\n${keys.padEnd(room)}\n`;
  return asciiBytes(text);
}

/** An entry for the store: the message as it stands in the backup, quoted, between head and line ends. */
export const storeEntry = (
  line: Pick<MessageLine, "from" | "received">,
  state: MessageState,
  quoted: Uint8Array,
): Uint8Array => joinBytes([storeHead(line, state), quoted, entryTail(quoted.at(-1))]);

/** A message as IMAP wants it, with CRLF at every line's end; the message itself where nothing changes. */
export const serverBytes = (message: Uint8Array): Uint8Array => crlfStream()(message);

/**
 * Whether a message can be handed to an IMAP server: an empty one and one with a NUL cannot (RFC 3501, 4.3), and
 * Thunderbird would announce more bytes than it sends.
 */
export const fitsServer = (message: Uint8Array): boolean =>
  message.length > 0 && !message.includes(0);

/** Thunderbird keeps these two in small letters; servers and other programs write them so. */
const asServersWrite: Record<string, string> = { junk: "Junk", nonjunk: "NonJunk" };

/** Keywords that can be told to Thunderbird and to a server: printable ASCII without the atom-specials of IMAP. */
export function keywordsOf({ tags }: MessageState, isImap: boolean): string {
  const sound = tags.filter((tag) => /^[\x21-\x7e]+$/.test(tag) && !/[(){%*"\\\]]/.test(tag));
  return sound.map((tag) => (isImap && asServersWrite[tag]) || tag).join(" ");
}
