import { describe, expect, it } from "vitest";
import { canonical, crlfStream } from "../../../../src/core/mbox/canon";
import { joinBytes } from "../../../../src/core/mbox/from-lines";
import { bytesOf, chunksOf, hostileMessage, randomFrom, textOf } from "./random";

const canon = (text: string) => textOf(canonical(bytesOf(text)));
const five =
  "X-Account-Key: account1\nX-UIDL: 17\nX-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys:      \n";

describe("crlfStream", () => {
  it("makes every bare LF a CRLF, in whatever pieces it comes", () => {
    const random = randomFrom(7);
    for (let round = 0; round < 2000; round++) {
      const message = hostileMessage(random);
      const stream = crlfStream();
      const got = chunksOf(message, random, 4).map((chunk) => stream(chunk).slice());
      const wanted = textOf(message).replace(/(?<!\r)\n/g, "\r\n");
      if (textOf(joinBytes(got)) !== wanted) expect.fail(JSON.stringify(textOf(message)));
    }
  });

  it("leaves a bare CR alone", () => {
    expect(textOf(crlfStream()(bytesOf("a\rb\r\r\nc")))).toBe("a\rb\r\r\nc");
  });
});

describe("canonical", () => {
  it("is the same for a mail by POP on Linux and by IMAP", () => {
    const imap = "Subject: x\r\n\r\none\r\ntwo\r\n";
    expect(canon(five + imap.replaceAll("\r\n", "\n"))).toBe(imap);
    expect(canon(five.replaceAll("\n", "\r\n") + imap)).toBe(imap);
    expect(canon(imap)).toBe(imap);
  });

  it("answers the message itself where nothing has to change", () => {
    const message = bytesOf("Subject: x\r\n\r\nbody");
    expect(canonical(message)).toBe(message);
  });

  it("changes a message also where the result is as long as before", () => {
    // What goes away in front is as long as what the line ends add.
    const message = `X-UIDL: 1\n${"\n".repeat(10)}`;
    expect(canon(message)).toBe("\r\n".repeat(10));
    expect(canonical(bytesOf(message))).toHaveLength(message.length);
  });

  it("takes away only a leading run in Thunderbird's order", () => {
    expect(canon("Subject: x\r\nX-UIDL: 1\r\n")).toBe("Subject: x\r\nX-UIDL: 1\r\n");
    expect(canon("X-UIDL: 1\r\nX-UIDL: 2\r\n\r\n")).toBe("X-UIDL: 2\r\n\r\n");
  });
});
