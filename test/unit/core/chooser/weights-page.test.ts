import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { drawbackGuide, weights } from "../../../../src/core/chooser/weights";

const page = readFileSync(
  new URL("../../../../docs/choosing-pop-or-imap.md", import.meta.url),
  "utf8",
);

/** The rows of the page that begin with a code. */
const rows = page.split("\n").filter((line) => line.startsWith("| `"));

it("the page shows every weight and every drawback as the code has it, and no other", () => {
  const expected = [
    ...Object.entries(weights).map(
      ([code, one]) => `| \`${code}\` | ${one.for} | ${one.weight} | ${one.guide.join(" ")} |`,
    ),
    ...Object.entries(drawbackGuide).map(([code, guide]) => `| \`${code}\` | ${guide.join(" ")} |`),
  ];
  expect(rows).toEqual(expected);
});
