import type { PlaceSummary } from "../../../src/core/backup/place-summary";
import { actionFor } from "../../../src/core/checkup/check";
import { checks } from "../../../src/core/checkup/checks/index";
import type {
  Action,
  Finding,
  NotKnown,
  Outcome,
  Severity,
} from "../../../src/core/checkup/report";
import { defaultThresholds, thresholdBounds } from "../../../src/core/checkup/thresholds";
import type { Job } from "../../../src/core/job";
import type { Values } from "../../../src/core/reason";
import type { BackupSummary, Estimate, Overview } from "../../../src/protocol";
import browser from "../fakes/browser";

export const minute = 60_000;
export const day = 86_400_000;

export const finding = (
  check: string,
  severity: Severity,
  address: string,
  account: string,
  values: Values = {},
): Finding => ({
  id: `${check}:${account}`,
  fingerprint: "1",
  check,
  severity,
  subject: { accounts: [account], address },
  values: { address, ...values },
  ...does(check, values),
});

/** What the button of such a finding does, as the check itself says. */
function does(id: string, { kind }: Values): { action?: Action } {
  const action = actionFor(checks.find((check) => check.id === id)?.action, kind);
  return action ? { action } : {};
}

export const outcome = (
  check: string,
  findings: Finding[],
  notKnown: NotKnown[] = [],
): Outcome => ({
  check,
  state: findings.length > 0 ? "found" : notKnown.length > 0 ? "unknown" : "fine",
  findings,
  notKnown,
  ...(notKnown[0] ? { reason: notKnown[0].reason } : {}),
});

/** Mail stays three days on the server: the finding that most tests use. */
export const short = (address: string, account: string, severity: Severity = "high") =>
  finding("pop-short-retention", severity, address, account, { days: 3, count: 3 });

export const backup = (more: Partial<BackupSummary> = {}): BackupSummary => ({
  backupId: "b1",
  place: "m1",
  account: "a1",
  counts: true,
  name: "ann@example.nl",
  folder: "/backups/ann",
  endedAt: Date.now() - 3 * day,
  verdict: "complete",
  messages: 16_812,
  expected: 16_812,
  oldestReading: Date.now() - 3 * day,
  leftOut: [],
  possibleCaps: [],
  ...more,
});

export const place = (more: Partial<PlaceSummary> = {}): PlaceSummary => ({
  place: "m1",
  name: "",
  path: "/backups",
  presence: "here",
  chosen: true,
  accounts: 1,
  verdict: "complete",
  endedAt: Date.now() - 3 * day,
  oldestReading: Date.now() - 3 * day,
  ...more,
});

export const job = (more: Partial<Job> = {}): Job => ({
  id: "j1",
  kind: "backup",
  state: "running",
  startedAt: Date.now() - minute,
  done: { folders: 1, messages: 8120, bytes: 0 },
  total: { folders: 4, messages: 16_812, bytes: 0 },
  missing: [],
  missingCount: 0,
  ...more,
});

/** All is well, unless a test says otherwise. */
export const overview = (outcomes: Outcome[] = [], more: Partial<Overview> = {}): Overview => ({
  report: {
    version: 1,
    takenAt: Date.now() - 5 * minute,
    outcomes: outcomes.length > 0 ? outcomes : [outcome("pop-days-invalid", [])],
  },
  accounts: [
    { id: "a1", name: "Ann", type: "pop3", emails: ["ann@example.nl"] },
    { id: "a2", name: "Bakkerij", type: "imap", emails: ["info@bakkerij.example"] },
  ],
  backupFolder: { path: "/backups", reachable: true },
  backups: [backup()],
  places: [place()],
  orAnotherPlace: false,
  job: null,
  offline: false,
  experiments: true,
  dismissed: [],
  devices: {},
  mailboxAnswers: [],
  receipts: [],
  ...more,
});

/** Answers by request type: a value, a refusal as `{ refused: code }`, or a function of the request. */
export function answer(replies: Record<string, unknown>) {
  browser.runtime.sendMessage.mockImplementation(async (message: { type: string }) => {
    if (!(message.type in replies)) return undefined;
    const given = replies[message.type];
    const value = typeof given === "function" ? await given(message) : given;
    return value && typeof value === "object" && "refused" in value
      ? { ok: false, error: { code: value.refused, values: {} } }
      : { ok: true, value };
  });
}

/** The requests of one type that were sent so far. */
export const asked = (type: string) =>
  browser.runtime.sendMessage.mock.calls
    .map(([message]) => message)
    .filter((one) => one.type === type);

/** What `settings.get` answers. */
export const chosen = {
  settings: {
    thresholds: defaultThresholds,
    notBackedUp: ["a2"],
    leaveOut: { trash: false, junk: false, folders: [] },
  },
  bounds: thresholdBounds,
};

/** What `backup.estimate` answers where nothing is new. */
export const nothingToDo: Estimate = {
  toSave: { messages: 0, bytes: 0 },
  toFetch: { messages: 0, bytes: 0 },
  foldersNotCounted: 0,
  counting: false,
  lacksRoom: null,
};
