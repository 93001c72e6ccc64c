import { describe, expect, it } from "vitest";
import { type Flag, stateOf } from "../../../../src/core/backup/message-state";
import { stateBlock } from "../../../../src/core/mbox/state-block";

const lines = (flags: Flag[], tags: string[] = []) => stateBlock({ flags, tags }).split("\n");

describe("the state block", () => {
  it("is five lines with LF, whatever the state", () => {
    expect(stateBlock({ flags: [], tags: [] })).toBe(
      "X-Mozilla-Status: 0000\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys: \nStatus: O\nX-Status: \n",
    );
    expect(lines(["deleted", "forwarded", "read", "replied", "starred"], ["$label1", "x"])).toEqual(
      [
        "X-Mozilla-Status: 1007",
        "X-Mozilla-Status2: 00000000",
        "X-Mozilla-Keys: $label1 x",
        "Status: RO",
        "X-Status: AF",
        "",
      ],
    );
  });

  it.each([
    ["read", "0001", "RO", ""],
    ["replied", "0002", "O", "A"],
    ["starred", "0004", "O", "F"],
    ["forwarded", "1000", "O", ""],
    ["deleted", "0000", "O", ""],
  ] as const)("says %s in Thunderbird's and in mbox's words", (flag, bits, status, xStatus) => {
    const [first, , , fourth, fifth] = lines([flag]);
    expect([first, fourth, fifth]).toEqual([
      `X-Mozilla-Status: ${bits}`,
      `Status: ${status}`,
      `X-Status: ${xStatus}`,
    ]);
  });

  it("never says expunged, partial or queued, whatever flag word Thunderbird had", () => {
    for (let bit = 0; bit < 32; bit++) {
      const block = stateBlock(stateOf((2 ** bit) | 0x0c08, ""));
      const word = Number.parseInt(block.slice("X-Mozilla-Status: ".length, 22), 16);
      expect(word & ~0x1007).toBe(0);
      expect(block).toContain("X-Mozilla-Status2: 00000000\n");
    }
  });

  it("leaves out tags that would break a line or another reader", () => {
    const tags = ["ok", "two words", "line\nFrom a@b", "caf\u00e9", "", "cr\r"];
    expect(lines([], tags)[2]).toBe("X-Mozilla-Keys: ok");
  });
});
