import type { SettingName } from "../checkup/server-settings";
import type { Snapshot } from "../checkup/snapshot";
import { known, type Part, wellFormed } from "../part";
import { Refusal } from "../refusal";
import { coverOf } from "./cover";
import { sumOf } from "./fetching";
import type { FixPlan, Receipt, SettingChange } from "./fix-plan";
import { hashOf, undoOf } from "./plan-fix";
import { type Keeping, keepingOf, popRemovals } from "./pop-removals";
import { foldersOf, serverOf, settingOf } from "./reading";

/**
 * How many messages here are removed by a rule that comes back: those older than so many days, or
 * those beyond a number. Counted by the caller, who can go through the rows; not known without it.
 */
export type CountHere = (change: SettingChange) => Part<number>;

/**
 * What taking back would write and delete. The changes come back in the opposite order, so the
 * states between are those that the fix went through. Throws a Refusal: `fix-not-needed` when it was
 * taken back already, `bad-request` when it cannot be, `setting-changed-meanwhile` when something
 * else stands there now, `setting-locked`.
 */
export function planUndo(receipt: Receipt, snapshot: Snapshot, countHere: CountHere): FixPlan {
  const { finding, check, undo } = receipt;
  if (undo === "none") throw new Refusal("bad-request");
  if (receipt.undoneAt !== undefined) throw new Refusal("fix-not-needed");
  const changes = [...receipt.changes].reverse().flatMap((change) => takenBack(snapshot, change));
  if (changes.length === 0) throw new Refusal("fix-not-needed");
  // What is left of a guarded one may be harmless; a harmless one never becomes a guarded one.
  const left = undo === "guarded" ? undoOf(changes) : undo;
  const plan = {
    finding,
    check,
    changes,
    undo: left,
    fetch: null,
    removes: left === "guarded" ? removed(snapshot, changes, countHere) : null,
    cover: left === "guarded" ? coverOf(snapshot, accountsOf(changes)) : null,
  };
  return { hash: hashOf(plan), ...plan };
}

const accountsOf = (changes: readonly SettingChange[]) => [
  ...new Set(changes.map(({ account }) => account)),
];

/** The way back of one change; none where the old value stands there already. */
function takenBack(snapshot: Snapshot, change: SettingChange): SettingChange[] {
  const { account, folder, setting, from, to } = change;
  const now = valueNow(snapshot, change);
  if (now === from) return [];
  if (now !== to) throw new Refusal("setting-changed-meanwhile");
  if (folder === undefined && serverOf(snapshot, account).locked.includes(setting as SettingName)) {
    throw new Refusal("setting-locked", { setting });
  }
  return [{ ...change, from: to, to: from }];
}

function valueNow(snapshot: Snapshot, change: SettingChange): unknown {
  const { account, folder, setting } = change;
  if (folder === undefined) return settingOf(snapshot, account, setting as SettingName);
  const fact = foldersOf(snapshot, account).find(({ path }) => path === folder);
  if (!fact) throw new Refusal("folder-gone");
  if (setting === "keepOffline") return fact.keepOffline;
  const retention = wellFormed(fact.retention);
  if (!retention.ok) throw new Refusal(retention.reason.code, retention.reason.values);
  return retention.value.own ? retention.value.by : undefined;
}

/** Messages that leave the server, or this computer, once the old values are back. */
function removed(
  snapshot: Snapshot,
  changes: readonly SettingChange[],
  countHere: CountHere,
): Part<number> {
  const parts = accountsOf(changes).flatMap((account) => {
    const own = changes.filter((change) => change.account === account);
    const here = own
      .filter(({ setting }) => setting === "retainBy" || setting === "maxAgeDays")
      .map(countHere);
    return own.some(({ setting }) => setting in popSettings)
      ? [popRemovals(snapshot, account, keepingAfter(snapshot, account, own)), ...here]
      : here;
  });
  return parts.length > 0 ? sumOf(parts) : known(0, snapshot.takenAt);
}

const popSettings = { leaveOnServer: true, deleteByAge: true, daysOnServer: true };

function keepingAfter(
  snapshot: Snapshot,
  account: string,
  changes: readonly SettingChange[],
): Keeping {
  const after: Record<string, unknown> = { ...keepingOf(snapshot, account) };
  for (const { setting, to } of changes) if (setting in after) after[setting] = to;
  return after as unknown as Keeping;
}
