/** What a person did with a message, in the words of the index; sorted, so that equal states are equal texts. */
export interface MessageState {
  flags: Flag[];
  /** Tag keys and other keywords as Thunderbird and IMAP keep them, e.g. `$label1`, `NonJunk`. */
  tags: string[];
}

export type Flag = "deleted" | "forwarded" | "read" | "replied" | "starred";

/** nsMsgMessageFlags (nsMsgMessageFlags.idl). */
const bits: { flag: Flag; bit: number }[] = [
  { flag: "deleted", bit: 0x00200000 },
  { flag: "forwarded", bit: 0x00001000 },
  { flag: "read", bit: 0x00000001 },
  { flag: "replied", bit: 0x00000002 },
  { flag: "starred", bit: 0x00000004 },
];

/** Every bit of a flag word that a state, or what can be read of a message, depends on; Partial is 0x400. */
export const stateBits = bits.reduce((mask, { bit }) => mask | bit, 0x00000400);

export function stateOf(flagWord: number, keywords: string): MessageState {
  const flags: Flag[] = [];
  bits.forEach(({ flag, bit }) => {
    if ((flagWord & bit) !== 0) flags.push(flag);
  });
  if (keywords === "") return { flags, tags: [] };
  return { flags, tags: [...new Set(keywords.split(" "))].filter((one) => one !== "").sort() };
}

/** One text per state, to see whether it changed. */
export const stateText = (state: MessageState): string =>
  `${state.flags.join(",")};${state.tags.join(" ")}`;
