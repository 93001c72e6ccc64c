import { type Known, realMessageId, recognise, type SeenRow } from "./known";

/**
 * How many of a folder's messages agree in number, Message-ID and size with what the backup knows under another
 * name; 0 where that does not prove that it is the same folder: one message under a known number is another one,
 * or less than half of those that should be known are.
 */
export function agreeingMessages(
  known: Known,
  rows: readonly SeenRow[],
  numbers: "uid" | "key",
): number {
  let [agreeing, unknown] = [0, 0];
  const highest = [...known.byKey.keys()].reduce((most, key) => Math.max(most, key), 0);
  for (const row of rows) {
    const message = known.byKey.get(row.key);
    if (!message) {
      // What came after the last run lies above; what lies below could not be saved then.
      if (row.key <= highest) unknown++;
    } else if (recognise(known, row, numbers)) {
      agreeing++;
    } else if (numbers === "uid" || realMessageId(row.messageId) !== "") {
      return 0;
    }
  }
  return agreeing >= unknown ? agreeing : 0;
}
