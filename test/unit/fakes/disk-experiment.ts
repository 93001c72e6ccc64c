import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { PowerDisk } from "./power-disk";

/*
 * Runs experiments/backupDisk/implementation.js itself over a disk in memory: only Gecko's own calls (IOUtils,
 * nsIFile and the like) are imitated, as they are documented in dom/chrome-webidl/IOUtils.webidl.
 */

type Api = typeof messenger.backupDisk;

interface WriteOptions {
  mode?: "overwrite" | "append" | "appendOrCreate" | "create";
  flush?: boolean;
  tmpPath?: string;
}

const source = readFileSync("experiments/backupDisk/implementation.js", "utf8");
const profile = "/profile";
/** Where the folder picker of the imitated Thunderbird points. */
export const pickedFolder = "/stick";

class NotFound extends Error {
  constructor(path: string) {
    super(`NotFoundError: no ${path}`);
  }
}

function ioUtils(disk: PowerDisk) {
  const whole = (path: string) => {
    const bytes = disk.read(path);
    if (bytes === null) throw new NotFound(path);
    return bytes;
  };
  const writeTo = (path: string, bytes: Uint8Array, mode: WriteOptions["mode"]) => {
    const old = disk.read(path);
    if (mode === "append" && old === null) throw new NotFound(path);
    if (!disk.isFolder(path.slice(0, path.lastIndexOf("/")))) throw new NotFound(path);
    const appends = mode === "append" || mode === "appendOrCreate";
    if (!appends && old !== null) disk.cut(path, 0);
    if (bytes.length > 0 || old === null) disk.write(path, appends ? (old?.length ?? 0) : 0, bytes);
  };
  return {
    exists: async (path: string) => disk.isFolder(path) || disk.read(path) !== null,
    stat: async (path: string) =>
      disk.isFolder(path)
        ? { type: "directory", size: 0 }
        : { type: "regular", size: whole(path).length },
    getChildren: async (path: string) => disk.children(path),
    setPermissions: async () => undefined,
    makeDirectory: async (path: string) => {
      const names = path.split("/");
      for (let i = 2; i <= names.length; i++) disk.makeFolder(names.slice(0, i).join("/"));
    },
    read: async (path: string, { offset = 0, maxBytes = Number.POSITIVE_INFINITY } = {}) =>
      whole(path).slice(offset, offset + maxBytes),
    readUTF8: async (path: string) => new TextDecoder().decode(whole(path)),
    write: async (path: string, bytes: Uint8Array, options: WriteOptions = {}) => {
      const { mode = "overwrite", flush = false, tmpPath } = options;
      writeTo(tmpPath ?? path, bytes, mode);
      if (flush) disk.flush(tmpPath ?? path);
      if (tmpPath) disk.rename(tmpPath, path);
      return bytes.length;
    },
  };
}

function fileAt(disk: PowerDisk, path: string) {
  const file = {
    path,
    diskCapacity: 1e12,
    diskSpaceAvailable: 1e12,
    exists: () => disk.isFolder(path) || disk.read(path) !== null,
    isSymlink: () => false,
    isSpecial: () => false,
    normalize: () => undefined,
    equals: (other: { path: string }) => other.path === path,
    contains: (other: { path: string }) => other.path.startsWith(`${path}/`),
    set fileSize(length: number) {
      disk.cut(path, length);
    },
  };
  return file;
}

/** XPCOM's way of making things, for the two things that the experiment makes. */
function components(disk: PowerDisk) {
  const newFile = () => {
    let file: unknown = {};
    return new Proxy(
      {},
      {
        get: (_, name) =>
          name === "initWithPath"
            ? (path: string) => {
                file = fileAt(disk, path);
              }
            : Reflect.get(file as object, name),
        set: (_, name, value) => Reflect.set(file as object, name, value),
      },
    );
  };
  const newHash = () => {
    let hash = createHash("sha256");
    return {
      init: () => {
        hash = createHash("sha256");
      },
      update: (bytes: ArrayLike<number>) => void hash.update(Uint8Array.from(bytes)),
      finish: (base64: boolean) =>
        base64 ? hash.digest("base64") : hash.digest().toString("latin1"),
    };
  };
  const newPicker = () => ({
    init: () => undefined,
    open: (done: (result: number) => void) => done(0),
    file: { path: pickedFolder },
  });
  const profiles = { profiles: [] };
  return {
    "@mozilla.org/file/local;1": { createInstance: newFile },
    "@mozilla.org/security/hash;1": { createInstance: newHash },
    "@mozilla.org/filepicker;1": { createInstance: newPicker },
    "@mozilla.org/toolkit/profile-service;1": { getService: () => profiles },
  };
}

/** Gecko has these, and Node 20 has not. */
if (!("fromBase64" in Uint8Array)) {
  Object.defineProperty(Uint8Array, "fromBase64", {
    value: (text: string) => new Uint8Array(Buffer.from(text, "base64")),
  });
}
if (!("toHex" in Uint8Array.prototype)) {
  Object.defineProperty(Uint8Array.prototype, "toHex", {
    value(this: Uint8Array) {
      return Buffer.from(this).toString("hex");
    },
  });
}

/** `messenger.backupDisk` of an add-on that has just been started; `prefs` outlive it, as Thunderbird's do. */
export function diskExperiment(disk: PowerDisk, prefs: Map<string, string>): Api {
  class ExtensionError extends Error {}
  const services = {
    prefs: {
      getStringPref: (name: string, otherwise: string) => prefs.get(name) ?? otherwise,
      setStringPref: (name: string, value: string) => void prefs.set(name, value),
      savePrefFile: () => undefined,
    },
    uuid: { generateUUID: () => `{${randomUUID()}}` },
    dirsvc: { get: () => fileAt(disk, profile) },
    dns: { myHostName: "computer" },
    obs: { notifyObservers: () => undefined },
    wm: { getMostRecentWindow: () => ({ browsingContext: null }) },
  };
  const globals: Record<string, unknown> = {
    ExtensionAPI: class {},
    ExtensionUtils: { ExtensionError },
    ChromeUtils: {
      importESModule: (name: string) =>
        name.endsWith("MailServices.sys.mjs")
          ? { MailServices: { accounts: { allServers: [] } } }
          : // A pause between two slices of work; a time limit never passes.
            { setTimeout: (run: () => void, ms: number) => (ms > 0 ? 0 : setImmediate(run)) },
      now: () => 0,
    },
    Services: services,
    IOUtils: ioUtils(disk),
    PathUtils: {
      join: (...names: string[]) => names.join("/"),
      filename: (path: string) => path.slice(path.lastIndexOf("/") + 1),
      isAbsolute: (path: string) => path.startsWith("/"),
      profileDir: profile,
    },
    Cc: components(disk),
    Ci: { nsIFilePicker: { returnOK: 0 }, nsICryptoHash: {} },
    Cr: {},
    Cu: { importGlobalProperties: () => undefined },
    File: {
      createFromFileName: async (path: string) => {
        const bytes = disk.read(path);
        if (bytes === null) throw new NotFound(path);
        return new File([bytes as Uint8Array<ArrayBuffer>], path);
      },
    },
  };
  const scope = {} as { backupDisk: new () => { getAPI(context: object): { backupDisk: Api } } };
  new Function(...Object.keys(globals), source).call(scope, ...Object.values(globals));
  return new scope.backupDisk().getAPI({ contextId: 1, callOnClose: () => undefined }).backupDisk;
}
