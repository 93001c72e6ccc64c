import type { FixPlan, Receipt } from "../../../src/core/fix/fix-plan";

/** A plan that changes two settings and takes no mail away, unless a test says otherwise. */
export const plan = (more: Partial<FixPlan> = {}): FixPlan => ({
  hash: "h1",
  finding: "pop-short-retention:a1",
  check: "pop-short-retention",
  changes: [
    { account: "a1", setting: "leaveOnServer", from: false, to: true },
    { account: "a1", setting: "daysOnServer", from: 3, to: 100 },
  ],
  undo: "safe",
  fetch: null,
  removes: null,
  cover: null,
  ...more,
});

export const receipt = (more: Partial<Receipt> = {}): Receipt => ({
  id: "r1",
  finding: "pop-short-retention:a1",
  check: "pop-short-retention",
  subject: "ann@example.nl",
  at: Date.now(),
  changes: plan().changes,
  undo: "safe",
  ...more,
});
