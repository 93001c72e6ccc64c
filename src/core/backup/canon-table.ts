/** Where the bytes of a message lie: message `n` of a folder. */
export interface Holder {
  folder: string;
  n: number;
}

/** Which messages an account's backup holds, by canonical hash. */
export interface CanonTable {
  /** `canon` is 64 hexadecimal digits. */
  add(canon: string, holder: Holder): void;
  find(canon: string): Holder[];
  readonly count: number;
}

/** Eight words of the hash, the folder's number, the message's number. */
const words = 10;
const hashWords = 8;
const blockEntries = 65_536;

/**
 * A table for a million messages and more: 40 bytes for each and 4 to 12 to find it, in typed arrays, where
 * a Map of texts would take some 200. The whole hash is kept: whoever sends mail could make two messages that
 * agree in a part of it, and the second would not be saved.
 */
export function canonTable(): CanonTable {
  const blocks: Uint32Array[] = [];
  const folders: string[] = [];
  const numbers = new Map<string, number>();
  let count = 0;
  /** Entry + 1 at the hash's place or the next free one behind it; 0 is free. */
  let slots = new Uint32Array(1024);

  const blockOf = (entry: number) => blocks[Math.floor(entry / blockEntries)] as Uint32Array;
  const startOf = (entry: number) => (entry % blockEntries) * words;
  const wordOf = (canon: string, i: number) => Number.parseInt(canon.slice(i * 8, i * 8 + 8), 16);

  function place(entry: number): void {
    let at = (blockOf(entry)[startOf(entry)] as number) % slots.length;
    while (slots[at] !== 0) at = (at + 1) % slots.length;
    slots[at] = entry + 1;
  }

  function grow(): void {
    slots = new Uint32Array(slots.length * 2);
    for (let entry = 0; entry < count; entry++) place(entry);
  }

  function isSame(entry: number, hash: readonly number[]): boolean {
    const [block, start] = [blockOf(entry), startOf(entry)];
    return hash.every((word, i) => block[start + i] === word);
  }

  const parsed = (canon: string) => Array.from({ length: hashWords }, (_, i) => wordOf(canon, i));

  return {
    get count() {
      return count;
    },
    add(canon, { folder, n }) {
      let number = numbers.get(folder);
      if (number === undefined) {
        number = folders.push(folder) - 1;
        numbers.set(folder, number);
      }
      if (count % blockEntries === 0) blocks.push(new Uint32Array(blockEntries * words));
      blockOf(count).set([...parsed(canon), number, n], startOf(count));
      count++;
      if (count * 3 > slots.length * 2) grow();
      else place(count - 1);
    },
    find(canon) {
      const hash = parsed(canon);
      const found: Holder[] = [];
      for (let at = (hash[0] as number) % slots.length; ; at = (at + 1) % slots.length) {
        const entry = (slots[at] as number) - 1;
        if (entry < 0) return found;
        if (!isSame(entry, hash)) continue;
        const [block, start] = [blockOf(entry), startOf(entry)];
        const folder = folders[block[start + hashWords] as number] as string;
        found.push({ folder, n: block[start + hashWords + 1] as number });
      }
    },
  };
}
