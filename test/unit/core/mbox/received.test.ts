import { describe, expect, it } from "vitest";
import { headerField, receivedDate } from "../../../../src/core/mbox/received";
import { bytesOf } from "./random";

const field = (text: string, name: string) => headerField(bytesOf(text), name);
const runAt = Date.UTC(2026, 7, 1);
const received = (text: string) => receivedDate(bytesOf(text), runAt);
const dated = (date: string) => received(`Date: ${date}\r\n\r\n`);

describe("headerField", () => {
  it("finds the first field of a name, whatever its case and line ends", () => {
    expect(field("Subject: a\r\nsubject: b\r\n\r\n", "SUBJECT")).toBe("a");
    expect(field("X: 1\nDate:  now \n\nbody", "date")).toBe("now");
    expect(field("Date: last line", "Date")).toBe("last line");
  });

  it("unfolds", () => {
    expect(field("Received: a\r\n\tb\r\n  c\r\n\r\n", "Received")).toBe("a b c");
  });

  it.each([
    ["in the body", "A: 1\r\n\r\nDate: body\r\n"],
    ["behind an empty header block", "\nDate: body\n\n"],
    ["behind an empty header block with CRLF", "\r\nDate: body\r\n\r\n"],
    ["as a part of another name", "Resent-Date: x\n\n"],
    ["in a folded line", "X: a\n Date: x\n\n"],
    ["in nothing", ""],
  ])("does not find one %s", (_where, text) => {
    expect(field(text, "Date")).toBeNull();
  });
});

describe("receivedDate", () => {
  it("takes the first Received field, then Date, then the run", () => {
    const first = "Received: from a by b; Thu, 1 Jan 2026 10:00:00 +0100\r\n";
    const second = "Received: from c; Thu, 1 Jan 2026 08:00:00 +0000\r\n";
    const date = "Date: Wed, 31 Dec 2025 12:00:00 +0000\r\n";
    expect(received(`${first}${second}${date}\r\n`)).toEqual({
      at: Date.UTC(2026, 0, 1, 9),
      from: "received",
    });
    expect(received(`${date}\r\n`)).toEqual({ at: Date.UTC(2025, 11, 31, 12), from: "date" });
    expect(received(`Received: from a\r\n${date}\r\n`).from).toBe("date");
    expect(received("Received: nonsense; never\r\nDate: soon\r\n\r\n")).toEqual({
      at: runAt,
      from: "run",
    });
    expect(received("")).toEqual({ at: runAt, from: "run" });
  });

  it.each([
    ["1 Jan 2026 10:00 +0000", Date.UTC(2026, 0, 1, 10)],
    ["Thu, 01 Jan 2026 10:00:00 -0330", Date.UTC(2026, 0, 1, 13, 30)],
    ["Thu, 1 Jan 2026 10:00:00 +0200 (CEST (summer))", Date.UTC(2026, 0, 1, 8)],
    ["Thu, 1 (first) Jan 2026 10:00:00 GMT", Date.UTC(2026, 0, 1, 10)],
    ["Thu, 1 Jan 2026 10:00:00 EST", Date.UTC(2026, 0, 1, 15)],
    ["Thu, 1 Jan 2026 10:00:00", Date.UTC(2026, 0, 1, 10)],
    ["Thu, 1 Jan 2026 10:00:00 W. Europe Time", Date.UTC(2026, 0, 1, 10)],
    ["1 Jan 99 10:00:00 +0000", Date.UTC(1999, 0, 1, 10)],
    ["1 Jan 04 10:00:00 +0000", Date.UTC(2004, 0, 1, 10)],
    ["1 Jan 104 10:00:00 +0000", Date.UTC(2004, 0, 1, 10)],
    ["Tuesday, 30-Jun-26 10:00:00 GMT", Date.UTC(2026, 5, 30, 10)],
    ["Thu, 31 Dec 2015 23:59:60 +0000", Date.UTC(2016, 0, 1)],
  ])("reads %j the same in every time zone", (text, at) => {
    expect(dated(text)).toEqual({ at, from: "date" });
  });

  it.each(["", "x", "1", "2026", "32 Jan 2026 10:00", "1 Foo 2026 10:00", "1 Jan 2026 99:00"])(
    "does not guess at %j",
    (text) => {
      expect(dated(text).from).toBe("run");
    },
  );

  it("does not stumble over brackets without end", () => {
    const start = performance.now();
    expect(dated("(".repeat(16_000)).from).toBe("run");
    expect(received(`Received: ${"(;".repeat(8000)}\n\n`).from).toBe("run");
    expect(received(`${"\r\n ".repeat(6000)}`).from).toBe("run");
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
