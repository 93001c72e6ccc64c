import type { Receipt } from "../../core/fix/fix-plan";
import { Refusal } from "../../core/refusal";
import { changeStored, readStored } from "../../thunderbird/storage";

/** What was changed longer ago than so many clicks can still be seen in Thunderbird itself. */
const mostKept = 100;

/** Keeps a receipt, the newest first, in the place of one with the same id; one of no change is none. */
export async function keepReceipt(receipt: Receipt): Promise<void> {
  await changeStored("receipts", (kept) => {
    const list = (kept ?? []).filter(({ id }) => id !== receipt.id || receipt.changes.length > 0);
    if (receipt.changes.length === 0) return list;
    return list.some(({ id }) => id === receipt.id)
      ? list.map((each) => (each.id === receipt.id ? receipt : each))
      : [receipt, ...list].slice(0, mostKept);
  });
}

/** Throws a Refusal where there is no such receipt. */
export async function receiptOf(id: string): Promise<Receipt> {
  const receipt = (await readStored("receipts"))?.find((each) => each.id === id);
  if (!receipt) throw new Refusal("bad-request");
  return receipt;
}
