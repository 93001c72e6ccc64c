import type { FolderFact, Retention, Snapshot } from "../../core/checkup/snapshot";
import type { Receipt, SettingChange } from "../../core/fix/fix-plan";
import type { CountHere } from "../../core/fix/plan-undo";
import { foldersOf, needed, settingOf } from "../../core/fix/reading";
import { missing, type Part } from "../../core/part";
import { asPart } from "../../gather/as-part";
import { listKeys, type MessageRow, readRows, releaseFolder } from "../../thunderbird/mail-store";
import { urisByPath } from "./folder-uris";

const day = 24 * 60 * 60 * 1000;
/** So many rows keep Thunderbird's main thread for about 30 ms. */
const rowsPerCall = 500;
/** Thunderbird's flag of a starred message (nsMsgMessageFlags.Marked). */
const starred = 0x4;
/** Thunderbird's retention leaves these alone. */
const spared = new Set(["drafts", "templates", "outbox"]);

const keyOf = ({ account, folder, setting }: SettingChange) =>
  JSON.stringify([account, folder ?? null, setting]);

/**
 * Goes through the rows that a rule would remove which comes back when this receipt is taken back.
 * What cannot be counted is not known.
 */
export async function countRemovals(receipt: Receipt, snapshot: Snapshot): Promise<CountHere> {
  const counts = new Map<string, Part<number>>();
  for (const change of receipt.changes) {
    if (change.setting !== "retainBy" && change.setting !== "maxAgeDays") continue;
    const count = () => countFor(change, snapshot);
    counts.set(keyOf(change), await asPart(snapshot.takenAt, count));
  }
  return (change) => counts.get(keyOf(change)) ?? missing("not-asked-yet");
}

function countFor(change: SettingChange, snapshot: Snapshot): Promise<number> {
  const { account, folder } = change;
  const folders = foldersOf(snapshot, account);
  if (change.setting === "maxAgeDays") {
    const before = snapshot.takenAt - Number(change.from) * day;
    return countRows(account, folders, (row) => row.body && row.date < before);
  }
  const chosen = folders.filter(({ path, role, retention }) => {
    if (spared.has(role ?? "")) return false;
    return folder === undefined ? !needed(retention).own : path === folder;
  });
  const own = chosen[0];
  const rule = folder === undefined || !own ? ofAccount(snapshot, account) : needed(own.retention);
  return countOld(account, chosen, { ...rule, by: Number(change.from) }, snapshot.takenAt);
}

const ofAccount = (snapshot: Snapshot, account: string): Omit<Retention, "by"> => ({
  days: settingOf(snapshot, account, "retainDays"),
  count: settingOf(snapshot, account, "retainCount"),
  starredToo: settingOf(snapshot, account, "retainStarredToo"),
});

async function countOld(
  account: string,
  folders: readonly FolderFact[],
  { by, days, count, starredToo }: Retention,
  now: number,
): Promise<number> {
  if (by === 3) return folders.reduce((sum, { rows }) => sum + Math.max(0, rows - count), 0);
  const before = now - days * day;
  return countRows(
    account,
    folders,
    ({ date, flags }) => date < before && (starredToo || (flags & starred) === 0),
  );
}

async function countRows(
  account: string,
  folders: readonly FolderFact[],
  counts: (row: MessageRow) => boolean,
): Promise<number> {
  const uris = await urisByPath(account);
  let total = 0;
  for (const { path } of folders) {
    const uri = uris.get(path);
    if (uri === undefined) continue;
    const keys = await listKeys(uri);
    for (let at = 0; at < keys.length; at += rowsPerCall) {
      total += (await readRows(uri, keys.slice(at, at + rowsPerCall))).filter(counts).length;
    }
    await releaseFolder(uri);
  }
  return total;
}
