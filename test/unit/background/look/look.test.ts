import { beforeEach, describe, expect, it, vi } from "vitest";
import { type MadeBackup, makeBackup, readerOf } from "../../core/backup/memory-backup";

/** As much of Thunderbird as looking into an opened backup needs: its storage, and a disk that is a record of files. */
let backup: MadeBackup;
let reads: string[];
let saved: { name: string; bytes: Buffer } | null;
const backupId = "opened/root/";

vi.stubGlobal("messenger", {
  mailSettings: {},
  storage: {
    local: {
      get: async (key: string) =>
        key === "openedBackups"
          ? {
              [key]: [
                {
                  backupId,
                  rootId: "root",
                  path: "/stick",
                  folder: "",
                  name: "stick",
                  endedAt: null,
                  messages: null,
                },
              ],
            }
          : {},
      set: async () => {},
      remove: async () => {},
    },
  },
  backupDisk: {
    roots: async () => [{ rootId: "root", path: "/stick", reachable: true }],
    length: async (_root: string, path: string) => readerOf(backup.files).length(path),
    list: async (_root: string, path: string) => readerOf(backup.files).list(path),
    readRange: async (_root: string, path: string, offset: number, length: number) => {
      reads.push(path);
      return (backup.files[path] ?? new Uint8Array(0)).slice(offset, offset + length).buffer;
    },
  },
});
// Thunderbird has it; Node does not everywhere.
Object.assign(Uint8Array.prototype, {
  toHex(this: Uint8Array) {
    return Buffer.from(this).toString("hex");
  },
});
vi.mock("../../../../src/thunderbird/downloads", () => ({
  saveDownload: async (name: string, pieces: Uint8Array[]) => {
    saved = { name, bytes: Buffer.concat(pieces) };
    return `/downloads/${name}`;
  },
}));

const { listLooked, lookFoldersOf } = await import("../../../../src/background/look/list");
const { readLooked, saveLooked } = await import("../../../../src/background/look/read");
const { lookInto } = await import("../../../../src/background/look/looking");
const { findLine, messagePieces } = await import("../../../../src/background/look/one-message");

const list = (folder?: string, query = {}) =>
  listLooked({ backupId, query, view: "test", ...(folder === undefined ? {} : { folder }) });
const folderOf = (at: number) => backup.folders[at]?.record.id ?? "";

beforeEach(async () => {
  backup = await makeBackup();
  reads = [];
  saved = null;
});

describe("the folders of a backup", () => {
  it("are those of its manifest", async () => {
    const { name, isCurrent, folders } = await lookFoldersOf({ backupId });
    expect({ name, isCurrent }).toEqual({ name: "anna@example.org", isCurrent: true });
    expect(folders.map((one) => [one.name, one.messages])).toEqual([
      ["Inbox", 14],
      ["Work", 8],
      ["All", 3],
      ["Empty", 0],
    ]);
  });

  it("are known from the manifest before where backup.json is damaged, and that is said", async () => {
    backup.files["backup.json"] = new Uint8Array([1]);
    const { isCurrent, folders } = await lookFoldersOf({ backupId });
    expect([isCurrent, folders.length]).toEqual([false, 4]);
    expect((await list(folderOf(0))).matched).toBe(14);
  });

  it("are known from their indexes alone where both are lost", async () => {
    delete backup.files["backup.json"];
    delete backup.files["backup.previous.json"];
    const { isCurrent, folders } = await lookFoldersOf({ backupId });
    expect(isCurrent).toBe(false);
    expect(folders.map((one) => one.name).sort()).toEqual(["All", "Inbox", "Inbox/Work"]);
    expect((await list("Inbox.sbd/Work.jsonl")).matched).toBe(8);
    expect(await readLooked({ backupId, folder: "Inbox.jsonl", n: 1 })).toMatchObject({
      whole: true,
    });
  });

  it("are asked for by name: no other file is", async () => {
    await expect(list("../secret")).rejects.toThrow("bad-request");
    await expect(readLooked({ backupId, folder: "x", n: 1 })).rejects.toThrow("bad-request");
    await expect(listLooked({ backupId: "other", query: {}, view: "" })).rejects.toThrow();
  });
});

