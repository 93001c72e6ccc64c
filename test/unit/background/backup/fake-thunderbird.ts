import browser from "webextension-polyfill";
import { marksOf } from "../../fakes/marks";
import { FakeWorker } from "../../fakes/worker";
import { fakeDisk } from "./fake-disk";

/** A message as a server or a local folder holds it. */
export interface Mail {
  /** UID or key. */
  key: number;
  text: string;
  messageId?: string;
  flags?: number;
  /** False where Thunderbird has not fetched it. */
  body?: boolean;
  /** Thunderbird's size of it, where that is not the length of its bytes. */
  size?: number;
  /** True where Thunderbird fails to read what it has stored. */
  unreadable?: boolean;
}

export interface Box {
  path: string;
  uidValidity: number;
  uidNext: number;
  mails: Mail[];
  virtual?: boolean;
}

export const box = (path: string, uidValidity: number, ...texts: string[]): Box => ({
  path,
  uidValidity,
  uidNext: texts.length + 1,
  mails: texts.map((text, i) => ({ key: i + 1, text })),
});

const bytesOf = (mail: Mail) => new TextEncoder().encode(mail.text);
const idOf = (mail: Mail) => mail.messageId ?? /^Message-ID: <(.*)>/m.exec(mail.text)?.[1] ?? "";

/** A mail with a Message-ID, a date and a text of its own. */
export const mailText = (name: string, lineEnd = "\r\n") =>
  [
    "Received: from a by b; Fri, 31 Jul 2026 11:00:00 +0200",
    `Message-ID: <${name}@x>`,
    `Subject: ${name}`,
    "",
    `This is ${name}.`,
    "",
  ].join(lineEnd);

/**
 * As much of Thunderbird as a backup of one account sees: folders here, and for IMAP a server whose folders
 * Thunderbird learns when they are opened. What it stores of a folder is dropped with a new UIDVALIDITY.
 */
