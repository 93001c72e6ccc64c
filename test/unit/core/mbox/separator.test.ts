import { describe, expect, it } from "vitest";
import { asctime, separator } from "../../../../src/core/mbox/separator";

describe("asctime", () => {
  it.each([
    [0, "Thu Jan  1 00:00:00 1970"],
    [Date.UTC(2026, 7, 31, 23, 59, 59, 999), "Mon Aug 31 23:59:59 2026"],
    [Date.UTC(2099, 11, 9, 1, 2, 3), "Wed Dec  9 01:02:03 2099"],
    [Date.UTC(2024, 1, 29, 12, 0, 0), "Thu Feb 29 12:00:00 2024"],
    [Date.UTC(12_000, 0, 1), "Fri Dec 31 23:59:59 9999"],
    [-1, "Thu Jan  1 00:00:00 1970"],
    [Date.UTC(1904, 0, 1), "Thu Jan  1 00:00:00 1970"],
    [Number.NaN, "Thu Jan  1 00:00:00 1970"],
    [Number.POSITIVE_INFINITY, "Fri Dec 31 23:59:59 9999"],
    [Number.MIN_SAFE_INTEGER, "Thu Jan  1 00:00:00 1970"],
  ])("of %d is %s, 24 characters", (time, text) => {
    expect(asctime(time)).toBe(text);
    expect(text).toHaveLength(24);
  });
});

describe("separator", () => {
  const of = (sender: string) => separator(sender, 0);
  const line = (address: string) => `From ${address} Thu Jan  1 00:00:00 1970\n`;

  it.each([
    ["Anna <anna@example.org>", "anna@example.org"],
    ["anna@example.org", "anna@example.org"],
    ["  anna@example.org ", "anna@example.org"],
    ['"a <b@c>" <anna@example.org> ', "anna@example.org"],
  ])("of %j names the address", (sender, address) => {
    expect(of(sender)).toBe(line(address));
  });

  it.each([
    "",
    "Anna",
    "<>",
    "Anna <anna at example>",
    "Anna <an na@example.org>",
    "Anna <ann\u00e4@example.org>",
    "Anna <a@b\nFrom c@d>",
    "a@b\r\nFrom x@y Thu Jan  1 00:00:00 1970",
    "a\0@b",
    `<${"a".repeat(200)}@b>`,
    "\ud800@b",
  ])("of %j names nobody, so that no reader is misled", (sender) => {
    expect(of(sender)).toBe(line("MAILER-DAEMON"));
  });
});
