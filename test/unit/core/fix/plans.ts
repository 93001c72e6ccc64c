import type { Finding } from "../../../../src/core/checkup/report";
import type { Snapshot } from "../../../../src/core/checkup/snapshot";
import type { SettingChange } from "../../../../src/core/fix/fix-plan";
import { planFix } from "../../../../src/core/fix/plan-fix";
import { Refusal } from "../../../../src/core/refusal";

/** A finding of a check, as the report has it; a plan looks at nothing in it but this. */
export const finding = (check: string, subject: Partial<Finding["subject"]> = {}): Finding => ({
  id: `${check}:p`,
  fingerprint: "",
  check,
  severity: "high",
  subject: { accounts: ["p"], ...subject },
  values: {},
  action: "fix",
});

/** What a plan writes: `account[/folder] setting from>to`, in its order. */
export const written = (changes: readonly SettingChange[]): string[] =>
  changes.map(
    ({ account, folder, setting, from, to }) =>
      `${folder ? `${account}/${folder}` : account} ${setting} ${from}>${to}`,
  );

export const planOf = (check: string, snapshot: Snapshot, subject = {}) =>
  planFix(finding(check, subject), snapshot).plan;

/** The code of what is thrown. */
export function refusalOf(work: () => unknown): string | null {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.reason.code;
    throw error;
  }
  return null;
}
