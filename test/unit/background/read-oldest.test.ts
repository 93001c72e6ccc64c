import { createHash } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";
import { type Files, makeBackup } from "../core/backup/memory-backup";

/** As much of Thunderbird as reading needs: its storage, and a disk that is a record of files. */
let stored: Record<string, unknown>;
let files: Files;
let reads: number;
const day = 86_400_000;
const markerId = "marker";
const folder = "anna";
const accountUid = "aaaaaaaa-2222-4333-8444-555555555555";
const backupId = `${markerId}/${accountUid}`;

const under = (path: string) => files[path.replace(`${folder}/`, "")];

function chained(start: string, texts: string[]): string[] {
  let chain = start;
  return texts.map((text) => {
    chain = createHash("sha256")
      .update(chain + text)
      .digest("hex");
    return chain;
  });
}

vi.stubGlobal("messenger", {
  mailSettings: {},
  storage: {
    local: {
      get: async (key: string) => ({ [key]: structuredClone(stored[key]) }),
      set: async (values: object) => void Object.assign(stored, structuredClone(values)),
      remove: async () => {},
    },
  },
  backupDisk: {
    roots: async () => [{ rootId: "root", path: "/stick", reachable: true }],
    length: async (_root: string, path: string) =>
      path === "postwacht-root.json" ? 40 : (under(path)?.length ?? null),
    readRange: async (_root: string, path: string, offset: number, length: number) => {
      if (path === "postwacht-root.json") {
        return new TextEncoder().encode(`{"format":1,"id":"${markerId}"}`).buffer;
      }
      reads++;
      return (under(path) ?? new Uint8Array(0)).slice(offset, offset + length).buffer;
    },
    claim: async () => "owner",
    profileMark: async () => "here",
    hashChain: async (start: string, texts: string) => chained(start, texts.split("\n")).join("\n"),
    replace: async (
      _root: string,
      _owner: string,
      path: string,
      bytes: ArrayBuffer,
      old: string,
    ) => {
      const before = under(path);
      if (old && before) files[old.replace(`${folder}/`, "")] = before;
      files[path.replace(`${folder}/`, "")] = new Uint8Array(bytes);
    },
  },
});
// Thunderbird has it; Node does not everywhere.
Object.assign(Uint8Array.prototype, {
  toHex(this: Uint8Array) {
    return Buffer.from(this).toString("hex");
  },
});

const { readOldest } = await import("../../../src/background/verify/read-oldest");
const signal = () => new AbortController().signal;
const readAt = () =>
  JSON.parse(Buffer.from(files["backup.json"] ?? []).toString()).folders.flatMap(
    ({ volumes }: { volumes: { readAt: number }[] }) => volumes.map((volume) => volume.readAt),
  );

beforeEach(async () => {
  files = (await makeBackup()).files;
  reads = 0;
  const oldestReading = Math.min(...readAt());
  stored = {
    installation: "bbbbbbbb-2222-4333-8444-555555555555",
    backupPlaces: { all: [{ markerId, rootId: "root", name: "" }], chosen: markerId },
    backups: { [backupId]: { markerId, accountUid, folder, sequence: 7, oldestReading } },
  };
  vi.useFakeTimers({ now: oldestReading + 25 * day, toFake: ["Date"] });
});

it("reads every folder in turn and dates the readings, and then has nothing to do", async () => {
  for (let i = 0; i < 3; i++) expect(await readOldest(60, signal())).toBe("read");
  expect(await readOldest(60, signal())).toBe("nothing");
  expect(new Set(readAt())).toEqual(new Set([Date.now()]));
  const backup = (stored.backups as Record<string, { oldestReading: number }>)[backupId];
  expect(backup?.oldestReading).toBe(Date.now());
});

it("stops when its time is up or somebody comes back, and dates nothing then", async () => {
  const before = readAt();
  expect(await readOldest(0, signal())).toBe("going-on");
  const abort = new AbortController();
  abort.abort();
  expect(await readOldest(60, abort.signal)).toBe("nothing");
  expect(readAt()).toEqual(before);
});

it("dates a reading that was stopped from its first byte on", async () => {
  const { folders } = JSON.parse(Buffer.from(files["backup.json"] ?? []).toString());
  const since = Date.now() - day;
  const lines = Buffer.from(files["Inbox.jsonl"] ?? []).toString();
  const first = JSON.parse(lines.slice(0, lines.indexOf("\n")));
  stored.rereading = {
    backupId,
    folder: folders[0].id,
    since,
    indexAt: Buffer.byteLength(lines.slice(0, lines.indexOf("\n") + 1)),
    chain: first.chain,
    ends: { [first.volume]: first.length },
  };
  expect(await readOldest(60, signal())).toBe("read");
  expect(readAt().filter((at: number) => at === since)).toHaveLength(2);
});

it("leaves alone what was read lately", async () => {
  vi.setSystemTime(Math.min(...readAt()) + 5 * day);
  expect(await readOldest(60, signal())).toBe("nothing");
  expect(reads).toBe(0);
});

it.each(["Inbox.mbox", "Inbox.jsonl", "All.mbox", "backup.json"])(
  "finds a flipped bit in %s",
  async (file) => {
    const bytes = files[file]?.slice() ?? new Uint8Array(0);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    files[file] = bytes;
    const came: unknown[] = [];
    for (let i = 0; i < 4; i++) came.push(await readOldest(60, signal()));
    expect(came).toContainEqual({ damaged: backupId });
  },
);
