import { describe, expect, it } from "vitest";
import {
  imapPrefixLengths,
  localPrefixLength,
  unwrapImap,
} from "../../../../src/core/mbox/stored-prefix";
import { bytesOf, textOf } from "./random";

/** What Thunderbird writes in front of an IMAP message, on Linux and on Windows. */
const two = "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n";
const twoCrlf = two.replaceAll("\n", "\r\n");
const keys = `X-Mozilla-Keys: ${" ".repeat(80)}\n`;
const plain = "Subject: x\r\nFrom: a@b.example\r\n\r\nbody\r\n";

const unwrap = (stored: string, ...sizes: number[]) => {
  const { message, suspect } = unwrapImap(bytesOf(stored), sizes);
  return suspect ? { suspect: textOf(message) } : textOf(message);
};

describe("imapPrefixLengths", () => {
  it.each([
    [plain, [0]],
    ["", [0]],
    [two, [two.length, 0]],
    [two + plain, [two.length, 0]],
    [twoCrlf + plain, [twoCrlf.length, 0]],
    [two + keys + plain, [two.length, two.length + keys.length, 0]],
    ["X-Mozilla-Status: 0001\nSubject: x\n", [0]],
    ["X-Mozilla-Status2: 00000000\nX-Mozilla-Status: 0001\n", [0]],
    ["X-Mozilla-Status: 00zz\nX-Mozilla-Status2: 00000000\n", [0]],
    ["X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000", [0]],
    [`${"x".repeat(5000)}\n`, [0]],
  ])("of %j", (stored, lengths) => {
    expect(imapPrefixLengths(bytesOf(stored))).toEqual(lengths);
  });
});

