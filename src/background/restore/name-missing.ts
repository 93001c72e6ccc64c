import { type ReasonCode, reason } from "../../core/reason";
import { noteMissing, type RunContext } from "../backup/run-context";
import type { RestoreSource } from "./restore-source";
import type { Wanted, WantedFolder } from "./wanted-messages";

/** Where a folder of a backup is named for people. */
export const shownName = ({ names }: Pick<WantedFolder, "names">): string => names.join("/");

/** Names a message that is not there as it was saved. */
export function nameMessage(
  context: RunContext,
  source: RestoreSource,
  folder: WantedFolder,
  { line }: Wanted,
  code: ReasonCode,
): void {
  noteMissing(context, {
    account: source.name,
    folder: shownName(folder),
    message: { subject: line.subject, from: line.from, date: line.date },
    reason: reason(code, { file: line.volume }),
  });
}

/** Names a folder whose index does not tell of all its messages. Answers whether it is one. */
export function nameDamaged(
  context: RunContext,
  source: RestoreSource,
  folder: WantedFolder,
): boolean {
  if (folder.isWhole && folder.lost === 0) return false;
  noteMissing(context, {
    account: source.name,
    folder: shownName(folder),
    reason: reason("index-damaged", { file: folder.record.index }),
  });
  return true;
}
