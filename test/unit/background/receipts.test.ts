import { beforeEach, expect, it } from "vitest";
import { keepReceipt, receiptOf } from "../../../src/background/fix/receipts";
import type { Receipt } from "../../../src/core/fix/fix-plan";

const stored = new Map<string, unknown>();

beforeEach(() => {
  stored.clear();
  Object.assign(globalThis, {
    messenger: {
      storage: {
        local: {
          get: async (key: string) => (stored.has(key) ? { [key]: stored.get(key) } : {}),
          set: async (values: object) => {
            for (const [key, value] of Object.entries(structuredClone(values))) {
              stored.set(key, value);
            }
          },
        },
      },
    },
  });
});

const receipt = (id: string, changes: number): Receipt => ({
  id,
  finding: "f",
  check: "c",
  subject: "ann@example.nl",
  at: 1,
  changes: Array.from({ length: changes }, () => ({
    account: "a",
    setting: "leaveOnServer" as const,
    from: false,
    to: true,
  })),
  undo: "guarded",
});

const ids = () => (stored.get("receipts") as Receipt[]).map(({ id }) => id);

it("keeps the newest first, and one receipt in its place when it grows", async () => {
  await keepReceipt(receipt("one", 1));
  await keepReceipt(receipt("two", 1));
  await keepReceipt(receipt("one", 2));
  expect(ids()).toEqual(["two", "one"]);
  expect((await receiptOf("one")).changes).toHaveLength(2);
});

it("keeps none of a fix whose only change was refused", async () => {
  await keepReceipt(receipt("one", 1));
  await keepReceipt(receipt("two", 1));
  await keepReceipt(receipt("two", 0));
  expect(ids()).toEqual(["one"]);
  await expect(receiptOf("two")).rejects.toThrow("bad-request");
});
