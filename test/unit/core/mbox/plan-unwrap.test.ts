import { describe, expect, it } from "vitest";
import { planUnwrap, unwrapImap } from "../../../../src/core/mbox/stored-prefix";
import { bytesOf } from "./random";

const prefix = "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n";
const keys = `X-Mozilla-Keys: ${" ".repeat(80)}\n`;
const header = "Subject: a\r\nMessage-ID: <a@x>\r\n\r\n";
const body = "line\r\n".repeat(50);

/** What is left of a stored message when its plan is carried out. */
function carriedOut(stored: string, sizes: number[]): number {
  const plan = planUnwrap(bytesOf(stored), stored.length, sizes);
  const quotes = plan.unquoteHeader ? 1 : 0;
  return stored.length - plan.prefix - quotes - plan.cut;
}

describe("planUnwrap", () => {
  it.each([
    ["a plain message", prefix + header + body, (header + body).length],
    ["Thunderbird's keys line", prefix + keys + header + body, (header + body).length],
    [
      "a keys line of the message's own",
      prefix + keys + header + body,
      (keys + header + body).length,
    ],
    ["an added line end", prefix + header + body, (header + body).length - 2],
    [
      "a quoted header line",
      `${prefix}>From x\r\n${header}${body}`,
      `From x\r\n${header}${body}`.length,
    ],
    ["no wrapping at all", header + body, (header + body).length],
  ])("fits %s to the server's size, as for a message in memory", (_what, stored, size) => {
    expect(planUnwrap(bytesOf(stored), stored.length, [size]).suspect).toBe(false);
    expect(carriedOut(stored, [size])).toBe(size);
    const whole = unwrapImap(bytesOf(stored), [size]);
    expect(whole).toMatchObject({ suspect: false });
    expect(whole.message.length).toBe(size);
  });

  it("does not take a quote in the header for a line end at the message's end", () => {
    const message = `From x\r\n${header}${body}`;
    const plan = planUnwrap(bytesOf(`${prefix}>${message}`), prefix.length + 1 + message.length, [
      message.length,
    ]);
    expect(plan).toEqual({ prefix: prefix.length, unquoteHeader: true, cut: 0, suspect: false });
  });

  it("takes the second size where the first cannot be, and suspects what fits none", () => {
    const stored = prefix + header + body;
    const real = (header + body).length;
    expect(planUnwrap(bytesOf(stored), stored.length, [real + 9, real]).suspect).toBe(false);
    expect(planUnwrap(bytesOf(stored), stored.length, [real + 9])).toMatchObject({
      suspect: true,
      prefix: prefix.length,
      cut: 0,
    });
  });
});
