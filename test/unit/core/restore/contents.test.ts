import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonical } from "../../../../src/core/mbox/canon";
import { contents, possibleForms } from "../../../../src/core/restore/contents";

const bytes = (text: string) => new TextEncoder().encode(text);
const hash = (one: Uint8Array) => createHash("sha256").update(one).digest("hex");
const canon = (text: string) => hash(canonical(bytes(text)));
const holding = (...stored: string[]) => {
  const held = contents();
  for (const one of stored) held.add(possibleForms(bytes(one)).map(hash));
  return held;
};

describe("what a folder holds already", () => {
  it("stands in once for each message, so that two identical ones stay two", () => {
    const twin = "Subject: twin\r\n\r\nbody\r\n";
    expect(holding(twin).claim([canon(twin), canon(twin)])).toEqual([true, false]);
    expect(holding(twin, twin).claim([canon(twin), canon(twin)])).toEqual([true, true]);
  });

  it("is known with other line ends, with a line end that Thunderbird added, and quoted in its header", () => {
    const sent = "From: a@b.example\r\nFrom x here\r\n\r\nbody";
    const stored = "From: a@b.example\n>From x here\n\nbody\n";
    expect(holding(stored).claim([canon(sent)])).toEqual([true]);
  });

  it("is known where Thunderbird added an empty line to a message that had none", () => {
    expect(holding("x\n\n").claim([canon("x")])).toEqual([true]);
    expect(holding(">From \n\n").claim([canon("From ")])).toEqual([true]);
  });

  it("does not stand in for another message that would be the same in another form", () => {
    const held = holding("\r\n");
    // The empty message comes first, and only the one with a line end is there.
    expect(held.claim([canon(""), canon("\r\n")])).toEqual([false, true]);
  });

  it("is not there where nothing is alike", () => {
    expect(holding("Subject: a\r\n\r\n").claim([canon("Subject: b\r\n\r\n")])).toEqual([false]);
  });
});
