/**
 * Why a fact is missing or a request failed: a code from one closed list with its values.
 * The sentences stand in `_locales` under `reason_<code>`; a house test keeps the two in step.
 */
export const reasonCodes = [
  // What Thunderbird could not tell or do.
  "experiment-absent",
  "offline",
  "password-needed",
  "sign-in-needed",
  "not-asked-yet",
  "seen-too-briefly",
  "server-unreachable",
  "server-refused",
  "server-silent",
  "account-gone",
  "account-has-backup",
  "account-type-unknown",
  "value-unreadable",
  "device-unknown",
  "quota-not-told",
  "folder-gone",
  "folder-locked",
  "folder-has-offline-changes",
  "folder-not-shown",
  "folder-name-misread",
  "folder-unreadable",
  "check-failed",
  // Changing a setting.
  "setting-locked",
  "setting-changed-meanwhile",
  "setting-not-kept",
  "fix-not-needed",
  "fix-too-big",
  "backup-first",
  // Why a message is not in the backup, or a folder is not complete.
  "body-not-fetched",
  "message-partial",
  "message-unreadable",
  "message-changed",
  "read-back-differs",
  "server-looks-different",
  "still-changing",
  "service-not-tried",
  "not-listed",
  // Why something is missing from saved address books.
  "contact-unreadable",
  "photo-unreadable",
  "contacts-not-listed",
  "contacts-read-back-differs",
  // Why a message that was saved is not whole any more.
  "message-damaged",
  "message-cut",
  "message-file-missing",
  "message-not-proved",
  // Putting mail back.
  "folder-not-made",
  "restore-folder-in-use",
  "target-filters-on",
  "target-refused",
  "target-unreadable",
  "target-deletes-old",
  "target-keeps-count",
  "nothing-to-restore",
  "no-room-for-restore",
  "no-room-for-rehearsal",
  "rehearsal-needs-mbox",
  "message-came-back-different",
  "no-quota-for-restore",
  "message-not-for-server",
  "message-not-arrived",
  "index-damaged",
  // The backup folder and what is in it.
  "no-backup-folder",
  "backup-folder-missing",
  "backup-folder-foreign",
  "backup-folder-refused",
  "backup-folder-in-use",
  "backup-damaged",
  "backup-too-new",
  "backup-older-than-remembered",
  "backup-profile-copied",
  "backup-file-short",
  "no-backup-there",
  "no-mbox-there",
  "disk-full",
  "no-room-for-backup",
  "no-room-for-fetching",
  "room-ran-out",
  "mail-room-ran-out",
  "disk-write-failed",
  "disk-read-failed",
  // Requests from a page.
  "busy",
  "cancelled",
  "interrupted-too-often",
  "bad-request",
  "nothing-to-back-up",
  "report-not-saved",
  "message-not-saved",
  "internal",
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

/** Values that a sentence shows: names, counts, seconds since the epoch, byte counts. */
export type Values = Record<string, string | number>;

export interface Reason {
  code: ReasonCode;
  values: Values;
}

export const reason = (code: ReasonCode, values: Values = {}): Reason => ({ code, values });
