import { describe, expect, it } from "vitest";
import { recordOf, sourceKind } from "../../../../src/core/backup/account-source";
import { recordOf as makeRecord } from "./manifests";

describe("sourceKind", () => {
  it.each([
    ["imap", "imap"],
    ["pop3", "local"],
    ["none", "local"],
    ["rss", "local"],
    ["nntp", null],
    ["ews", "exchange"],
    ["graph", "exchange"],
    ["", null],
  ])("of %j is %s", (type, kind) => {
    expect(sourceKind(type)).toBe(kind);
  });
});

describe("recordOf", () => {
  it("compares paths as the server spells them", () => {
    const folders = [makeRecord({ path: "a" }), makeRecord({ path: "A" })];
    expect(recordOf(folders, { path: "A" })).toBe(folders[1]);
    expect(recordOf(folders, { path: "b" })).toBeUndefined();
  });
});