describe("an IMAP message in Thunderbird's store, as measured", () => {
  it.each([two, twoCrlf])("loses the two lines in front", (prefix) => {
    expect(unwrap(prefix + plain, plain.length)).toBe(plain);
  });

  it("without any lines in front is taken as it is", () => {
    expect(unwrap(plain, plain.length)).toBe(plain);
  });

  it.each([
    "X-Account-Key: account3\r\nX-UIDL: 0001\r\n",
    "X-Mozilla-Keys: $label1\r\n",
    "X-Mozilla-Status: 0009\r\n",
    "X-Mozilla-Status: 0009\r\nX-Mozilla-Status2: 00800000\r\n",
    `X-Mozilla-Status: 0009\r\nX-Mozilla-Status2: 00800000\r\n${keys.replace("\n", "\r\n")}`,
    two,
  ])("keeps %j, which it has on the server itself", (own) => {
    const message = own + plain;
    expect(unwrap(two + message, message.length)).toBe(message);
    expect(unwrap(twoCrlf + message, message.length)).toBe(message);
    expect(unwrap(two + keys + message, message.length)).toBe(message);
    expect(unwrap(message, message.length)).toBe(message);
  });

  it("loses the keys line that a compaction puts third, but only where the size says so", () => {
    expect(unwrap(two + keys + plain, plain.length)).toBe(plain);
    expect(unwrap(two + keys + plain, keys.length + plain.length)).toBe(keys + plain);
    expect(unwrap(two + keys + keys + plain, keys.length + plain.length)).toBe(keys + plain);
  });

  it("gets a From line of its header block back", () => {
    const message = "Subject: x\r\nFrom a@b.example\r\n>From c\r\nTo: d\r\n\r\n>From body\r\n";
    // The reader takes the quotes of the body away itself.
    const stored = message.replace(/^(>*From [ac])/gm, ">$1");
    expect(unwrap(two + stored, message.length)).toBe(message);
    expect(unwrap(two + keys + stored, message.length)).toBe(message);
  });

  it("keeps a quoted From line of its header block that the server has too", () => {
    const message = "Subject: x\r\n>From a\r\n\r\nbody\r\n";
    expect(unwrap(two + message, message.length)).toBe(message);
  });

  it("without an empty line loses the CRLF that Thunderbird put behind it", () => {
    const message = "Subject: no body at all\r\n";
    expect(unwrap(`${two + message}\r\n`, message.length)).toBe(message);
    const broken = "Subject: x\r\nFrom somebody\r\n";
    expect(unwrap(`${two}Subject: x\r\n>From somebody\r\n\r\n`, broken.length)).toBe(broken);
  });

  it("without an empty line and a final newline loses both that Thunderbird put behind it", () => {
    for (const message of ["x", "Subject: x\r\nTo: c", "only\rbare\r"]) {
      expect(unwrap(`${two + message}\r\n\r\n`, message.length, message.length + 2)).toBe(message);
    }
    expect(unwrap(`${two}>From \r\n\r\n`, 5, 7)).toBe("From ");
    // An empty line of its own: Thunderbird has put none behind it.
    expect(unwrap(`${two}S: x\r\n\r\n\r\n\r\n`, 8)).toEqual({
      suspect: "S: x\r\n\r\n\r\n\r\n",
    });
  });

  it("without a final newline: the server's size is trusted, not the rewritten one", () => {
    const message = `${plain}${"x".repeat(131 - plain.length)}`;
    const stored = `${two + message}\r\n`;
    expect(unwrap(stored, 131, 133)).toBe(message);
    expect(unwrap(stored, 131)).toBe(message);
    // Where the server's size was never seen, what Thunderbird counts has to do.
    expect(unwrap(stored, 133)).toBe(`${message}\r\n`);
    expect(unwrap(`${two + message}\n`, 131, 132)).toBe(message);
  });

  it("never takes half of a CRLF", () => {
    expect(unwrap(two + plain, plain.length - 1)).toEqual({ suspect: plain });
    expect(unwrap(`${two}body\n\n`, 4)).toEqual({ suspect: "body\n\n" });
  });

  it("whose CRCRLF became CRLF, or whose NUL went, fits what Thunderbird counts", () => {
    expect(unwrap(two + plain, plain.length + 3, plain.length)).toBe(plain);
    const own = keys + plain;
    expect(unwrap(two + own, own.length + 1, own.length)).toBe(own);
  });

  it("that fits no size is suspect and still there", () => {
    expect(unwrap(two + plain, 0)).toEqual({ suspect: plain });
    expect(unwrap(two + plain)).toEqual({ suspect: plain });
    expect(unwrap(two + plain.slice(0, 20), plain.length)).toEqual({ suspect: plain.slice(0, 20) });
    expect(unwrap(`${two + plain}more`, plain.length)).toEqual({ suspect: `${plain}more` });
  });

  it("may be empty, and only an empty one is 0 bytes long", () => {
    expect(unwrap(two, 0)).toBe("");
    expect(unwrap(`${two}\r\n`, 0, 2)).toBe("");
    expect(unwrap("", 0)).toBe("");
    expect(unwrap("", 7)).toEqual({ suspect: "" });
  });

  it("keeps bytes that are no text", () => {
    const message = bytesOf("S: \xe9\r\n\r\n\0\xff\xfe\r\n");
    const stored = new Uint8Array([...bytesOf(two), ...message]);
    expect(unwrapImap(stored, [message.length]).message).toEqual(message);
  });
});

describe("localPrefixLength", () => {
  const account = "X-Account-Key: account1\n";
  const uidl = "X-UIDL: 1234 ab\r\n";

  it.each([
    ["", 0, null],
    [plain, 0, null],
    [account + uidl + two + keys + plain, (account + uidl + two + keys).length, "1234 ab"],
    [uidl + plain, uidl.length, "1234 ab"],
    [two + plain, two.length, null],
    [keys + plain, keys.length, null],
    // Each line once and in its order: what comes behind is the message's own.
    [two + keys + account + uidl + plain, (two + keys).length, null],
    [account + uidl + uidl + plain, (account + uidl).length, "1234 ab"],
    [`${two + keys}${keys}${plain}`, (two + keys).length, null],
    [`Subject: x\n${uidl}`, 0, null],
    ["X-UIDL: 1", 0, null],
  ])("of %j", (head, length, uidl) => {
    expect(localPrefixLength(bytesOf(head))).toEqual({ length, uidl });
  });
});
