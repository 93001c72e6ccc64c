/** Mulberry32: the same numbers in every run, so that a case that fails can be seen again. */
export interface Random {
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
}

export function randomFrom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, pick: (from) => from[below(from.length)] as (typeof from)[number] };
}

/** Text as bytes, one byte per character. */
export const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Bytes as text, one character per byte. */
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** What tries to break an mbox. */
const hostile = [
  "From ",
  "From",
  "Fro",
  ">From ",
  ">>From ",
  ">>>From ",
  ">",
  ">>>>>>>>",
  "\r",
  "\n",
  "\r\n",
  "\n\n",
  "\nFrom ",
  "\n>From ",
  "\0",
  " ",
  "\xff\xfe",
  "\nFrom a@b.example Thu Jan  1 00:00:00 1970\n",
  "\nFrom - Mon Jun  2 10:00:00 2025\r\n",
  "\r\n\r\nFrom MAILER-DAEMON Thu Jan  1 00:00:00 1970\n\n",
  "X-Account-Key: account1\r\n",
  "X-UIDL: 1\n",
  "X-Mozilla-Status: 0009\n",
  "X-Mozilla-Status2: 00000000\n",
  "X-Mozilla-Keys: \n",
  "Status: RO\nX-Status: \n",
  "Content-Length: 5\n",
  "Lines: 1\r\n",
  "Subject: x\r\n\r\n",
  "text",
];

export function hostileMessage(random: Random, fragments = 12): Uint8Array {
  let text = "";
  for (let i = random.below(fragments); i > 0; i--) {
    text += random.below(4) === 0 ? String.fromCharCode(random.below(256)) : random.pick(hostile);
  }
  // One in eight ends somewhere in the middle, as a connection that broke would leave it.
  return bytesOf(random.below(8) === 0 ? text.slice(0, random.below(text.length + 1)) : text);
}

/** The bytes cut into pieces of random lengths, empty ones among them. */
export function chunksOf(bytes: Uint8Array, random: Random, longest = 9): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = random.below(longest);
    chunks.push(bytes.slice(at, at + length));
    at += length;
  }
  return chunks;
}
