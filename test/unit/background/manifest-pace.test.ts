import { afterAll, beforeEach, expect, it, vi } from "vitest";
import {
  writeManifestWhenDue,
  writeOwed,
  writeOwedWhenDue,
} from "../../../src/background/backup/manifest-pace";
import type { OpenBackup } from "../../../src/background/backup/open-backup";
import { manifestOf, recordOf } from "../core/backup/manifests";

/** Milliseconds, moved by hand and by every writing. */
let clock = 0;
let writings: { at: number; bytes: number; sequence: number }[] = [];

// Gecko has it, Node 20 has not.
Object.defineProperty(Uint8Array.prototype, "toHex", {
  configurable: true,
  value(this: Uint8Array) {
    return Buffer.from(this).toString("hex");
  },
});
vi.spyOn(performance, "now").mockImplementation(() => clock);
vi.stubGlobal("messenger", { storage: { local: { get: async () => ({}), set: async () => {} } } });
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
beforeEach(() => {
  clock = 0;
  writings = [];
});

function backupOf(folders: number, msPerMegabyte = 100): OpenBackup {
  const records = Array.from({ length: folders }, (_, i) => recordOf({ path: `Folder ${i}` }));
  const disk = {
    replace: async (path: string, bytes: Uint8Array) => {
      if (path !== "x/backup.json") return;
      clock += (bytes.length / 1024 / 1024) * msPerMegabyte;
      const { sequence } = JSON.parse(new TextDecoder().decode(bytes));
      writings.push({ at: clock, bytes: bytes.length, sequence });
    },
  };
  const manifest = manifestOf({ folders: records, sequence: 0 });
  return {
    folder: "x",
    markerId: "m",
    keepPrevious: false,
    manifest,
    disk,
  } as unknown as OpenBackup;
}

it("writes a small one with every commit", async () => {
  const backup = backupOf(100, 10_000);
  for (let i = 0; i < 100; i++) await writeManifestWhenDue(backup, "commit");
  expect(writings).toHaveLength(100);
  expect(writings.at(-1)?.sequence).toBe(100);
});

it("spends no more than a twentieth of the time on ten thousand folders, and leaves nothing out", async () => {
  const folders = 10_000;
  const backup = backupOf(folders);
  const spent = () => writings.reduce((sum, { bytes }) => sum + (bytes / 1024 / 1024) * 100, 0);
  let longest = 0;
  for (let i = 0; i < folders; i++) {
    clock += 20;
    await writeManifestWhenDue(backup, "commit");
    await writeManifestWhenDue(backup, "verdict");
    longest = Math.max(longest, clock - (writings.at(-1)?.at ?? 0));
  }
  const megabytes = writings.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 ** 2;
  // Each folder's end would have written 5 MB twice: 100 GB.
  expect(megabytes).toBeLessThan(150);
  expect(spent()).toBeLessThan(clock / 15);
  expect(longest).toBeLessThan(30_000);
  const before = writings.length;
  await writeOwed(backup);
  await writeOwed(backup);
  expect(writings).toHaveLength(before + 1);
});

it("is never later than half a minute, however slow the disk is", async () => {
  const backup = backupOf(2000, 60_000);
  await writeManifestWhenDue(backup, "commit");
  await writeManifestWhenDue(backup, "commit");
  expect(writings).toHaveLength(1);
  clock += 29_000;
  await writeOwedWhenDue(backup);
  expect(writings).toHaveLength(1);
  clock += 1000;
  await writeOwedWhenDue(backup);
  await writeOwedWhenDue(backup);
  expect(writings).toHaveLength(2);
});
