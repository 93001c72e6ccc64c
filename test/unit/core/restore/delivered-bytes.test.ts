import { expect, it } from "vitest";
import {
  fitsServer,
  keywordsOf,
  serverBytes,
  storeEntry,
} from "../../../../src/core/restore/delivered-bytes";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (one: Uint8Array) => new TextDecoder().decode(one);

it("gives a message the three lines of Thunderbird's store, made from its state, and no others", () => {
  const line = { from: "Bea <bea@example.nl>", received: Date.UTC(2026, 7, 1, 12) };
  const state = { flags: ["read", "starred"] as ("read" | "starred")[], tags: ["$label1", "work"] };
  const entry = text(storeEntry(line, state, bytes("Subject: x\n\n>From me\nbody")));
  expect(entry).toBe(
    `From bea@example.nl Sat Aug  1 12:00:00 2026\nX-Mozilla-Status: 0005\nX-Mozilla-Status2: 00000000\n${`X-Mozilla-Keys: ${"$label1 work".padEnd(80)}`}\nSubject: x\n\n>From me\nbody\n\n`,
  );
});

it("gives a server CRLF at each line's end and changes nothing else", () => {
  expect(text(serverBytes(bytes("a\nb\r\nc\rd\n")))).toBe("a\r\nb\r\nc\rd\r\n");
});

it("hands a server neither an empty message nor one with a NUL", () => {
  expect([fitsServer(bytes("")), fitsServer(bytes("a\0b")), fitsServer(bytes("a"))]).toEqual([
    ...[false, false, true],
  ]);
});

it("tells of tags that are keywords to a server, and writes Junk as servers do", () => {
  const state = { flags: [], tags: ["$label1", "caf\u00e9", "a(b", "nonjunk"] };
  expect(keywordsOf(state, true)).toBe("$label1 NonJunk");
  expect(keywordsOf(state, false)).toBe("$label1 nonjunk");
});
