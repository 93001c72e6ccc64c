import { expect, it } from "vitest";
import type { IndexLine, MessageLine } from "../../../../src/core/backup/index-line";
import { folderStateTaker } from "../../../../src/core/restore/folder-state";
import { chosenMessages, selectionFrom } from "../../../../src/core/restore/selection";

const msg = (n: number): IndexLine =>
  ({ t: "msg", n, flags: [], tags: [], sha256: `${n}` }) as unknown as MessageLine;

function stateAfter(lines: IndexLine[]) {
  const taker = folderStateTaker("here");
  for (const line of lines) taker.take(line);
  return taker.state();
}

const shown = (lines: IndexLine[]) =>
  stateAfter(lines).messages.map(({ holder, n, state, gone }) => {
    return `${holder} ${n} ${state.flags.join()} ${state.tags.join()}${gone ? " gone" : ""}`;
  });

it("has the state of the newest line, and what has left", () => {
  expect(
    shown([
      msg(1),
      msg(2),
      { t: "flags", n: 1, at: 1, flags: ["read"], tags: ["a"] },
      { t: "gone", n: 2, at: 1 },
      { t: "flags", n: 1, at: 2, flags: ["starred"], tags: [] },
    ]),
  ).toEqual(["here 1 starred ", "here 2   gone"]);
});

it("takes a message that came back, and one whose bytes another folder holds", () => {
  const ref = { t: "ref", at: 3, size: 1, flags: ["read"], tags: [] } as const;
  expect(
    shown([
      msg(1),
      { t: "gone", n: 1, at: 1 },
      { ...ref, flags: ["read"], tags: [], of: 1 },
      { ...ref, flags: ["read"], tags: [], of: 7, folder: "there" },
      { t: "gone", n: 7, folder: "there", at: 4 },
    ]),
  ).toEqual(["here 1 read ", "there 7 read  gone"]);
});

it("leaves out what has left, unless it is chosen", () => {
  const { messages } = stateAfter([msg(1), msg(2), { t: "gone", n: 2, at: 1 }]);
  const chosen = (select: object) =>
    chosenMessages("here", messages, selectionFrom(select)).map(({ n }) => n);
  expect(chosen({})).toEqual([1]);
  expect(chosen({ withGone: true })).toEqual([1, 2]);
  expect(chosen({ messages: [{ folder: "here", n: 2 }] })).toEqual([2]);
  expect(chosen({ messages: [{ folder: "elsewhere", n: 2 }] })).toEqual([]);
});

it.each([{ folders: [1] }, { messages: [{ folder: "a", n: 0 }] }, { messages: "all" }, 7])(
  "takes no choice that is none: %j",
  (select) => {
    expect(() => selectionFrom(select)).toThrow("bad-request");
  },
);
