import { describe, expect, it } from "vitest";
import {
  type FolderVerdict,
  manifestText,
  oldestReading,
  overallVerdict,
  readManifest,
} from "../../../../src/core/backup/manifest";
import type { Verdict } from "../../../../src/core/job";
import { hashing } from "./hashing";
import { manifestOf, recordOf } from "./manifests";

const manifest = manifestOf({ folders: [recordOf({ name: "caf\u00e9 \u{1f600}" })] });
const text = await manifestText(manifest, hashing);
const read = (value: string) => readManifest(value, hashing);
const signed = (value: object) => manifestText(value as never, hashing);

describe("backup.json", () => {
  it("comes back as it was, with its checksum", async () => {
    const result = await read(text);
    expect(result).toMatchObject({ ok: true });
    if (!result.ok) return;
    expect({ ...result.manifest, checksum: "" }).toEqual(manifest);
    expect(await manifestText(result.manifest, hashing)).toBe(text);
  });

  it("has a checksum that anyone can make again", async () => {
    const { checksum } = JSON.parse(text);
    expect(hashing.text(text.replace(checksum, "0".repeat(64)))).toBe(checksum);
  });

  it("keeps what a later version of it knows", async () => {
    const later = { ...manifest, later: { a: [1] }, folders: [{ ...recordOf(), more: true }] };
    const result = await read(await signed(later));
    expect(result).toMatchObject({ ok: true, manifest: { later: { a: [1] } } });
    if (result.ok)
      expect(JSON.parse(await manifestText(result.manifest, hashing))).toMatchObject({
        ...later,
        checksum: expect.any(String),
      });
  });

  it("keeps its checksum apart from texts that look like one", async () => {
    const zeros = "0".repeat(64);
    const { checksum: _none, address, ...rest } = manifestOf({ accountUid: zeros, address: zeros });
    for (const odd of [{ ...rest, checksum: zeros }, { address, ...rest }, rest]) {
      expect(await read(await signed(odd))).toMatchObject({
        ok: true,
        manifest: { accountUid: zeros },
      });
    }
  });

  it("is damaged where any of its bytes was changed, and never too new for that", async () => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 1; bit < 256; bit *= 2) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8((flipped[at] ?? 0) ^ bit, at);
        expect(await read(flipped.toString())).toEqual({ ok: false, why: "damaged" });
      }
    }
    for (let length = 0; length < text.length; length += 7) {
      expect(await read(text.slice(0, length))).toEqual({ ok: false, why: "damaged" });
    }
  });

  it.each([
    "",
    "null",
    "5",
    "[]",
    "{}",
    '"x"',
    '{"checksum":5}',
    `{"checksum":"${"0".repeat(64)}"}`,
  ])("is damaged where it is %s", async (value) => {
    expect(await read(value)).toEqual({ ok: false, why: "damaged" });
  });

  it("is damaged without a reader's version or folders, even with a right checksum", async () => {
    expect(await read(await signed({ ...manifest, minReader: "1" }))).toEqual({
      ok: false,
      why: "damaged",
    });
    expect(await read(await signed({ ...manifest, folders: null }))).toEqual({
      ok: false,
      why: "damaged",
    });
  });

  it("may be too new to read, but not merely written by a newer version", async () => {
    expect(await read(await signed({ ...manifest, minReader: 2 }))).toEqual({
      ok: false,
      why: "too-new",
    });
    expect(await read(await signed({ ...manifest, format: 2 }))).toMatchObject({ ok: true });
  });
});

describe("oldestReading", () => {
  it("is the date of the reading that lies longest ago", async () => {
    const volume = (readAt: number) => ({ file: "x", length: 1, readAt });
    const folders = [
      recordOf({ volumes: [volume(5), volume(3)] }),
      recordOf({ volumes: [volume(4)] }),
    ];
    expect(oldestReading(manifestOf({ folders }))).toBe(3);
    expect(oldestReading(manifestOf({ folders: [recordOf()] }))).toBeNull();
  });
});

describe("overallVerdict", () => {
  const folder = (state: Verdict | null) =>
    recordOf({ verdict: state === null ? null : ({ state } as FolderVerdict) });

  it.each<[(Verdict | null)[], Verdict]>([
    [[], "unknown"],
    [["complete", "complete"], "complete"],
    [["complete", null], "unknown"],
    [["complete", "unknown"], "unknown"],
    [["unknown", "incomplete", "complete"], "incomplete"],
  ])("of %j is %s", (states, verdict) => {
    expect(overallVerdict(states.map(folder))).toBe(verdict);
  });
});