export function fakeThunderbird(type: "imap" | "none" | "ews") {
  const disk = fakeDisk();
  const stored = new Map<string, unknown>();
  const here = new Map<string, Box>();
  const server = new Map<string, Box>();
  const noToken = { value: false };
  const log: string[] = [];
  const pieces = new Set<string>();
  const isImap = type === "imap";
  const uriOf = (path: string) =>
    `${isImap ? "imap://ann@host" : "mailbox://nobody@local"}/${path}`;
  const find = (uri: string) => {
    const found = here.get(uri.slice(uriOf("").length));
    if (!found) throw new Error("folder-gone");
    return found;
  };
  const onServer = (uri: string) => {
    const found = server.get(uri.slice(uriOf("").length));
    if (!found) throw new Error("server-refused");
    return found;
  };
  const describe = (folder: Box) => ({
    uri: uriOf(folder.path),
    path: folder.path,
    delimiter: "/",
    name: folder.path.split("/").at(-1) ?? "",
    role: null,
    virtual: folder.virtual ?? false,
    noSelect: false,
    everOpened: true,
    rows: folder.mails.length,
    uidValidity: isImap ? folder.uidValidity || null : null,
  });
  const rowOf = (mail: Mail) => ({
    key: mail.key,
    size: mail.size ?? bytesOf(mail).length,
    serverSize: null,
    storedSize: bytesOf(mail).length,
    storeToken: String(mail.key),
    flags: mail.flags ?? 0,
    keywords: "",
    date: 1_000_000,
    messageId: idOf(mail) || "md5:made up",
    subject: "",
    from: "a@b.example",
    partial: false,
    body: mail.body !== false,
  });
  const mailStore = {
    folderUris: async () => [...here.keys()].map(uriOf),
    folders: async (uris: string[]) => ({
      done: uris.length,
      folders: uris.map((uri) => describe(find(uri))),
    }),
    state: async (uri: string) => describe(find(uri)),
    keys: async (uri: string) => find(uri).mails.map(({ key }) => key),
    rows: async (uri: string, keys: number[]) =>
      find(uri)
        .mails.filter(({ key }) => keys.includes(key))
        .map(rowOf),
    marks: async (uri: string, keys: ArrayBuffer, mask: number) =>
      marksOf(find(uri).mails.map(rowOf), keys, mask),
    read: async (uri: string, keys: number[]) => {
      const messages: object[] = [];
      let bytes = new Uint8Array(0);
      for (const key of keys) {
        const mail = find(uri).mails.find((one) => one.key === key);
        if (!mail || mail.body === false) {
          const row = mail && rowOf(mail);
          messages.push({ key, row, error: mail ? "body-not-fetched" : "message-changed" });
          continue;
        }
        if (mail.unreadable) {
          messages.push({ key, row: rowOf(mail), error: "message-unreadable" });
          continue;
        }
        log.push(`read ${find(uri).path} ${key}`);
        const own = bytesOf(mail);
        messages.push({ key, row: rowOf(mail), offset: bytes.length, length: own.length });
        bytes = new Uint8Array([...bytes, ...own]);
      }
      return { messages, bytes: bytes.buffer };
    },
    // The handle says what is read from it; it is given out once.
    streamMessage: async (uri: string, key: number) => {
      const mail = find(uri).mails.find((one) => one.key === key);
      if (!mail || mail.unreadable) throw new Error("server-refused");
      log.push(`stream ${find(uri).path} ${key}`);
      return mail.text;
    },
    readPiece: async (handle: string) => {
      const isRead = pieces.delete(handle);
      if (!isRead) pieces.add(handle);
      return new TextEncoder().encode(isRead ? "" : handle).buffer;
    },
    closeMessage: async () => undefined,
    withoutBody: async (uri: string, keys: number[]) =>
      find(uri)
        .mails.filter((mail) => mail.body === false && keys.includes(mail.key))
        .map(({ key }) => key),
    release: async () => undefined,
    askServer: async (uri: string) => {
      const { mails, uidNext } = onServer(uri);
      return { messages: mails.length, uidNext };
    },
    refresh: async (uri: string) => {
      const [mine, theirs] = [find(uri), onServer(uri)];
      log.push(`open ${theirs.path}`);
      const kept = mine.uidValidity === theirs.uidValidity ? mine.mails : [];
      mine.mails = theirs.mails.map((mail) => {
        const old = kept.find(({ key }) => key === mail.key);
        return { ...mail, body: old !== undefined && old.body !== false };
      });
      mine.uidValidity = theirs.uidValidity;
      return true;
    },
    deselect: async (uri: string) => {
      log.push(`deselect ${find(uri).path}`);
    },
    fetchBodies: async (uri: string, keys: number[]) => {
      for (const mail of find(uri).mails) {
        if (!keys.includes(mail.key)) continue;
        log.push(`fetch ${find(uri).path} ${mail.key}`);
        mail.body = true;
      }
    },
    reveal: async (_account: string, path: string) => {
      here.set(path, { path, uidValidity: 0, uidNext: 0, mails: [] });
      return describe(find(uriOf(path)));
    },
  };
  const mailSettings = {
    connection: async () => ({
      offline: false,
      passwordNeeded: false,
      signInNeeded: noToken.value,
    }),
    serverFolders: async () => ({
      delimiter: "/",
      folders: [...server.keys()].map((path) => ({ path, subscribed: true, selectable: true })),
    }),
  };
  // Node 20 lacks what both Thunderbirds have.
  Object.defineProperty(Uint8Array.prototype, "toHex", {
    configurable: true,
    value(this: Uint8Array) {
      return Buffer.from(this).toString("hex");
    },
  });
  Object.assign(browser.runtime, {
    getManifest: () => ({ version: "0.0.0" }),
    getBrowserInfo: async () => ({ version: "153.0" }),
  });
  Object.assign(globalThis, {
    Worker: FakeWorker,
    messenger: {
      backupDisk: disk.api,
      mailStore,
      mailSettings,
      messages: { tags: { list: async () => [] } },
      storage: {
        local: {
          get: async (key: string) => (stored.has(key) ? { [key]: stored.get(key) } : {}),
          set: async (values: object) => {
            for (const [key, value] of Object.entries(structuredClone(values))) {
              stored.set(key, value);
            }
          },
        },
      },
    },
  });
  return { files: disk.files, reads: disk.reads, stored, here, server, log, noToken };
}
