import type { FolderVerdict } from "../../../../src/core/backup/manifest";
import type { AccountEvidence, BackupEvidence } from "../../../../src/core/safe-to-delete/answer";
import { judgeSafety } from "../../../../src/core/safe-to-delete/judge";

/** An account and a backup of it that are safe in every way, unless a test says otherwise. */
export const now = Date.UTC(2026, 10, 23, 12);
export const minute = 60_000;

type Manifest = NonNullable<BackupEvidence["manifest"]>;
export type Folder = Manifest["folders"][number];

export const verdict = (more: Partial<FolderVerdict> = {}): FolderVerdict => ({
  state: "complete",
  at: now - 10 * minute,
  server: 5,
  rows: 5,
  bodies: 5,
  saved: 5,
  altered: 0,
  ...more,
});

export const folder = (more: Partial<Folder> = {}): Folder => ({
  path: "INBOX",
  name: "Inbox",
  present: true,
  verdict: verdict(),
  messages: 5,
  ...more,
});

export const manifest = (more: Partial<Manifest> = {}): Manifest => ({
  endedAt: now - 9 * minute,
  verdict: "complete",
  sequence: 7,
  folders: [folder()],
  ...more,
});

export const reading = (more: object = {}) => ({
  startedAt: now - 8 * minute,
  hitCount: 0,
  damages: [],
  ...more,
});

export const backup = (more: Partial<BackupEvidence> = {}): BackupEvidence => ({
  backupId: "b1",
  path: "/stick",
  isThere: true,
  manifest: manifest(),
  remembered: 7,
  onProfileDisk: false,
  reading: reading(),
  popLacking: null,
  ...more,
});

export const inbox = { path: "INBOX", name: "Inbox", rows: 5 };
export const account = (more: Partial<AccountEvidence> = {}): AccountEvidence => ({
  type: "imap",
  host: "mail.example.nl",
  folders: [inbox],
  ...more,
});

export const judge = (one: Partial<BackupEvidence> = {}, of: Partial<AccountEvidence> = {}) =>
  judgeSafety(account(of), [backup(one)], now);
