import type { LookRow } from "../../../src/core/look/list-messages";
import type { LookedMessage } from "../../../src/protocol/look";

export const row = (n: number, more: Partial<LookRow> = {}): LookRow => ({
  folder: "f1",
  holder: "f1",
  n,
  from: "Ann <ann@example.nl>",
  subject: `Subject ${n}`,
  date: 1_000_000_000_000,
  size: 2000,
  goneAt: null,
  flags: ["read"],
  tags: [],
  ...more,
});

export const message = (more: Partial<LookedMessage> = {}): LookedMessage => ({
  from: "Ann <ann@example.nl>",
  to: "bob@example.com",
  cc: "",
  subject: "Subject 1",
  date: "Fri, 31 Jul 2026 11:00:00 +0200",
  text: "Hello",
  fromHtml: false,
  textCut: false,
  attachments: [],
  size: 2000,
  whole: true,
  onlyBeginning: false,
  ...more,
});

export const folders = {
  name: "ann@example.nl",
  isCurrent: true,
  folders: [
    { id: "f1", name: "Inbox", path: "INBOX", messages: 3, gone: 1, present: true },
    { id: "f2", name: "Old", path: "Old", messages: 1, gone: 0, present: false },
  ],
  tags: [{ key: "$label1", name: "Important" }],
};

export const list = (rows: LookRow[], more: object = {}) => ({
  rows,
  matched: rows.length,
  next: null,
  unread: 0,
  ...more,
});

/** What the requests of the section answer, unless a test says otherwise. */
export const replies = () => ({
  "backup.readings": { opened: [], readings: {} },
  "look.folders": folders,
  "look.list": list([row(1), row(2, { folder: "f2", holder: "f1", goneAt: 1 })]),
  "look.read": message(),
});
