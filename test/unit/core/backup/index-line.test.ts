import { isUtf8 } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  chainStart,
  type IndexLine,
  readLine,
  writeLine,
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

function written(from: readonly IndexLine[], chain = start): { texts: string[]; chain: string } {
  const texts: string[] = [];
  for (const line of from) {
    const next = writeLine(line, chain, hashing);
    texts.push(next.text);
    chain = next.chain;
  }
  return { texts, chain };
}

/** How many texts from the first on are lines that fit. */
function fitting(texts: readonly string[], chain = start): number {
  let count = 0;
  for (const text of texts) {
    const read = readLine(text.replace(/\n$/, ""), chain, hashing);
    if (!read) return count;
    chain = read.chain;
    count++;
  }
  return count;
}

describe("the chain", () => {
  const { texts, chain } = written(all);
  const [first = "", second = "", third = ""] = texts;

  it("gives every line back", () => {
    let at = start;
    const read = texts.map((text) => {
      const line = readLine(text.slice(0, -1), at, hashing);
      at = line?.chain ?? "";
      return line?.line;
    });
    expect(read).toEqual(all);
    expect(at).toBe(chain);
  });

  it("is one line of JSON each, so that any program reads it", () => {
    for (const text of texts) {
      expect(text.match(/\n/g)).toHaveLength(1);
      expect(JSON.parse(text).chain).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("notices every changed byte of a line, its last ones too", () => {
    const bytes = Buffer.from(first.slice(0, -1));
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [0x01, 0x20, 0x1f, 0x80]) {
        const damaged = Buffer.from(bytes);
        damaged.writeUInt8((damaged[at] ?? 0) ^ bit, at);
        // Bytes that are no text are noticed when they are decoded.
        if (isUtf8(damaged) && readLine(damaged.toString(), start, hashing)) {
          expect.fail(`byte ${at}, bit ${bit}`);
        }
      }
    }
  });

  it("notices a line that was cut short, lengthened, swapped, dropped, doubled or changed", () => {
    const cut = first.slice(0, -1);
    for (let length = 0; length < cut.length; length++) {
      expect(readLine(cut.slice(0, length), start, hashing)).toBeNull();
    }
    expect(readLine(`${cut} `, start, hashing)).toBeNull();
    expect(readLine(` ${cut}`, start, hashing)).toBeNull();
    expect(readLine(`${cut}\r`, start, hashing)).toBeNull();
    expect(fitting([second, first])).toBe(0);
    expect(fitting([first, third])).toBe(1);
    expect(fitting([first, first, second])).toBe(1);
    expect(fitting([first, second.replace('"n":2', '"n":3'), third])).toBe(1);
  });

  it("notices lines of another folder or account", () => {
    const other = chainStart(hashing, "account", "folder 2");
    expect(other).not.toBe(start);
    expect(chainStart(hashing, "account 2", "folder")).not.toBe(start);
    expect(fitting(written(all, other).texts)).toBe(0);
    expect(fitting([first, written(all, other).texts[1] ?? ""])).toBe(1);
  });

  it("ends in a value that tells dropped last lines apart", () => {
    expect(written(all.slice(0, -1)).chain).not.toBe(chain);
  });
});

describe("readLine", () => {
  const read = (value: unknown) => {
    const { text } = writeLine(value as IndexLine, start, hashing);
    return readLine(text.slice(0, -1), start, hashing)?.line ?? null;
  };

  it("lets kinds and fields of later versions pass", () => {
    expect(read({ t: "label", x: 1 })).toEqual({ t: "label", x: 1 });
    expect(read({ ...all[3], more: { a: 1 } })).toEqual({ ...all[3], more: { a: 1 } });
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
  ])("takes no line that fits but means nothing: %j", (line) => {
    expect(read(line)).toBeNull();
  });

  it("takes no text that is none of ours", () => {
    for (const text of ["", "{}", "null", "[]", "x".repeat(200), `{"t":"msg"}`]) {
      expect(readLine(text, start, hashing)).toBeNull();
    }
  });
});
