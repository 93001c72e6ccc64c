import { showsPartOf } from "../backup/possible-caps";
import type { Values } from "../reason";
import type {
  AccountEvidence,
  Answer,
  BackupEvidence,
  SafeReason,
  SafeToDelete,
  UnsafeFolder,
} from "./answer";

/** A verdict is believed for so long, in milliseconds: a mailbox goes on living. */
const anHour = 3_600_000;

interface Judged {
  /** What is known not to be in the backup. */
  no: SafeReason[];
  folders: UnsafeFolder[];
  /** What is not known. */
  unknown: SafeReason[];
}

const because = (code: SafeReason["code"], values: Values = {}): SafeReason => ({ code, values });

type Manifest = NonNullable<BackupEvidence["manifest"]>;

/** Folders of which something is missing, by what the backup says and by what Thunderbird shows now. */
function unsafeFolders(manifest: Manifest, { folders }: AccountEvidence): UnsafeFolder[] {
  const unsafe: UnsafeFolder[] = [];
  const records = manifest.folders.filter(({ present }) => present);
  const here = new Map((folders ?? []).map((folder) => [folder.path, folder]));
  for (const { path, name, leftOut, verdict } of records) {
    const rows = here.get(path)?.rows ?? 0;
    const saved = verdict?.saved ?? 0;
    const expected = Math.max(verdict?.server ?? 0, verdict?.rows ?? 0);
    const add = (why: UnsafeFolder["why"], count: number) => unsafe.push({ name, why, count });
    if (leftOut) add("left-out", Math.max(0, rows - saved));
    else if (verdict?.reason?.code === "folder-not-shown") add("hidden", expected - saved);
    else if (verdict?.state === "incomplete" || expected > saved) {
      add("incomplete", Math.max(0, expected - saved));
    } else if (verdict && rows > saved) add("arrived", rows - saved);
  }
  const known = new Set(records.map(({ path }) => path));
  for (const { path, name, rows } of here.values()) {
    if (!known.has(path)) unsafe.push({ name, why: "absent", count: rows });
  }
  return unsafe;
}

/** What of the verdicts proves nothing now. */
function doubtsAboutVerdicts(manifest: Manifest, account: AccountEvidence, now: number) {
  const counted = manifest.folders.filter((folder) => folder.present && !folder.leftOut);
  const isOf = (at: number) => at <= now && now - at <= anHour;
  const old = counted.filter(({ verdict }) => verdict && !isOf(verdict.at)).length;
  const isProved = ({ verdict }: (typeof counted)[number]) =>
    verdict?.state === "complete" && (account.type !== "imap" || verdict.server !== null);
  const open = counted.filter((one) => !isProved(one) && one.verdict?.state !== "incomplete");
  return [
    ...(counted.length === 0 ? [because("no-folders")] : []),
    ...(old > 0 ? [because("verdicts-old", { count: old })] : []),
    ...(open.length > 0 ? [because("verdicts-unknown", { count: open.length })] : []),
    // The run as a whole may know of more than its folders tell.
    ...(open.length === 0 && manifest.verdict === "unknown" && counted.length > 0
      ? [because("verdicts-unknown", { count: counted.length })]
      : []),
  ];
}

/** What the disk and the last reading leave open. */
function doubtsAboutFiles(backup: BackupEvidence, manifest: Manifest): SafeReason[] {
  const { reading, onProfileDisk, remembered, path } = backup;
  const last = Math.max(
    manifest.endedAt ?? Number.POSITIVE_INFINITY,
    ...manifest.folders.map(({ verdict }) => verdict?.at ?? 0),
  );
  const doubts: SafeReason[] = [];
  if (manifest.sequence < remembered) doubts.push(because("backup-older"));
  if (manifest.endedAt === null) doubts.push(because("backup-unfinished"));
  else if (!reading || reading.startedAt < last) doubts.push(because("not-read-again"));
  if (reading && reading.hitCount === 0 && reading.damages.length > 0) {
    doubts.push(because("files-damaged"));
  }
  if (onProfileDisk === null) doubts.push(because("disk-unknown", { path }));
  if (onProfileDisk === true) doubts.push(because("same-disk", { path }));
  return doubts;
}

/** What the kind of account and its provider leave open, whatever the backup holds. */
function doubtsAboutAccount({ type, host, folders }: AccountEvidence): SafeReason[] {
  const provider = showsPartOf(host);
  const isExchange = type === "ews" || type === "graph";
  const isTried = isExchange || ["imap", "pop3", "none", "local"].includes(type);
  return [
    ...(provider ? [because(provider)] : []),
    ...(isExchange ? [because("exchange")] : []),
    ...(isTried ? [] : [because("type-unknown")]),
    ...(folders === null ? [because("folders-unknown")] : []),
  ];
}

function judgeOne(backup: BackupEvidence, account: AccountEvidence, now: number): Judged {
  const { isThere, manifest, path, reading, popLacking } = backup;
  const unknown = doubtsAboutAccount(account);
  const judged: Judged = { no: [], folders: [], unknown };
  if (!isThere || !manifest) {
    unknown.push(
      isThere ? because("backup-unreadable", { path }) : because("place-away", { path }),
    );
    return judged;
  }
  judged.folders = unsafeFolders(manifest, account);
  if (reading && reading.hitCount > 0) {
    judged.no.push(because("messages-damaged", { count: reading.hitCount }));
  }
  if (account.type === "pop3") {
    if (popLacking === null) unknown.push(because("pop-unknown"));
    else if (popLacking > 0) judged.no.push(because("pop-lacking", { count: popLacking }));
  }
  const caps = manifest.possibleCaps ?? [];
  unknown.push(
    ...doubtsAboutVerdicts(manifest, account, now),
    ...doubtsAboutFiles(backup, manifest),
    ...caps.map(({ folder, count }) => because("possibly-capped", { folder, messages: count })),
  );
  // Nothing above says what is missing, and the run itself says that something is.
  if (manifest.verdict === "incomplete" && judged.folders.length + judged.no.length === 0) {
    unknown.push(because("verdicts-unknown", { count: manifest.folders.length }));
  }
  return judged;
}

const answerOf = ({ no, folders, unknown }: Judged): Answer =>
  no.length > 0 || folders.length > 0 ? "no" : unknown.length > 0 ? "unknown" : "yes";

const rank: Record<Answer, number> = { yes: 0, unknown: 1, no: 2 };

/**
 * Whether every message of an account is in one of its backups, read back and on another disk. "No" only where
 * something is known to be missing from each of them, "yes" only where nothing at all is left open.
 */
export function judgeSafety(
  account: AccountEvidence,
  backups: readonly BackupEvidence[],
  now: number,
): SafeToDelete {
  const best = backups
    .map((backup) => ({ backup, judged: judgeOne(backup, account, now) }))
    .map((one) => ({ ...one, answer: answerOf(one.judged) }))
    .sort((a, b) => rank[a.answer] - rank[b.answer])[0];
  if (!best) {
    return { answer: "no", at: now, backup: null, reasons: [because("no-backup")], folders: [] };
  }
  const { answer, backup, judged } = best;
  const { backupId, path } = backup;
  const reasons = [...judged.no, ...judged.unknown];
  return { answer, at: now, backup: { backupId, path }, reasons, folders: judged.folders };
}
