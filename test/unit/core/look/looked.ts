import {
  type IndexLine,
  type MessageLine,
  writeLines,
} from "../../../../src/core/backup/index-line";
import type { FolderRecord } from "../../../../src/core/backup/manifest";
import type { BackupReader } from "../../../../src/core/backup/verify-reading";
import type { Standing } from "../../../../src/core/look/best-rows";
import { listMessages } from "../../../../src/core/look/list-messages";
import { lookFolders } from "../../../../src/core/look/look-folder";
import type { LookQuery } from "../../../../src/core/look/query";
import { mostInEach, readStates } from "../../../../src/core/look/states";
import { hashing } from "../backup/hashing";
import { manifestOf, recordOf } from "../backup/manifests";
import { type Files, readerOf } from "../backup/memory-backup";

const state = { flags: [], tags: [] };

/** A message's line; nothing lies behind it. */
export const message = (n: number, more: Partial<MessageLine> = {}): MessageLine => ({
  t: "msg",
  n,
  volume: "Inbox.mbox",
  offset: n * 1000,
  separatorLength: 50,
  blockLength: 100,
  length: 1000,
  tailLength: 1,
  sha256: "0".repeat(64),
  messageId: `${n}@x`,
  from: "Ann <ann@example.nl>",
  subject: `Subject ${n}`,
  date: n * 1000,
  received: n * 1000,
  receivedFrom: "date",
  size: 849,
  ...state,
  ...more,
});

export interface Given {
  id: string;
  lines: IndexLine[];
}

/** Folders of a backup with these lines in their indexes; the index of `inbox` is `inbox.jsonl`. */
export async function indexes(...given: Given[]) {
  const files: Files = {};
  const records: FolderRecord[] = [];
  for (const { id, lines } of given) {
    const { texts } = await writeLines(lines, "0".repeat(64), hashing);
    const bytes = new TextEncoder().encode(texts.join(""));
    const index = `${id}.jsonl`;
    files[index] = bytes;
    const messages = lines.filter(({ t }) => t === "msg").length;
    records.push(recordOf({ id, name: id, path: id, index, indexLength: bytes.length, messages }));
  }
  return { files, records };
}

/** Asks for a page, as the background does. */
export async function listIn(
  { files, records }: { files: Files; records: FolderRecord[] },
  query: LookQuery = {},
  {
    ids,
    size = 100,
    after = null,
    reader = readerOf(files),
  }: {
    ids?: string[];
    size?: number;
    after?: Standing | null;
    reader?: BackupReader;
  } = {},
) {
  const all = lookFolders(manifestOf({ folders: records }), []);
  const listed = ids ? all.filter(({ id }) => ids.includes(id)) : all;
  const most = await mostInEach(all, reader);
  const states = new Map();
  for (const folder of listed) states.set(folder.id, await readStates(folder, most, reader));
  return listMessages(listed, all, states, reader, query, { size, after });
}
