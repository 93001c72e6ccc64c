import { describe, expect, it } from "vitest";
import type { MessageLine } from "../../../../src/core/backup/index-line";
import { readBack } from "../../../../src/core/backup/read-back";
import { bytesOf, hostileMessage, randomFrom } from "../mbox/random";
import { readFrom, volumeOf } from "./entries";
import { hashing } from "./hashing";

const file = "Inbox.mbox";
const none = new Map<string, number>();
const texts = ["S: 1\r\n\r\nFrom a\r\nb", "S: 2\n\n>From c\n", "", "S: 4\r\n\r\nend\r\n"];
const { bytes, lines } = await volumeOf(texts.map((text) => ({ message: bytesOf(text) })));
const count = (from: Uint8Array, of: readonly MessageLine[] = lines, batch?: number) =>
  readBack(of, none, readFrom({ [file]: from }), hashing, batch);
/** Both ways of reading: entries in one go, and every entry in small pieces. */
const batches = [undefined, 8];
const changed = (line: number, changes: Partial<MessageLine>) =>
  lines.map((old, i) => (i === line ? { ...old, ...changes } : old));

describe.each(batches)("readBack, batches of %s bytes", (batch) => {
  it("answers how many lines are right", async () => {
    expect(await count(bytes, lines, batch)).toBe(4);
    expect(await count(bytes, [], batch)).toBe(0);
    expect(await count(bytes, lines.slice(0, 2), batch)).toBe(2);
  });

  it("notices every flipped bit of every byte, and says where the good ones end", async () => {
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      const wanted = lines.findLastIndex((line) => line.offset <= at);
      if ((await count(damaged, lines, batch)) !== wanted) expect.fail(`byte ${at}`);
    }
  });

  it("notices a file that is cut short anywhere", async () => {
    for (let length = 0; length < bytes.length; length++) {
      const whole = lines.filter((line) => line.offset + line.length <= length).length;
      if ((await count(bytes.slice(0, length), lines, batch)) !== whole) expect.fail(`${length}`);
    }
    expect(await readBack(lines, none, readFrom({}), hashing, batch)).toBe(0);
  });

  it("notices a gap, an overlap and a changed order", async () => {
    expect(await count(bytes, changed(2, { offset: (lines[2]?.offset ?? 0) + 1 }), batch)).toBe(2);
    expect(await count(bytes, lines.slice(1), batch)).toBe(0);
    expect(await count(bytes, lines.toSpliced(1, 1), batch)).toBe(1);
    expect(await count(bytes, lines.toReversed(), batch)).toBe(0);
  });

  it("starts behind what is committed", async () => {
    const starts = new Map([[file, lines[1]?.offset ?? 0]]);
    const read = readFrom({ [file]: bytes });
    expect(await readBack(lines.slice(1), starts, read, hashing, batch)).toBe(3);
    expect(await readBack(lines, starts, read, hashing, batch)).toBe(0);
  });

  it("follows several volumes", async () => {
    const second = lines.map((line) => ({ ...line, n: line.n + 4, volume: "Inbox~2.mbox" }));
    const read = readFrom({ [file]: bytes, "Inbox~2.mbox": bytes });
    expect(await readBack([...lines, ...second], none, read, hashing, batch)).toBe(8);
    expect(await readBack([...lines, ...second], none, readFrom({ [file]: bytes }), hashing)).toBe(
      4,
    );
  });

  it("takes a separator inside an entry for what it is", async () => {
    // Two entries told of as one: every byte is there, and any other reader would see two messages.
    const [first, second] = lines as [MessageLine, MessageLine];
    const end = second.offset + second.length - second.tailLength;
    const inner = bytes.subarray(first.separatorLength + first.blockLength, end);
    const message = Buffer.from(inner)
      .toString("latin1")
      .replace(/(^|\n)>(>*From )/g, "$1$2");
    const joined = {
      ...first,
      length: second.offset + second.length,
      tailLength: second.tailLength,
    };
    const claimed = { ...joined, sha256: await hashing.whole(bytesOf(message)) };
    expect(await count(bytes, [claimed], batch)).toBe(0);
  });

  it.each<Partial<MessageLine>>([
    { tailLength: 0 },
    { tailLength: 3 },
    { separatorLength: 4 },
    { blockLength: 0 },
    { blockLength: 9999 },
    { length: 0 },
    { length: -5 },
    { length: Number.NaN },
    { sha256: "" },
    { from: "Somebody <else@example.org>" },
    { received: 0 },
    { flags: [] },
    { tags: ["$label1"] },
  ])("does not believe a line that says %j", async (changes) => {
    expect(await count(bytes, changed(0, changes), batch)).toBe(0);
  });
});

describe("the two ways of reading", () => {
  it("agree on hostile messages, whole and damaged", async () => {
    const random = randomFrom(9);
    for (let round = 0; round < 200; round++) {
      const messages = Array.from({ length: 4 }, () => ({ message: hostileMessage(random) }));
      const volume = await volumeOf(messages);
      const batch = 1 + random.below(40);
      expect(await count(volume.bytes, volume.lines)).toBe(4);
      expect(await count(volume.bytes, volume.lines, batch)).toBe(4);
      const damaged = volume.bytes.slice();
      damaged[random.below(damaged.length)] = random.below(256);
      const whole = await count(damaged, volume.lines);
      expect(await count(damaged, volume.lines, batch)).toBe(whole);
    }
  });
});

describe("an entry over 4 MB", () => {
  it("is read in pieces, and a From line on the border of two is one", async () => {
    const limit = 4 * 1024 * 1024;
    const head = (await volumeOf([{ message: bytesOf("") }])).lines[0];
    const before = limit - 3 - (head?.separatorLength ?? 0) - (head?.blockLength ?? 0);
    const message = new Uint8Array(limit + 5000).fill(0x61);
    message.set(bytesOf("\nFrom x"), before);
    const volume = await volumeOf([{ message }, { message: bytesOf("small") }]);
    const sizes: number[] = [];
    const disk = readFrom({ [file]: volume.bytes });
    const good = await readBack(
      volume.lines,
      none,
      (name, offset, length) => {
        sizes.push(length);
        return disk(name, offset, length);
      },
      hashing,
    );
    expect(good).toBe(2);
    expect(sizes.length).toBe(3);
    expect(Math.max(...sizes)).toBe(limit);
    volume.bytes[limit + 100] = 0x62;
    expect(await count(volume.bytes, volume.lines)).toBe(0);
  });
});
