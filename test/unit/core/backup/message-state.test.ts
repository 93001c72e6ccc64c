import { describe, expect, it } from "vitest";
import { stateOf, stateText } from "../../../../src/core/backup/message-state";

describe("stateOf", () => {
  it.each([
    [0, []],
    [0x1, ["read"]],
    [0x2, ["replied"]],
    [0x4, ["starred"]],
    [0x1000, ["forwarded"]],
    [0x200000, ["deleted"]],
    [0xffffffff, ["deleted", "forwarded", "read", "replied", "starred"]],
    [0xffffffff & ~0x201007, []],
  ])("of the flag word %d is %j", (word, flags) => {
    expect(stateOf(word, "").flags).toEqual(flags);
  });

  it("sorts keywords and counts each once", () => {
    expect(stateOf(0, " b  a b $label1 ").tags).toEqual(["$label1", "a", "b"]);
    expect(stateOf(0, "").tags).toEqual([]);
  });
});

describe("stateText", () => {
  it("is equal for equal states and for no others", () => {
    expect(stateText(stateOf(5, "b a"))).toBe(stateText(stateOf(5, "a b")));
    const words = [
      stateOf(1, ""),
      stateOf(0, "read"),
      stateOf(1, "a"),
      stateOf(1, "a b"),
      stateOf(5, ""),
    ];
    expect(new Set(words.map(stateText)).size).toBe(words.length);
  });
});