describe("a list", () => {
  it("reads the states once for each commit, and the index again for each search", async () => {
    await list(folderOf(1));
    const once = reads.filter((path) => path.endsWith(".jsonl")).length;
    reads = [];
    await list(folderOf(1), { text: "nothing" });
    expect(reads.filter((path) => path.endsWith(".jsonl"))).toHaveLength(once - 1);
  });

  it("ends where its page asks for another one", async () => {
    const first = list();
    const second = list(folderOf(1));
    await expect(first).rejects.toThrow("cancelled");
    expect((await second).matched).toBe(8);
  });
});

describe("one message", () => {
  it("is told with whether its bytes are still those that were saved", async () => {
    for (const [at, { messages }] of backup.folders.entries()) {
      for (const { n, size } of messages) {
        const told = await readLooked({ backupId, folder: folderOf(at), n });
        expect(told).toMatchObject({ whole: true, size, onlyBeginning: false });
      }
    }
    const line = backup.folders[0]?.messages[4];
    const bytes = backup.files[line?.volume ?? ""] ?? new Uint8Array(0);
    const place = (line?.offset ?? 0) + (line?.length ?? 0) - 3;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    expect(await readLooked({ backupId, folder: folderOf(0), n: 5 })).toMatchObject({
      whole: false,
    });
  });

  it("is saved byte for byte, without separator, state block and quotes", async () => {
    const { createHash } = await import("node:crypto");
    for (const [at, { messages }] of backup.folders.entries()) {
      for (const { n, sha256 } of messages) {
        const told = await saveLooked({ backupId, folder: folderOf(at), n });
        expect(told.whole).toBe(true);
        expect(
          createHash("sha256")
            .update(saved?.bytes ?? "")
            .digest("hex"),
        ).toBe(sha256);
        expect(saved?.name).toMatch(/\.eml$/);
      }
    }
  });

  it("gives its beginning alone where more is not wanted", async () => {
    const looked = await lookInto(backupId);
    const folder = looked.folders[0];
    if (!folder) throw new Error("no folder");
    const pieces = await messagePieces(looked, await findLine(looked, folder, 1), 20);
    expect(Buffer.concat(pieces).length).toBeLessThanOrEqual(20);
    expect(Buffer.concat(pieces).toString()).toMatch(/^Subject: Inbox/);
  });

  it("is refused with what is missing", async () => {
    const ask = (n: unknown) => readLooked({ backupId, folder: folderOf(0), n: n as number });
    await expect(ask("1")).rejects.toThrow("bad-request");
    await expect(ask(99)).rejects.toThrow("message-not-proved");
    const volume = backup.folders[0]?.messages[0]?.volume ?? "";
    const whole = backup.files[volume] ?? new Uint8Array(0);
    backup.files[volume] = whole.subarray(0, 10);
    await expect(ask(1)).rejects.toThrow("message-cut");
    delete backup.files[volume];
    await expect(ask(1)).rejects.toThrow("message-file-missing");
  });

  it("is read from its own folder's files and from no other, whatever its line says", async () => {
    const record = backup.folders[0]?.record;
    const index = record?.index ?? "";
    const text = Buffer.from(backup.files[index] ?? []).toString();
    backup.files[index] = new TextEncoder().encode(
      text.replaceAll('"volume":"Inbox.mbox"', '"volume":"Xnbox.mbox"'),
    );
    backup.files["Xnbox.mbox"] = backup.files["Inbox.mbox"] ?? new Uint8Array(0);
    await expect(readLooked({ backupId, folder: folderOf(0), n: 1 })).rejects.toThrow(
      "message-damaged",
    );
  });
});
