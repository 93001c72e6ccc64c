import type { IndexLine } from "../backup/index-line";

/**
 * Counts what a folder of the backup held at a moment, from its index lines in their order: what a later run saw
 * go still counts, and what came under another numbering, from a mailbox that took its place, does not.
 */
export function heldThen(
  id: string,
  at: number,
  uidValidity: number | null,
): { take(line: IndexLine): void; count(): number } {
  const held = new Set<string>();
  const isOther = (other: number | undefined) =>
    Boolean(uidValidity) && other !== undefined && other !== uidValidity;
  return {
    take(line) {
      if (line.t === "msg") {
        if (!isOther(line.uidValidity)) held.add(`${id} ${line.n}`);
      } else if (line.t === "ref") {
        if (line.at <= at && !isOther(line.uidValidity)) {
          held.add(`${line.folder ?? id} ${line.of}`);
        }
      } else if (line.t === "gone" && line.at <= at) {
        held.delete(`${line.folder ?? id} ${line.n}`);
      }
    },
    count: () => held.size,
  };
}
