import { describe, expect, it } from "vitest";
import {
  joinBytes,
  type LineFilter,
  quote,
  quoter,
  unquote,
  unquoter,
  withByteBefore,
} from "../../../../src/core/mbox/from-lines";
import { bytesOf, chunksOf, hostileMessage, randomFrom, textOf } from "./random";

const quoted = (text: string) => textOf(quote(bytesOf(text)));
const unquoted = (text: string) => textOf(unquote(bytesOf(text)));

function stream(filter: LineFilter, chunks: Uint8Array[]): Uint8Array {
  const parts = chunks.map((chunk) => filter.push(chunk).slice());
  return joinBytes([...parts, filter.end()]);
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** mboxrd's rule in its shortest form, to compare with. */
const byTheBook = (text: string) => text.replace(/(^|\n)(>*From )/g, "$1>$2");

describe("joinBytes", () => {
  it("puts parts behind one another", () => {
    expect(joinBytes([])).toEqual(new Uint8Array(0));
    expect(textOf(joinBytes([bytesOf("ab"), bytesOf(""), bytesOf("c")]))).toBe("abc");
  });
});

describe("withByteBefore", () => {
  it("puts one byte in at every place, up to the end", () => {
    expect(textOf(withByteBefore(bytesOf("abcdef"), 4, [0, 2, 4], 0x2e))).toBe(".ab.cd.");
    expect(textOf(withByteBefore(bytesOf("abcdef"), 4, [], 0x2e))).toBe("abcd");
  });
});

describe("quote and unquote", () => {
  it.each([
    ["From me", ">From me"],
    [">From me", ">>From me"],
    ["a\nFrom b\n>>From c\n", "a\n>From b\n>>>From c\n"],
    ["From: me\nFromage \n", "From: me\nFromage \n"],
    ["from b\nFROM b\n From b\n", "from b\nFROM b\n From b\n"],
    ["a\rFrom b\r\nFrom c\r\n", "a\rFrom b\r\n>From c\r\n"],
    ["From", "From"],
    [">>From", ">>From"],
    ["\nFrom ", "\n>From "],
    ["> From b\n>\n>>\nFrom  ", "> From b\n>\n>>\n>From  "],
    ["\0From \n\0\nFrom ", "\0From \n\0\n>From "],
    ["", ""],
  ])("makes of %j %j and back", (plain, stored) => {
    expect(quoted(plain)).toBe(stored);
    expect(unquoted(stored)).toBe(plain);
  });

  it("leaves a foreign file's bare From line as it is, and says that it saw one", () => {
    expect(unquoted("From a\n>From b")).toBe("From a\nFrom b");
    const filter = unquoter();
    filter.push(bytesOf(">From a\n>>From "));
    expect(filter.sawSeparator()).toBe(false);
    filter.push(bytesOf("\nFro"));
    filter.push(bytesOf("m "));
    expect(filter.sawSeparator()).toBe(true);
  });

  it("takes quotes that came in an earlier piece for quotes", () => {
    const filter = unquoter();
    const parts = [">", ">", "From ", "x"].map((text) => filter.push(bytesOf(text)).slice());
    expect(textOf(joinBytes(parts))).toBe(">From x");
    expect(filter.sawSeparator()).toBe(false);
    const quote = quoter();
    for (const text of [">", ">", "Fr", "om x"]) quote.push(bytesOf(text));
    expect(quote.sawSeparator()).toBe(false);
  });

  it("forget the quotes of a line at its end, in whatever piece that comes", () => {
    const filter = unquoter();
    const parts = [">>", "x\nFrom y\n"].map((text) => filter.push(bytesOf(text)).slice());
    expect(textOf(joinBytes(parts))).toBe(">>x\nFrom y\n");
    expect(filter.sawSeparator()).toBe(true);
  });

  it("read 20,000 foreign files in pieces as they do whole", () => {
    const random = randomFrom(4);
    for (let round = 0; round < 20_000; round++) {
      const text = textOf(hostileMessage(random));
      const filter = unquoter();
      const got = textOf(stream(filter, chunksOf(bytesOf(text), random, 5)));
      const wanted = text.replace(/(^|\n)>(>*From )/g, "$1$2");
      const separator = /(^|\n)From /.test(text);
      if (got !== wanted || filter.sawSeparator() !== separator) expect.fail(JSON.stringify(text));
    }
  });

  it("are inverse for 50,000 hostile messages, whole and in pieces, and no line is a separator", () => {
    const random = randomFrom(20_260_801);
    for (let round = 0; round < 50_000; round++) {
      const message = hostileMessage(random);
      const stored = quote(message);
      const checker = unquoter();
      const back = stream(checker, chunksOf(stored, random));
      const good =
        textOf(stored) === byTheBook(textOf(message)) &&
        same(stream(quoter(), chunksOf(message, random)), stored) &&
        same(back, message) &&
        same(unquote(stored), message) &&
        !checker.sawSeparator() &&
        !/(^|\n)From /.test(textOf(stored));
      // One expectation at the end of a long chain of comparisons: 50,000 of them would take minutes.
      if (!good) expect.fail(`round ${round}: ${JSON.stringify(textOf(message))}`);
    }
  });
});

describe("many megabytes in pieces", () => {
  const run = (filter: LineFilter, piece: Uint8Array, pieces: number) => {
    let bytes = 0;
    const start = performance.now();
    for (let i = 0; i < pieces; i++) bytes += filter.push(piece).length;
    bytes += filter.end().length;
    return { bytes, seconds: (performance.now() - start) / 1000 };
  };
  const filled = (text: string) => bytesOf(text.repeat(65_536 / text.length));

  it.each([
    [64, "one long line", "a"],
    [64, "one long run of quotes", ">"],
    [16, "empty lines", "\n"],
    [16, "lines of one quote", ">\n"],
    [16, "From lines", ">From a\n"],
  ])("%i of %s take a few seconds at most, both ways", (megabytes, _name, text) => {
    const piece = filled(text);
    const pieces = megabytes * 16;
    const put = run(quoter(), piece, pieces);
    const taken = run(unquoter(), piece, pieces);
    const lines = text.includes("From ") ? (pieces * piece.length) / text.length : 0;
    expect(put.bytes).toBe(pieces * piece.length + lines);
    expect(taken.bytes).toBe(pieces * piece.length - lines);
    expect(Math.max(put.seconds, taken.seconds)).toBeLessThan(10);
  });
});
