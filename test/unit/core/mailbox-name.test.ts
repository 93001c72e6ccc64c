import { expect, it } from "vitest";
import { isMisread, readableMailboxName } from "../../../src/core/mailbox-name";

it.each([
  ["INBOX", "INBOX"],
  ["", ""],
  ["caf&AOk-", "caf\u00e9"],
  ["&AOk-&AOk-", "\u00e9\u00e9"],
  ["&U,BTFw-/&ZeVnLIqe-", "\u53f0\u5317/\u65e5\u672c\u8a9e"],
  ["~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e"],
  ["&2D3eAA-", "\u{1f600}"],
  ["R&-D", "R&D"],
  ["&-&-", "&&"],
  ["a&AC8-b", "a/b"],
])("reads %j as %j", (name, text) => {
  expect(readableMailboxName(name)).toBe(text);
});

it.each([
  "R&D",
  "R&D-2",
  "&A-",
  "&AA-",
  "&AOkA-",
  "&!-",
  "&AOl-",
  "&AO/p-",
  "caf\u00e9",
  "&AOk-&x-",
  "&",
])("shows %j, which is no modified UTF-7, as it is", (name) => {
  expect(readableMailboxName(name)).toBe(name);
});

it("knows the names that Thunderbird cannot ask for", () => {
  for (const name of ["a>b", "<a>", "percent%20", "%2F", "a%e9"])
    expect([name, isMisread(name)]).toEqual([name, true]);
  for (const name of ["INBOX", "a<b", "100%", "50% off", "%", "a%zz", "caf&AOk-"]) {
    expect([name, isMisread(name)]).toEqual([name, false]);
  }
});
