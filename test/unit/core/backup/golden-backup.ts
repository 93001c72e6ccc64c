import { makeEntry, type Row } from "../../../../src/core/backup/entry";
import {
  chainStart,
  type IndexLine,
  type MessageLine,
  writeLines,
} from "../../../../src/core/backup/index-line";
import { type Manifest, manifestText } from "../../../../src/core/backup/manifest";
import { joinBytes } from "../../../../src/core/mbox/from-lines";
import { bytesOf } from "../mbox/random";
import { byUid, rowOf, runAt } from "./entries";
import { hashing } from "./hashing";
import { manifestOf, recordOf } from "./manifests";

/** What the golden backup holds: as nasty as three messages can be. */
export const nastyMessages: { message: Uint8Array; row: Partial<Row>; suspect?: boolean }[] = [
  {
    // From lines of every depth, in the header block too; Latin-1; a bare CR; a NUL; no final line end.
    message: bytesOf(
      "Received: from a (b (c)) by d; Fri, 31 Jul 2026 11:00:00 +0200\r\n" +
        "From the header block\r\nSubject: caf\xe9\r\n\r\n" +
        "From a@b.example Thu Jan  1 00:00:00 1970\r\n>From b\r\n>>From c\r\nFrom: d\r\n\r\r\n\0\nFrom",
    ),
    row: {
      flags: 0x1007,
      keywords: "work $label1",
      subject: 'caf\u00e9 \u{1f600} "quoted" \\ \u2028',
      from: "Jos\u00e9 <jose@example.org>",
    },
  },
  {
    message: bytesOf(""),
    row: { messageId: "md5:0000", subject: "", from: "", date: 0, flags: 0 },
  },
  {
    // Begins as Thunderbird's own lines do, has LF line ends, and is not as long as the server says.
    message: bytesOf("X-UIDL: 17\nX-Mozilla-Status: 0009\nFrom nobody\n\n>From \n"),
    row: { serverSize: 60, size: 60, from: "no address at all", flags: 0x200c08 },
    suspect: true,
  },
];

/** The golden backup's files, made by the code from fixed inputs. */
export async function goldenFiles(): Promise<Record<string, Uint8Array>> {
  const { accountUid } = manifestOf();
  const record = recordOf({ name: "Inbox", uidValidity: 1_700_000_000 });
  const parts: Uint8Array[] = [];
  const messages: MessageLine[] = [];
  let length = 0;
  for (const [i, { message, row, suspect = false }] of nastyMessages.entries()) {
    const details = { runAt, uidl: null, suspect };
    const whole = rowOf({ key: 100 + i, ...row });
    const entry = await makeEntry(whole, byUid, message, details, hashing);
    const { t, ...fields } = entry.line;
    messages.push({ t, n: i + 1, volume: "Inbox.mbox", offset: length, ...fields });
    parts.push(...entry.parts);
    length += entry.line.length;
  }
  const later = runAt + 86_400_000;
  const events: IndexLine[] = [
    { t: "flags", n: 1, at: later, flags: ["read"], tags: [] },
    { t: "gone", n: 2, at: later },
    { t: "gone", n: 3, at: later },
    {
      t: "ref",
      of: 3,
      at: later,
      uid: 110,
      uidValidity: 1_700_000_000,
      size: 60,
      flags: [],
      tags: [],
    },
  ];
  const start = chainStart(hashing, accountUid, record.id);
  const { texts, chain } = await writeLines([...messages, ...events], start, hashing);
  const index = texts.join("");
  const manifest: Manifest = manifestOf({
    folders: [
      {
        ...record,
        indexLength: Buffer.byteLength(index),
        chain,
        volumes: [{ file: "Inbox.mbox", length, readAt: later }],
        messages: 3,
        bytes: messages.reduce((sum, { size }) => sum + size, 0),
        gone: 1,
        verdict: {
          state: "complete",
          at: later,
          server: 2,
          rows: 2,
          bodies: 2,
          saved: 2,
          altered: 1,
        },
      },
      recordOf({
        id: "22222222-2222-4333-8444-555555555555",
        path: "INBOX/Work",
        name: "Work",
        role: null,
        index: "Inbox.sbd/Work.jsonl",
        chain: chainStart(hashing, accountUid, "22222222-2222-4333-8444-555555555555"),
        verdict: {
          state: "incomplete",
          at: later,
          server: null,
          rows: 5,
          bodies: 0,
          saved: 0,
          altered: 0,
          reason: { code: "server-looks-different", values: { messages: 1 } },
        },
      }),
    ],
    verdict: "incomplete",
  });
  return {
    "Inbox.mbox": joinBytes(parts),
    "Inbox.jsonl": new TextEncoder().encode(index),
    "backup.json": new TextEncoder().encode(await manifestText(manifest, hashing)),
  };
}
