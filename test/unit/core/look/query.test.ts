import { describe, expect, it } from "vitest";
import { emlName } from "../../../../src/core/look/eml-name";
import { queryFrom } from "../../../../src/core/look/query";

describe("a query from a page", () => {
  it("is taken as it is", () => {
    const query = {
      text: "a",
      since: 1,
      until: 2,
      goneOnly: true,
      sort: "from",
      descending: false,
    };
    expect(queryFrom(query)).toEqual(query);
    expect(queryFrom({})).toEqual({});
  });

  it.each([
    [null],
    ["text"],
    [{ text: 5 }],
    [{ text: "a".repeat(501) }],
    [{ since: Number.NaN }],
    [{ sort: "place" }],
    [{ other: true }],
  ])("is refused where it is none: %j", (given) => {
    expect(() => queryFrom(given)).toThrow("bad-request");
  });
});

it.each([
  ["Dinner on Friday", "Dinner on Friday.eml"],
  ["Re: a/b\\c?*", "Re_ a_b_c.eml"],
  ["  ..hidden. ", "hidden.eml"],
  ["", "message.eml"],
  ["???", "message.eml"],
  ["CON", "_CON.eml"],
  ["a\u202egnp.exe", "a_gnp.exe.eml"],
  ["x".repeat(300), `${"x".repeat(80)}.eml`],
  ["100% \u{1f600}", "100_ \u{1f600}.eml"],
])("makes a file name of a subject: %j", (subject, name) => {
  expect(emlName(subject, "message")).toBe(name);
});
