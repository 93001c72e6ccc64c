import { chainStart } from "../../../../src/core/backup/index-line";
import {
  type FolderRecord,
  formatVersion,
  type Manifest,
} from "../../../../src/core/backup/manifest";
import { hashing } from "./hashing";

export const recordOf = (changes: Partial<FolderRecord> = {}): FolderRecord => ({
  id: "11111111-2222-4333-8444-555555555555",
  path: "INBOX",
  delimiter: "/",
  name: "Inbox",
  role: "inbox",
  subscribed: true,
  present: true,
  uidValidity: 1_700_000_000,
  index: "Inbox.jsonl",
  indexLength: 0,
  chain: chainStart(hashing, "aaaaaaaa-2222-4333-8444-555555555555", changes.id ?? ""),
  volumes: [],
  messages: 0,
  bytes: 0,
  gone: 0,
  verdict: null,
  ...changes,
});

export const manifestOf = (changes: Partial<Manifest> = {}): Manifest => ({
  format: formatVersion,
  minReader: formatVersion,
  checksum: "",
  sequence: 3,
  accountUid: "aaaaaaaa-2222-4333-8444-555555555555",
  type: "imap",
  user: "anna",
  host: "mail.example.org",
  address: "anna@example.org",
  writer: "bbbbbbbb-2222-4333-8444-555555555555",
  program: { postwacht: "0.1.0", thunderbird: "153.0" },
  tags: [{ key: "$label1", name: "Important", color: "#FF0000" }],
  endedAt: Date.UTC(2026, 7, 1, 12, 1),
  verdict: "complete",
  folders: [],
  ...changes,
});
