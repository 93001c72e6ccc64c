import { describe, expect, it } from "vitest";
import {
  describe as describeMessage,
  entryHead,
  entryTail,
  headOf,
  makeEntry,
  numberFields,
  type Row,
} from "../../../../src/core/backup/entry";
import { joinBytes, unquote } from "../../../../src/core/mbox/from-lines";
import { receivedDate } from "../../../../src/core/mbox/received";
import { bytesOf, hostileMessage, randomFrom, textOf } from "../mbox/random";
import { byUid, rowOf, runAt } from "./entries";
import { hashing } from "./hashing";

const details = { runAt, uidl: null, suspect: false };
const make = (message: string, row = rowOf()) => makeWhole(row, bytesOf(message));

async function makeWhole(row: Row, message: Uint8Array) {
  const { parts, line } = await makeEntry(row, byUid, message, details, hashing);
  return { bytes: joinBytes(parts), line };
}
const entry = { separatorLength: 1, blockLength: 2, length: 9, tailLength: 1 };
const shape = { uidl: null, suspect: false, entry };
const lineOf = (changes: Parameters<typeof rowOf>[0], size = 5) =>
  describeMessage(rowOf(changes), byUid, size, {
    ...shape,
    received: receivedDate(bytesOf(""), runAt),
  });

describe("numberFields", () => {
  it("names a message by UID and UIDVALIDITY, or by Thunderbird's key", () => {
    expect(numberFields(byUid, 5)).toEqual({ uid: 5, uidValidity: 1_700_000_000 });
    expect(numberFields({ kind: "key" }, 5)).toEqual({ key: 5 });
  });
});

describe("describe", () => {
  it("tells the server's size only where it is known and another", () => {
    expect(lineOf({ serverSize: 5 })).not.toHaveProperty("serverSize");
    expect(lineOf({ serverSize: null })).not.toHaveProperty("serverSize");
    expect(lineOf({ serverSize: 7 })).toHaveProperty("serverSize", 7);
    expect(lineOf({ serverSize: 0 })).toHaveProperty("serverSize", 0);
  });

  it("leaves out what is not there", () => {
    const line = lineOf({ date: 0, messageId: "md5:abc" });
    expect(line).toMatchObject({ date: null, messageId: "", received: runAt, receivedFrom: "run" });
    expect(Object.keys(line)).not.toEqual(expect.arrayContaining(["suspect"]));
    expect(Object.keys(line)).not.toEqual(expect.arrayContaining(["uidl"]));
  });

  it("cuts names and subjects at 200 characters and tears none", () => {
    const long = `${"x".repeat(199)}\u{1f600}`;
    const line = lineOf({ subject: long, from: long });
    expect(line.subject).toBe("x".repeat(199));
    expect(line.from).toBe("x".repeat(199));
    expect(lineOf({ subject: "x\u{1f600}" }).subject).toBe("x\u{1f600}");
  });
});

describe("an entry's head", () => {
  it("can be made again from its line alone, whatever the sender and the tags", () => {
    for (const from of ["", "A <a@b.example>", `"${"y".repeat(300)}" <a@b.example>`, "\ud800"]) {
      const row = rowOf({ from, keywords: "b a caf\u00e9", flags: 0xffff });
      const received = receivedDate(bytesOf("Date: 1 Jan 1900 10:00\n\n"), runAt);
      const head = entryHead(row, received.at);
      const line = describeMessage(row, byUid, 5, { ...shape, received });
      expect(headOf(JSON.parse(JSON.stringify(line)))).toEqual({
        text: textOf(head.bytes),
        blockLength: head.blockLength,
      });
    }
  });
});

describe("entryTail", () => {
  it("ends every entry with an empty line", () => {
    expect([...entryTail(0x0a)]).toEqual([0x0a]);
    expect([...entryTail(undefined)]).toEqual([0x0a]);
    expect([...entryTail(0x0d)]).toEqual([0x0a, 0x0a]);
    expect([...entryTail(0x61)]).toEqual([0x0a, 0x0a]);
  });
});

describe("makeEntry", () => {
  it("puts separator, state block, quoted message and line ends behind one another", async () => {
    const { bytes, line } = await make("Subject: x\r\n\r\nFrom here\r\nend");
    expect(textOf(bytes)).toBe(
      "From anna@example.org Sat Aug  1 12:00:00 2026\n" +
        "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys: \nStatus: RO\nX-Status: \n" +
        "Subject: x\r\n\r\n>From here\r\nend\n\n",
    );
    expect(line).toMatchObject({ length: bytes.length, tailLength: 2, size: 28 });
    expect(line).not.toHaveProperty("canon");
  });

  it("gives every message back by its lengths, byte for byte", async () => {
    const random = randomFrom(11);
    for (let round = 0; round < 1000; round++) {
      const message = hostileMessage(random);
      const made = await makeWhole(rowOf(), message);
      const { separatorLength, blockLength, length, tailLength } = made.line;
      const stored = made.bytes.subarray(separatorLength + blockLength, length - tailLength);
      if (Buffer.compare(unquote(stored), message) !== 0) expect.fail(textOf(message));
      if (!textOf(made.bytes).endsWith("\n\n") && message.length > 0) expect.fail("no empty line");
      expect(made.line.sha256).toBe(await hashing.whole(message));
    }
  });

  it("has a canonical hash that is equal by POP and by IMAP", async () => {
    const imap = await make("Subject: x\r\n\r\nbody\r\n");
    const pop = await make("Subject: x\n\nbody\n");
    const moved = await make("X-Account-Key: a\r\nX-UIDL: 1\r\nSubject: x\r\n\r\nbody\r\n");
    expect(pop.line.canon).toBe(imap.line.sha256);
    expect(moved.line.canon).toBe(imap.line.sha256);
  });

  it("has one also where the canonical form is as long as the message", async () => {
    const { line } = await make(`X-UIDL: 1\n${"\n".repeat(10)}`);
    expect(line.canon).toBe(hashing.text("\r\n".repeat(10)));
  });

  it("takes an empty message", async () => {
    const { line, bytes } = await make("");
    expect(line).toMatchObject({ size: 0, tailLength: 1, sha256: hashing.text("") });
    expect(line.separatorLength + line.blockLength + 1).toBe(bytes.length);
  });
});
