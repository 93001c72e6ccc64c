import type { Part } from "../part";
import type { Values } from "../reason";
import type { Action, Finding, NotKnown, Severity, Subject } from "./report";
import type { Snapshot } from "./snapshot";

/** The parts of a snapshot: everything in it that may be missing. */
export type PartName = {
  [K in keyof Snapshot]-?: Snapshot[K] extends Part<unknown> ? K : never;
}[keyof Snapshot];

type ValueOf<P> = P extends { ok: true; value: infer V } ? V : never;

/** What every check gets, whatever it declares. */
export type Given = Pick<
  Snapshot,
  "takenAt" | "thresholds" | "notBackedUp" | "devices" | "mailboxAnswers" | "contactsSavedAt"
>;

/** What a check gets: the values of its needs, its wants as they are, and what is always there. */
export type Facts<Need extends PartName, Want extends PartName = never> = Given & {
  [K in Need]: ValueOf<Snapshot[K]>;
} & { [K in Want]: Snapshot[K] };

/** Pages of Thunderbird's account settings: server, folders kept here, copies, junk, and the account's own. */
export type SettingsPage =
  | "am-server.xhtml"
  | "am-offline.xhtml"
  | "am-copies.xhtml"
  | "am-junk.xhtml"
  | "am-main.xhtml";

/** A finding before the runner gives it an id and a fingerprint. */
export interface Draft {
  severity: Severity;
  subject: Subject;
  values: Values;
  /**
   * What the fingerprint is made of, for a finding whose values also change by themselves:
   * an age grows every day, and that alone is no news.
   */
  facts?: Values;
}

export interface Found {
  findings: Draft[];
  notKnown: NotKnown[];
}

export interface Check<Need extends PartName = PartName, Want extends PartName = PartName> {
  /** The bad state as a noun; also the name of the file, the docs page and the words. */
  id: string;
  /** Parts that the check cannot do without: where one is missing the outcome is unknown. */
  needs: readonly Need[];
  /** Parts that help; the check is handed them even where they are missing. */
  wants?: readonly Want[];
  /** What the `kind` value of a finding may be; each kind has words of its own. */
  kinds?: readonly string[];
  /**
   * What the main button of a finding does; by kind where the kinds differ. Left out where no click
   * helps: then there is no `action` word either.
   */
  action?: Action | { readonly [kind: string]: Action | null };
  /** The page of Thunderbird's account settings where what the check looks at stands. */
  settingsPage?: SettingsPage;
  /** Names of the values that every finding carries, `kind` aside. A sentence may show no others. */
  values: readonly string[];
  find(facts: Facts<Need, Want>): Found;
}

/** Keeps the types of needs and wants while the check is written down. */
export const check = <Need extends PartName, Want extends PartName = never>(
  it: Check<Need, Want>,
): Check<Need, Want> => it;

/** A draft with the id that stays and the fingerprint that follows the facts. */
export function finding({ id: checkId, action }: Check, draft: Draft): Finding {
  const { severity, subject, values, facts = values } = draft;
  const does = actionFor(action, values.kind);
  return {
    id: [checkId, [...subject.accounts].sort().join("+"), subject.folder].filter(Boolean).join(":"),
    fingerprint: fingerprint([severity, Object.entries(facts).sort()]),
    check: checkId,
    severity,
    subject,
    values,
    ...(does ? { action: does } : {}),
  };
}

/** What the button of a finding of this kind does; null where it has none. */
export function actionFor(action: Check["action"], kind: unknown): Action | null {
  if (typeof action !== "object") return action ?? null;
  return action[String(kind)] ?? null;
}

/**
 * FNV-1a, 64 bits: short, and the same on every computer. It only has to differ, not to be secret.
 * In two halves of 32 bits, because a finding may name thousands of folders and BigInt is slow.
 */
export function fingerprint(facts: unknown): string {
  const text = JSON.stringify(facts);
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let at = 0; at < text.length; at++) {
    low = (low ^ text.charCodeAt(at)) >>> 0;
    // The prime is 2^40 + 0x1b3: what the lower half overflows, and itself eight bits up, go to the upper.
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}
