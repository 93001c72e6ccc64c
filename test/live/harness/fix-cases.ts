import { describe, expect, it } from "vitest";
import type { FixPlan, Receipt } from "../../../src/core/fix/fix-plan";
import { findingIn, fix, type PrefValue, refusal, reportNow, settingsNow, written } from "./fixes";
import { request } from "./pages";
import type { Session } from "./session";

/** An account in a bad state: the check, its settings, what is written, and whether it can be taken back. */
export interface Case {
  check: string;
  bad: Record<string, PrefValue>;
  changes: string[];
  good: Record<string, PrefValue>;
  undo: FixPlan["undo"];
}

/**
 * For each case: the finding is there, the plan says what it writes, Thunderbird then has it, the
 * finding is gone; and it is taken back where that is safe, and not where it deletes.
 */
export function playCases(
  session: () => Session,
  cases: readonly Case[],
  accountOf: (index: number) => string,
): void {
  const foundNow = async (check: string, account: string) =>
    findingIn(await reportNow(session()), check, account);
  describe.each(cases.map((one, index) => [one.check, one, index] as const))(
    "the fix for %s",
    (check, { bad, changes, good, undo }, index) => {
      const account = accountOf(index);
      const names = Object.keys(bad);
      let receipt: Receipt;

      it("is shown, writes just that, and the finding is gone", async () => {
        const finding = await foundNow(check, account);
        expect(finding).toBeDefined();
        expect(await settingsNow(session(), account, names)).toEqual(bad);
        const done = await fix(session(), finding?.id ?? "");
        receipt = done.receipt;
        expect(written(done.plan.changes)).toEqual(changes);
        expect(done.plan).toMatchObject({ check, undo, removes: null, fetch: null });
        expect(receipt).toMatchObject({ check, undo, changes: done.plan.changes });
        expect(await settingsNow(session(), account, names)).toEqual({ ...bad, ...good });
        expect(await foundNow(check, account)).toBeUndefined();
      });

      it.runIf(undo === "safe")("is taken back by one click", async () => {
        await request(session().thunderbird, "options", {
          type: "fix.undo",
          receiptId: receipt.id,
        });
        expect(await settingsNow(session(), account, names)).toEqual(bad);
        expect(await foundNow(check, account)).toBeDefined();
        const again = { type: "fix.undo", receiptId: receipt.id };
        expect(await refusal(session(), again)).toBe("fix-not-needed");
      });

      it.runIf(undo === "guarded")("is not taken back without a proved backup", async () => {
        const undoing = { type: "fix.undo", receiptId: receipt.id };
        const plan = await request<FixPlan>(session().thunderbird, "options", {
          type: "fix.planUndo",
          receiptId: receipt.id,
        });
        expect(plan).toMatchObject({ undo: "guarded", cover: "none" });
        expect(await refusal(session(), undoing)).toBe("backup-first");
        expect(await refusal(session(), { ...undoing, planHash: plan.hash })).toBe("backup-first");
        expect(await settingsNow(session(), account, names)).toEqual({ ...bad, ...good });
      });

      it.runIf(undo === "none")("is never taken back", async () => {
        const undoing = { type: "fix.undo", receiptId: receipt.id };
        expect(await refusal(session(), undoing)).toBe("bad-request");
      });
    },
  );
}
