import { vi } from "vitest";
import browser from "./browser";
import { diskExperiment } from "./disk-experiment";
import { marksOf } from "./marks";
import type { PowerDisk } from "./power-disk";
import { FakeWorker } from "./worker";

/** A message as Thunderbird has it stored. */
export interface StoredMail {
  key: number;
  bytes: Uint8Array;
  messageId: string;
  flags: number;
}

export interface MailFolder {
  account: string;
  name: string;
  uidValidity: number | null;
  mail: StoredMail[];
}

/** The imitated Thunderbird: two accounts, their folders, and its preferences. */
export interface MailProgram {
  folders: MailFolder[];
  prefs: Map<string, string>;
}

export const imapAccount = "account1";
export const localAccount = "account2";

/** So few messages are handed over at once that a commit falls into the middle of a small folder. */
const messagesPerRead = 3;
const uriOf = (folder: MailFolder) =>
  `${folder.account === imapAccount ? "imap://ann@server" : "mailbox://local"}/${folder.name}`;

function asRow(mail: StoredMail) {
  return {
    key: mail.key,
    size: mail.bytes.length,
    serverSize: null,
    storedSize: mail.bytes.length,
    storeToken: String(mail.key),
    flags: mail.flags,
    keywords: "",
    date: 1_700_000_000_000 + mail.key,
    messageId: mail.messageId,
    subject: `Message ${mail.key}`,
    from: "Bea <bea@example.nl>",
    partial: false,
    body: true,
  };
}

function mailStore(program: MailProgram, passTime: (ms: number) => void) {
  const at = (uri: string) => {
    const folder = program.folders.find((one) => uriOf(one) === uri);
    if (!folder) throw new Error("folder-gone");
    return folder;
  };
  const some = (uri: string, keys: number[]) =>
    at(uri).mail.filter(({ key }) => keys.includes(key));
  const uidNext = (folder: MailFolder) => Math.max(0, ...folder.mail.map(({ key }) => key)) + 1;
  const describe = (folder: MailFolder) => ({
    uri: uriOf(folder),
    path: folder.name,
    delimiter: "/",
    name: folder.name,
    role: folder.name === "INBOX" ? "inbox" : null,
    virtual: false,
    noSelect: false,
    everOpened: true,
    rows: folder.mail.length,
    serverTotal: folder.mail.length,
    uidNext: uidNext(folder),
    parent: null,
    keepOffline: true,
    sizeOnDisk: 0,
    expungedBytes: 0,
    databaseOpen: true,
    ownRetention: false,
    onDisk: { bytes: 0, changedAt: 0 },
  });
  return {
    folderUris: async (account: string) =>
      program.folders.filter((folder) => folder.account === account).map(uriOf),
    folders: async (uris: string[]) => ({
      done: uris.length,
      folders: uris.map((uri) => describe(at(uri))),
    }),
    state: async (uri: string) => ({ ...describe(at(uri)), uidValidity: at(uri).uidValidity }),
    askServer: async (uri: string) => ({
      messages: at(uri).mail.length,
      uidNext: uidNext(at(uri)),
    }),
    refresh: async () => true,
    keys: async (uri: string) => at(uri).mail.map(({ key }) => key),
    rows: async (uri: string, keys: number[]) => some(uri, keys).map(asRow),
    marks: async (uri: string, keys: ArrayBuffer, mask: number) =>
      marksOf(some(uri, [...new Uint32Array(keys)]).map(asRow), keys, mask),
    withoutBody: async () => [],
    fetchBodies: async () => undefined,
    release: async () => undefined,
    quota: async () => [],
    read: async (uri: string, keys: number[]) => {
      passTime(20_000);
      const found = some(uri, keys.slice(0, messagesPerRead));
      const bytes = new Uint8Array(found.reduce((sum, mail) => sum + mail.bytes.length, 0));
      let offset = 0;
      const messages = found.map((mail) => {
        const part = { key: mail.key, row: asRow(mail), offset, length: mail.bytes.length };
        bytes.set(mail.bytes, offset);
        offset += mail.bytes.length;
        return part;
      });
      return { messages, bytes: bytes.buffer };
    },
  };
}

function mailSettings(program: MailProgram) {
  const server = (account: string, type: string) => ({
    account,
    type,
    user: "ann",
    host: "mail.example.nl",
    baseDomain: "example.nl",
    locked: [],
    booleans: {},
    numbers: {},
    texts: {},
    store: "mbox",
    folderPath: "/profile/mail",
  });
  return {
    servers: async () => [server(imapAccount, "imap"), server(localAccount, "none")],
    disk: async () => ({
      profilePath: "/profile",
      profileFree: 1e12,
      accountFree: {},
      mboxOver4Gb: true,
    }),
    connection: async () => ({ offline: false, passwordNeeded: false, signInNeeded: false }),
    serverFolders: async (account: string) => ({
      delimiter: "/",
      folders: program.folders
        .filter((folder) => folder.account === account)
        .map(({ name }) => ({ path: name, subscribed: true, selectable: true })),
    }),
  };
}

/** What the add-on keeps in storage.local; every write is a change in the disk's log. */
const storage = (disk: PowerDisk) => ({
  local: {
    get: async (key: string) => {
      const text = disk.memory().get(key);
      return text === undefined ? {} : { [key]: JSON.parse(text) };
    },
    set: async (values: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(values)) disk.remember(key, JSON.stringify(value));
    },
  },
});

const account = (id: string, type: string, name: string) => ({
  id,
  name,
  type,
  identities: type === "imap" ? [{ email: "ann@example.nl" }] : [],
});

/** Puts the imitated Thunderbird in its place, as it is right after a start. */
export function startProgram(program: MailProgram, disk: PowerDisk): void {
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("messenger", {
    accounts: {
      list: async () => [
        account(imapAccount, "imap", "ann@example.nl"),
        account(localAccount, "none", "Local Folders"),
      ],
    },
    messages: { tags: { list: async () => [] } },
    storage: storage(disk),
    backupDisk: diskExperiment(disk, program.prefs),
    mailStore: mailStore(program, passTime),
    mailSettings: mailSettings(program),
  });
}

let clock = 0;
const passTime = (ms: number) => {
  clock += ms;
};

/** Waiting takes no time here: a timer fires at once, and the clock stands where it would have stood. */
export function letTimeFly(): void {
  vi.stubGlobal("performance", { now: () => clock });
  vi.stubGlobal("setTimeout", (run: () => void, ms = 0) => {
    passTime(ms);
    return setImmediate(run);
  });
  vi.stubGlobal("clearTimeout", clearImmediate);
  vi.stubGlobal("setInterval", () => 0);
  vi.stubGlobal("clearInterval", () => undefined);
  Object.assign(browser.runtime, {
    getManifest: () => ({ version: "0" }),
    getBrowserInfo: async () => ({ version: "153.0" }),
  });
}
