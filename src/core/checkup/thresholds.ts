/** Limits that the user may change. */
export interface Thresholds {
  /** POP: fewer days on the server than this is a finding. */
  popDays: number;
  /** A backup older than this many days is a finding. */
  backupDays: number;
  /** POP: mail that leaves the server within this many days is a finding. */
  leavingDays: number;
  /** A mailbox that is fuller than this percentage is a finding. */
  mailboxPercent: number;
  /** Junk that is deleted after fewer days than this is a finding of some weight. */
  junkDays: number;
  /** Less free room than this many gigabytes is a finding. */
  freeGb: number;
  /** A folder's file above this many gigabytes is a finding. */
  fileGb: number;
}

export const defaultThresholds: Thresholds = {
  popDays: 30,
  backupDays: 30,
  leavingDays: 7,
  mailboxPercent: 80,
  junkDays: 30,
  freeGb: 1,
  fileGb: 4,
};

/** What each limit may be. Fewer days on the server than a week warn too late; a backup of more than a year ago is none. */
export const thresholdBounds: Record<keyof Thresholds, { least: number; most: number }> = {
  popDays: { least: 7, most: 365 },
  backupDays: { least: 1, most: 365 },
  leavingDays: { least: 1, most: 60 },
  mailboxPercent: { least: 50, most: 94 },
  junkDays: { least: 1, most: 365 },
  freeGb: { least: 1, most: 100 },
  fileGb: { least: 1, most: 100 },
};
