import { describe, expect, it } from "vitest";
import { fileName, folded } from "../../../../src/core/backup/file-names";
import { randomFrom } from "../mbox/random";
import { hashing } from "./hashing";

const name = (wanted: string, taken: Iterable<string> = [], identity = wanted) =>
  fileName(wanted, identity, new Set(taken), hashing);

/** What is wrong with a name on some file system; the longest endings of ours are counted in. */
function faults(file: string): string[] {
  const found: string[] = [];
  const say = (fault: boolean, what: string) => fault && found.push(what);
  say(file === "" || file.length > 60, "length");
  say(
    new TextEncoder().encode(`${file}~99.mbox.recovered-${"x".repeat(24)}.bin`).length > 255,
    "bytes",
  );
  say(/[\\/:*?"<>|]/.test(file), "forbidden character");
  say(/\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Bidi_Control}/u.test(file), "hidden character");
  say(/^[. ]|[. ]$/.test(file), "dot or space at an end");
  say(file !== file.normalize("NFC"), "not composed");
  say(/~/.test(file) && !/^.+ ~[0-9a-f]{8}$/s.test(file), "tilde");
  const base = (file.split(".")[0] ?? "").trimEnd().toUpperCase();
  say(/^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])$/.test(base), "reserved");
  return found;
}

const plain = [
  "Inbox",
  "Sent Mail",
  "caf\u00e9",
  "日本語",
  "a.b",
  "R&D (2026)",
  "👩‍👩‍👧‍👦",
  "-x",
  "com",
  "COM10",
  "x".repeat(60),
];
const hostile = [
  "",
  " ",
  ".",
  "..",
  "...",
  " a",
  "a ",
  "a.",
  "a. . ",
  ".hidden",
  ...'\\/:*?"<>|~',
  "a/b",
  "../../etc/passwd",
  "Inbox~2",
  "Inbox ~12345678",
  "CON",
  "con",
  "NUL.txt",
  "nul .txt",
  "Aux",
  "COM1",
  "LPT9.old",
  "COM\u00b2",
  "CONIN$",
  "a\0b",
  "a\nb",
  "\u0085",
  "a\u2028b",
  "\u202eexe.txt",
  "\u2066x\u2069",
  "\u061cx",
  "cafe\u0301",
  "\ud800",
  "x\udc00y",
  "\ufffe",
  "\ue000",
  "x".repeat(61),
  "x".repeat(5000),
  `${"x".repeat(49)}. . . . . . . . . . . .`,
  "\u{1f600}".repeat(40),
  `a${"\u0301".repeat(300)}`,
  "한".repeat(70),
  "\u1112\u1161\u11ab".repeat(30),
  "\u0958".repeat(60),
  "\u{1d160}".repeat(40),
];

describe("fileName", () => {
  it.each(plain)("leaves %j as it is", (wanted) => {
    expect(name(wanted)).toBe(wanted);
    expect(faults(wanted)).toEqual([]);
  });

  it.each(hostile)("makes of %j a name for every file system, with a hash", (wanted) => {
    const made = name(wanted);
    expect(faults(made)).toEqual([]);
    expect(made).toMatch(/^.+ ~[0-9a-f]{8}$/);
    expect(name(wanted)).toBe(made);
  });

  it("keeps as much of a name as it can", () => {
    expect(name("a/b: c?")).toMatch(/^a_b_ c_ ~[0-9a-f]{8}$/);
    expect(name("cafe\u0301")).toMatch(/^caf\u00e9 ~/);
    expect(name("")).toMatch(/^_ ~/);
    expect(name(`${"x".repeat(45)}. . . . . . . . . . .${"y".repeat(9)}`)).toMatch(/^x{45} ~/);
    expect(name("NUL.txt")).toMatch(/^_NUL\.txt ~/);
    expect(name("\u{1f600}".repeat(40)).startsWith("\u{1f600}".repeat(25))).toBe(true);
  });

  it.each([
    ["inbox", "Inbox"],
    ["caf\u00c9", "caf\u00e9"],
    ["stra\u00dfe", "STRASSE"],
    ["\u03c3", "\u03c2"],
    ["K", "\u212a"],
    ["a\u200db", "ab"],
    ["a\ufeffb", "ab"],
    ["\u2764\ufe0f", "\u2764"],
  ])("gives %j another name where %j is taken", (wanted, other) => {
    expect(folded(wanted)).toBe(folded(other));
    const made = name(wanted, [folded(other)]);
    expect(made).not.toBe(wanted);
    expect(faults(made)).toEqual([]);
  });

  it("tells names apart that look the same once they are made safe", () => {
    expect(name("a/b")).not.toBe(name("a:b"));
    expect(name("x".repeat(61))).not.toBe(name("x".repeat(62)));
  });

  it("finds another hash where even the one with a hash is taken", () => {
    const first = name("a/b");
    const second = name("a/b", [folded(first)]);
    expect(second).not.toBe(first);
    expect(faults(second)).toEqual([]);
  });

  it("gives 3,000 random names of which no two are one file", () => {
    const random = randomFrom(3);
    const parts = [
      ...hostile.filter((text) => text.length < 20),
      ...plain,
      "A",
      "a",
      "B",
      "\u0301",
    ];
    const taken = new Set<string>();
    for (let round = 0; round < 3000; round++) {
      const wanted = Array.from({ length: 1 + random.below(4) }, () => random.pick(parts)).join("");
      const made = name(wanted, taken, `${wanted}\n${round}`);
      if (faults(made).length > 0 || taken.has(folded(made))) {
        expect.fail(`${JSON.stringify(wanted)} -> ${JSON.stringify(made)}: ${faults(made)}`);
      }
      taken.add(folded(made));
    }
  });
});
