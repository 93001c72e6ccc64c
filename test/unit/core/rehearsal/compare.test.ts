import { expect, it } from "vitest";
import { compareReturned } from "../../../../src/core/rehearsal/compare";

const message = (name: string) => ({ sha256: name, canon: `${name}-canon` });
const handed = (name: string, ...forms: string[]) => ({
  sha256: name,
  forms: [`${name}-canon`, ...forms],
});

it("tells what came back byte for byte, in a known form, and not at all", () => {
  const returned = compareReturned(
    [message("a"), message("b"), message("c")],
    [handed("changed-b", "b-canon"), handed("a")],
  );
  expect(returned).toEqual(["equal", "changed", "lost"]);
});

it("lets each message that came back stand for one", () => {
  expect(compareReturned([message("a"), message("a")], [handed("a")])).toEqual(["equal", "lost"]);
});

it("gives an equal message to the one that it equals", () => {
  const both = [handed("a"), handed("x", "a-canon")];
  expect(compareReturned([message("a"), message("a")], both)).toEqual(["equal", "changed"]);
});
