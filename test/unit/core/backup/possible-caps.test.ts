import { describe, expect, it } from "vitest";
import { possibleCaps } from "../../../../src/core/backup/possible-caps";

const folder = (name: string, server: number | null) => ({
  name,
  verdict: {
    state: "complete" as const,
    at: 0,
    server,
    rows: server ?? 0,
    bodies: 0,
    saved: 0,
    altered: 0,
  },
});

describe("a limit of the provider", () => {
  it("is possible where two folders stop at the same round number", () => {
    const found = possibleCaps("imap.example.nl", [
      folder("Inbox", 5000),
      folder("Archive", 5000),
      folder("Sent", 812),
    ]);
    expect(found).toEqual([
      { folder: "Inbox", count: 5000, provider: "" },
      { folder: "Archive", count: 5000, provider: "" },
    ]);
  });

  it("is not seen in one round number, nor in two that differ or are not round", () => {
    const at = (...counts: (number | null)[]) =>
      possibleCaps(
        "imap.example.nl",
        counts.map((count, i) => folder(`F${i}`, count)),
      );
    expect(at(10_000, 12)).toEqual([]);
    expect(at(10_000, 5000)).toEqual([]);
    expect(at(812, 812)).toEqual([]);
    expect(at(null, null)).toEqual([]);
    expect(at(0, 0)).toEqual([]);
  });

  it.each([
    ["imap.gmail.com", 1000, "gmail"],
    ["imap.gmail.com", 10_000, "gmail"],
    ["imap.mail.yahoo.com", 10_000, "yahoo"],
    ["imap.aol.com", 10_000, "yahoo"],
  ])("of %s is possible in one folder of exactly %i", (host, count, provider) => {
    expect(possibleCaps(host, [folder("Inbox", count)])).toEqual([
      { folder: "Inbox", count, provider },
    ]);
  });

  it.each([
    ["imap.gmail.com", 9999],
    ["imap.gmail.com", 50_000],
    ["imap.mail.yahoo.com", 1000],
    ["notgmail.com", 1000],
  ])("of %s is not seen at %i", (host, count) => {
    expect(possibleCaps(host, [folder("Inbox", count)])).toEqual([]);
  });

  it("is asked of no folder that has no verdict", () => {
    expect(possibleCaps("imap.gmail.com", [{ name: "New", verdict: null }])).toEqual([]);
  });
});
