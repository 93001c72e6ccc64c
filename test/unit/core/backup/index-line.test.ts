import { isUtf8 } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  chainStart,
  type IndexLine,
  readLine,
  readLines,
  writeLines,
} from "../../../../src/core/backup/index-line";
import { bytesOf } from "../mbox/random";
import { volumeOf } from "./entries";
import { hashing } from "./hashing";

const start = chainStart(hashing, "account", "folder");
const { lines } = await volumeOf([
  { message: bytesOf("a"), row: { subject: '\u2028 \ufffd \u{1f600} \ud800 " \\ ,"chain":"' } },
  { message: bytesOf("b") },
]);
const all: IndexLine[] = [
  ...lines,
  { t: "flags", n: 1, at: 5, flags: ["read"], tags: ["$label1"] },
  { t: "gone", n: 2, at: 6 },
  { t: "ref", of: 2, at: 7, uid: 9, uidValidity: 3, size: 1, flags: [], tags: [] },
];

const written = (from: readonly IndexLine[], chain = start) => writeLines(from, chain, hashing);

/** How many texts from the first on are lines that fit. */
async function fitting(texts: readonly string[], chain = start): Promise<number> {
  let count = 0;
  for (const text of texts) {
    const read = await readLine(text.replace(/\n$/, ""), chain, hashing);
    if (!read) return count;
    chain = read.chain;
    count++;
  }
  return count;
}

describe("the chain", async () => {
  const { texts, chain } = await written(all);
  const [first = "", second = "", third = ""] = texts;

  it("gives every line back, one by one and several at once", async () => {
    let at = start;
    const read: unknown[] = [];
    for (const text of texts) {
      const line = await readLine(text.slice(0, -1), at, hashing);
      at = line?.chain ?? "";
      read.push(line?.line);
    }
    expect(read).toEqual(all);
    expect(at).toBe(chain);
    const bare = texts.map((text) => text.slice(0, -1));
    const together = await readLines(bare, start, hashing);
    expect(together.map(({ line }) => line)).toEqual(all);
    expect(together.at(-1)?.chain).toBe(chain);
  });

  it("ends before the first line that does not fit when several are read at once", async () => {
    const bare = texts.map((text) => text.slice(0, -1));
    const broken = bare.map((text, i) => (i === 2 ? text.replace('"n":1', '"n":2') : text));
    expect(await readLines(broken, start, hashing)).toHaveLength(2);
    expect(await readLines([bare[1] ?? "", bare[0] ?? ""], start, hashing)).toHaveLength(0);
    expect(await readLines([], start, hashing)).toEqual([]);
  });

  it("is one line of JSON each, so that any program reads it", async () => {
    for (const text of texts) {
      expect(text.match(/\n/g)).toHaveLength(1);
      expect(JSON.parse(text).chain).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("notices every changed byte of a line, its last ones too", async () => {
    const bytes = Buffer.from(first.slice(0, -1));
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [0x01, 0x20, 0x1f, 0x80]) {
        const damaged = Buffer.from(bytes);
        damaged.writeUInt8((damaged[at] ?? 0) ^ bit, at);
        // Bytes that are no text are noticed when they are decoded.
        if (isUtf8(damaged) && (await readLine(damaged.toString(), start, hashing))) {
          expect.fail(`byte ${at}, bit ${bit}`);
        }
      }
    }
  });

  it("notices a line that was cut short, lengthened, swapped, dropped, doubled or changed", async () => {
    const cut = first.slice(0, -1);
    for (let length = 0; length < cut.length; length++) {
      expect(await readLine(cut.slice(0, length), start, hashing)).toBeNull();
    }
    expect(await readLine(`${cut} `, start, hashing)).toBeNull();
    expect(await readLine(` ${cut}`, start, hashing)).toBeNull();
    expect(await readLine(`${cut}\r`, start, hashing)).toBeNull();
    expect(await fitting([second, first])).toBe(0);
    expect(await fitting([first, third])).toBe(1);
    expect(await fitting([first, first, second])).toBe(1);
    expect(await fitting([first, second.replace('"n":2', '"n":3'), third])).toBe(1);
  });

  it("notices lines of another folder or account", async () => {
    const other = chainStart(hashing, "account", "folder 2");
    expect(other).not.toBe(start);
    expect(chainStart(hashing, "account 2", "folder")).not.toBe(start);
    expect(await fitting((await written(all, other)).texts)).toBe(0);
    expect(await fitting([first, (await written(all, other)).texts[1] ?? ""])).toBe(1);
  });

  it("ends in a value that tells dropped last lines apart", async () => {
    expect((await written(all.slice(0, -1))).chain).not.toBe(chain);
  });
});

describe("readLine", () => {
  const read = async (value: unknown) => {
    const { texts } = await written([value as IndexLine]);
    return (await readLine(texts[0]?.slice(0, -1) ?? "", start, hashing))?.line ?? null;
  };

  it("lets kinds and fields of later versions pass", async () => {
    expect(await read({ t: "label", x: 1 })).toEqual({ t: "label", x: 1 });
    expect(await read({ ...all[3], more: { a: 1 } })).toEqual({ ...all[3], more: { a: 1 } });
  });

  it.each([
    {},
    { t: 1 },
    { t: "msg" },
    { ...lines[0], n: -1 },
    { ...lines[0], offset: "0" },
    { ...lines[0], length: 1.5 },
    { ...lines[0], volume: null },
    { ...lines[0], tags: "a" },
    { ...lines[0], flags: [1] },
    { t: "gone" },
    { t: "flags", n: 1, at: 1 },
    { t: "ref", n: 1, flags: [], tags: [] },
  ])("takes no line that fits but means nothing: %j", async (line) => {
    expect(await read(line)).toBeNull();
  });

  it("takes no text that is none of ours", async () => {
    for (const text of ["", "{}", "null", "[]", "x".repeat(200), `{"t":"msg"}`]) {
      expect(await readLine(text, start, hashing)).toBeNull();
    }
  });
});
