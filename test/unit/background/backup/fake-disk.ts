import { createHash } from "node:crypto";

const nothing = new Uint8Array(0);

/** A backup folder in memory, as much of backupDisk as a run uses. Keys are paths under the root. */
export function fakeDisk() {
  /** Every file that was read, in order. */
  const reads: string[] = [];
  const files = new Map<string, Uint8Array>();
  const hashes: (ReturnType<typeof createHash> | undefined)[] = [];
  const buffer = (bytes: Uint8Array) => bytes.slice().buffer;
  const at = (path: string) => files.get(path) ?? nothing;
  const api = {
    claim: async () => "owner",
    profileMark: async () => "profile",
    roots: async () => [{ rootId: "root", path: "/stick", reachable: true }],
    list: async (_root: string, path: string) => {
      const names = new Set<string>();
      const prefix = path === "" ? "" : `${path}/`;
      for (const file of files.keys()) {
        if (file.startsWith(prefix)) names.add(file.slice(prefix.length).split("/")[0] ?? "");
      }
      return [...names].map((name) => ({
        name,
        folder: !files.has(prefix + name),
        length: at(prefix + name).length,
      }));
    },
    makeFolder: async () => undefined,
    flush: async () => undefined,
    length: async (_root: string, path: string) => files.get(path)?.length ?? null,
    readRange: async (_root: string, path: string, offset: number, most: number) => {
      reads.push(path);
      return buffer(at(path).subarray(offset, offset + most));
    },
    openFile: async (_root: string, path: string) => new File([buffer(at(path))], path),
    append: async (_r: string, _o: string, path: string, length: number, bytes: ArrayBuffer) => {
      if (at(path).length !== length) throw new Error("backup-folder-in-use");
      files.set(path, new Uint8Array([...at(path), ...new Uint8Array(bytes)]));
    },
    replace: async (_r: string, _o: string, path: string, bytes: ArrayBuffer, before: string) => {
      const old = files.get(path);
      if (before && old) files.set(before, old);
      files.set(path, new Uint8Array(bytes.slice(0)));
    },
    moveTail: async (_r: string, _o: string, path: string, offset: number, tail: string) => {
      files.set(tail, at(path).slice(offset));
      files.set(path, at(path).slice(0, offset));
    },
    hashChain: async (start: string, texts: string) => {
      let value = start;
      const values = texts.split("\n").map((text) => {
        value = createHash("sha256")
          .update(value + text)
          .digest("hex");
        return value;
      });
      return values.join("\n");
    },
    collectGarbage: async () => undefined,
    hashBegin: async () => hashes.push(createHash("sha256")) - 1,
    hashUpdate: async (handles: number[], bytes: ArrayBuffer) => {
      for (const handle of handles) hashes[handle]?.update(new Uint8Array(bytes));
    },
    hashEnd: async (handle: number) => hashes[handle]?.digest("hex") ?? "",
    freeSpace: async () => 1e12,
    onProfileDisk: async () => false,
  };
  return { files, reads, api };
}
