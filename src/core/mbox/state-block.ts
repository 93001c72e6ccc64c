import type { MessageState } from "../backup/message-state";

/** Bits of X-Mozilla-Status that other programs may see: read, replied, starred, forwarded and no others. */
const shown = { read: 0x0001, replied: 0x0002, starred: 0x0004, forwarded: 0x1000 } as const;

/**
 * The lines written in front of a message so that other programs see its state: Thunderbird's three and
 * mbox's two. They are made from the index, never copied from a flag word: in a copied one 0008 would
 * make the message vanish and 0400 a stub. Always the same five lines, with LF.
 */
export function stateBlock(state: MessageState): string {
  let bits = 0;
  state.flags.forEach((flag) => {
    if (flag !== "deleted") bits |= shown[flag];
  });
  const tags = state.tags.filter((tag) => /^[\x21-\x7e]+$/.test(tag)).join(" ");
  const read = bits & shown.read ? "RO" : "O";
  const others = `${bits & shown.replied ? "A" : ""}${bits & shown.starred ? "F" : ""}`;
  return `X-Mozilla-Status: ${bits.toString(16).padStart(4, "0")}
X-Mozilla-Status2: 00000000
X-Mozilla-Keys: ${tags}
Status: ${read}
X-Status: ${others}
`;
}
