import { describe, expect, it } from "vitest";
import { parsePopState, uidlsIn } from "../../../../src/core/checkup/pop-state";

const writtenAt = Date.UTC(2026, 2, 14);
const parse = (text: string) => parsePopState(new TextEncoder().encode(text), writtenAt);
const head =
  "# POP3 State File\n# This is a generated file!  Do not edit.\n\n*pop.example.nl ann\n";

describe("popstate.dat", () => {
  it("tells what the server still has, by the minute in which it was fetched", () => {
    const text = `${head}k u3 1700000119\nk u1 1700000100\nk u2 1700000041\nb u4 1700000041\nd u5 1700000041\nf u6 1700000041\n`;
    expect(parse(text)).toEqual({
      writtenAt,
      kept: [
        [1_700_000_040_000, 1],
        [1_700_000_100_000, 2],
      ],
      partial: 2,
      sample: ["u1", "u2", "u3", "u4", "u5", "u6"],
    });
  });

  it("reads the line ends of every system", () => {
    expect(parse(`${head}k u1 1700000100\nb u2 1\n`.replaceAll("\n", "\r\n"))).toEqual(
      parse(`${head}k u1 1700000100\nb u2 1\n`),
    );
  });

  it("is an empty state where the server has nothing left", () => {
    expect(parse(head)).toEqual({ writtenAt, kept: [], partial: 0, sample: [] });
  });

  it("samples the alphabetically first 32", () => {
    const lines = Array.from({ length: 100 }, (_, i) => `k u${String(99 - i).padStart(2, "0")} 60`);
    expect(parse(head + lines.join("\n"))).toMatchObject({
      kept: [[60_000, 100]],
      sample: Array.from({ length: 32 }, (_, i) => `u${String(i).padStart(2, "0")}`),
    });
  });

  it("counts no time that a very old Thunderbird did not write", () => {
    expect(parse(`${head}k u1\nb u2\n`)).toMatchObject({
      kept: [],
      partial: 1,
      sample: ["u1", "u2"],
    });
  });

  it("is not read by halves", () => {
    const damaged = [
      "",
      "\u0000\u0000\u0000",
      "k u1 1700000100\n",
      `${head}k u1 1700000100\nsome rubbish\n`,
      `${head}k u1 -5\n`,
      `${head}k u1 17e8\n`,
      `${head}k u1 99999999999999999999\n`,
      `${head}x u1 1700000100\n`,
      `${head}k  1700000100\n`,
    ];
    expect(damaged.map(parse)).toEqual(damaged.map(() => null));
    expect(parsePopState(new Uint8Array([0x2a, 0xff, 0xfe, 0x0a]), writtenAt)).toBeNull();
  });
});

describe("the UIDLs in popstate.dat", () => {
  const uidls = (text: string) => uidlsIn(new TextEncoder().encode(text));

  it("are those of every message that the server still has, whatever its status", () => {
    expect(uidls(`${head}k u1 1700000100\nb u2 1700000100\nf u3 1700000100\nd u4\n`)).toEqual([
      "u1",
      "u2",
      "u3",
      "u4",
    ]);
  });

  it("are not known where a line is damaged", () => {
    expect(uidls(`${head}k u1 1700000100\nsome rubbish\n`)).toBeNull();
  });
});
