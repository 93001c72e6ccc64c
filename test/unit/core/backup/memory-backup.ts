import { makeEntry } from "../../../../src/core/backup/entry";
import {
  chainStart,
  type IndexLine,
  type MessageLine,
  writeLines,
} from "../../../../src/core/backup/index-line";
import { type FolderRecord, manifestText } from "../../../../src/core/backup/manifest";
import {
  findManifest,
  planReading,
  verifyAccount,
} from "../../../../src/core/backup/verify-account";
import {
  type BackupReader,
  findings,
  type Watch,
} from "../../../../src/core/backup/verify-reading";
import { joinBytes } from "../../../../src/core/mbox/from-lines";
import { bytesOf, hostileMessage, randomFrom } from "../mbox/random";
import { byUid, rowOf, runAt } from "./entries";
import { hashing } from "./hashing";
import { manifestOf, recordOf } from "./manifests";

export type Files = Record<string, Uint8Array>;

/** A folder of the backup below, with where everything lies. */
export interface MadeFolder {
  record: FolderRecord;
  lines: IndexLine[];
  messages: MessageLine[];
  /** Where each line of the index begins, and its end. */
  places: { from: number; to: number }[];
}

export interface MadeBackup {
  files: Files;
  folders: MadeFolder[];
}

const accountUid = manifestOf().accountUid;

async function makeFolder(
  files: Files,
  record: FolderRecord,
  messages: { volume: string; message: Uint8Array; subject: string }[],
  events: IndexLine[],
): Promise<MadeFolder> {
  const lines: MessageLine[] = [];
  const parts = new Map<string, Uint8Array[]>();
  const lengths = new Map<string, number>();
  for (const [i, { volume, message, subject }] of messages.entries()) {
    const details = { runAt: runAt + i * 1000, uidl: null, suspect: false };
    const row = rowOf({ key: i + 1, subject, messageId: `${i}@${record.id}`, flags: i % 8 });
    const entry = await makeEntry(row, byUid, message, details, hashing);
    const { t, ...fields } = entry.line;
    const offset = lengths.get(volume) ?? 0;
    lines.push({ t, n: i + 1, volume, offset, ...fields });
    parts.set(volume, [...(parts.get(volume) ?? []), ...entry.parts]);
    lengths.set(volume, offset + entry.line.length);
  }
  const all: IndexLine[] = [...lines, ...events];
  const start = chainStart(hashing, accountUid, record.id);
  const { texts, chain } = await writeLines(all, start, hashing);
  const index = texts.join("");
  const places: MadeFolder["places"] = [];
  for (const text of texts) {
    const from = places.at(-1)?.to ?? 0;
    places.push({ from, to: from + Buffer.byteLength(text) });
  }
  for (const [volume, bytes] of parts) files[volume] = joinBytes(bytes);
  if (index !== "") files[record.index] = new TextEncoder().encode(index);
  Object.assign(record, {
    indexLength: Buffer.byteLength(index),
    chain,
    volumes: [...lengths].map(([file, length]) => ({ file, length, readAt: runAt })),
    messages: lines.length,
    bytes: lines.reduce((sum, { size }) => sum + size, 0),
  });
  return { record, lines: all, messages: lines, places };
}

const id = (number: number) => `${number}1111111-2222-4333-8444-555555555555`;

/** A whole backup of one account on a disk that is a record of files: three folders, four volumes, hostile mail. */
export async function makeBackup(seed = 1): Promise<MadeBackup> {
  const random = randomFrom(seed);
  const files: Files = {};
  const mails = (folder: string, count: number, second: number) =>
    Array.from({ length: count }, (_, i) => ({
      volume: i < second ? `${folder}.mbox` : `${folder}~2.mbox`,
      subject: `${folder} ${i + 1} \u00e9\u{1f600}`,
      message: joinBytes([
        bytesOf(`Subject: ${folder} ${i + 1}\r\nX-Unique: ${seed}/${folder}/${i}\r\n\r\n`),
        hostileMessage(random, 30),
      ]),
    }));
  const state = { flags: [], tags: [] };
  const inbox = await makeFolder(
    files,
    recordOf({ id: id(1), name: "Inbox" }),
    mails("Inbox", 14, 9),
    [
      { t: "flags", n: 2, at: runAt, flags: ["read"], tags: ["work"] },
      { t: "gone", n: 3, at: runAt },
      { t: "ref", of: 3, at: runAt, uid: 40, uidValidity: 1_700_000_000, size: 9, ...state },
    ],
  );
  const work = await makeFolder(
    files,
    recordOf({ id: id(2), name: "Work", path: "INBOX/Work", index: "Inbox.sbd/Work.jsonl" }),
    mails("Inbox.sbd/Work", 8, 9),
    [],
  );
  const elsewhere = { folder: id(1) };
  const all = await makeFolder(
    files,
    recordOf({ id: id(3), name: "All", path: "All", index: "All.jsonl" }),
    mails("All", 3, 9),
    [
      { t: "ref", of: 5, at: runAt, uid: 9, uidValidity: 1, size: 9, ...state, ...elsewhere },
      { t: "flags", n: 1, at: runAt, ...state },
    ],
  );
  const empty = recordOf({ id: id(4), name: "Empty", path: "Empty", index: "Empty.jsonl" });
  empty.chain = chainStart(hashing, accountUid, empty.id);
  const records = [inbox.record, work.record, all.record, empty];
  const text = async (sequence: number) =>
    new TextEncoder().encode(
      await manifestText(manifestOf({ sequence, folders: records }), hashing),
    );
  files["backup.previous.json"] = await text(6);
  files["backup.json"] = await text(7);
  files["report.html"] = bytesOf("<html></html>");
  return { files, folders: [inbox, work, all] };
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const readerOf = (files: Files): BackupReader => ({
  length: async (file) => files[file]?.length ?? null,
  async read(file, offset, length) {
    const bytes = files[file];
    if (!bytes) throw new Error(`${file} is not there`);
    return bytes.subarray(offset, offset + length);
  },
  async list(folder) {
    const below = folder === "" ? "" : `${folder}/`;
    const names = new Map<string, number | null>();
    for (const [path, bytes] of Object.entries(files)) {
      if (!path.startsWith(below)) continue;
      const [name = "", ...rest] = path.slice(below.length).split("/");
      names.set(name, rest.length > 0 ? null : bytes.length);
    }
    return [...names].map(([name, length]) => ({
      name,
      folder: length === null,
      length: length ?? 0,
    }));
  },
  text(bytes) {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  },
});

const silent: Watch = { folder() {}, did() {} };

/** Reads a backup as the job does. */
export async function readAll(files: Files, remembered: number | null = null, watch = silent) {
  const found = findings();
  const reader = readerOf(files);
  const manifest = await findManifest(reader, hashing, found, remembered);
  const plan = await planReading(manifest, reader, hashing, found);
  return verifyAccount(manifest, plan, reader, hashing, watch, found);
}
