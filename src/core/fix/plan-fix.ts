import { fingerprint } from "../checkup/check";
import type { Finding } from "../checkup/report";
import type { Snapshot } from "../checkup/snapshot";
import { Refusal } from "../refusal";
import { coverOf } from "./cover";
import type { FetchScope } from "./fetching";
import type { FixPlan, SettingChange, Undo } from "./fix-plan";
import { plannerFor } from "./planners";

/** A plan as pages see it, and where it fetches, which is the background's own business. */
export interface Planned {
  plan: FixPlan;
  scopes: FetchScope[];
}

/**
 * What the button of a finding will write. Throws a Refusal: `bad-request` for a finding without a
 * fix, `setting-locked`, `fix-not-needed`, or why something that it needs to know is not known.
 */
export function planFix(finding: Finding, snapshot: Snapshot): Planned {
  const planner = plannerFor(finding);
  if (!planner || finding.action !== "fix") throw new Refusal("bad-request");
  const changes = planner.changes(snapshot, finding.subject);
  const fetched = planner.fetch?.(snapshot, finding.subject, changes) ?? null;
  if (changes.length === 0 && fetched === null) throw new Refusal("fix-not-needed");
  const popAccounts = (fetched?.scopes ?? []).filter(({ pop }) => pop);
  const plan = {
    finding: finding.id,
    check: finding.check,
    changes,
    undo: planner.final?.(snapshot, changes) ? ("none" as const) : undoOf(changes),
    fetch: fetched?.fetch ?? null,
    removes: null,
    cover:
      popAccounts.length > 0
        ? coverOf(
            snapshot,
            popAccounts.map(({ account }) => account),
          )
        : null,
  };
  return { plan: { hash: hashOf(plan), ...plan }, scopes: fetched?.scopes ?? [] };
}

/** Settings whose old value would remove mail, from the server or from this computer. */
const guarded = new Set<SettingChange["setting"]>([
  "leaveOnServer",
  "deleteByAge",
  "daysOnServer",
  "maxAgeDays",
  "retainBy",
]);

/** Whether changes can be taken back: one that deletes makes the whole a guarded one. */
export function undoOf(changes: readonly SettingChange[]): Undo {
  if (changes.length === 0) return "none";
  return changes.some(({ setting }) => guarded.has(setting)) ? "guarded" : "safe";
}

/**
 * What a user agreed to: what is written, what is removed and how far a backup covers it. How much is
 * fetched may grow by a message between the look and the click.
 */
export function hashOf(plan: Omit<FixPlan, "hash">): string {
  const { finding, check, changes, undo, fetch, removes, cover } = plan;
  const popRemoves = fetch?.popRemoves;
  return fingerprint([
    finding,
    check,
    changes,
    undo,
    fetch === null ? null : [fetch.tooMuch, popRemoves?.ok ? popRemoves.value : null],
    removes?.ok ? removes.value : removes?.reason.code,
    cover,
  ]);
}
