import type { Missing } from "../job";
import type { Reason } from "../reason";

/** What can be done about a group of missing mail. */
export type MissingAction = "again" | "fetch-pop" | null;

/** Missing mail of one folder with one reason. */
export interface MissingGroup {
  account: string;
  folder: string;
  reason: Reason;
  action: MissingAction;
  /** The folder for another try, where there can be one. */
  again?: { account: string; folder: string };
  /** Empty where the whole folder is meant. */
  messages: NonNullable<Missing["message"]>[];
}

/** Trying again is of no use where only the user, or another program, can change something first. */
const beyondAnotherTry = [
  "account-type-unknown",
  "folder-not-shown",
  "account-gone",
  "value-unreadable",
  // The user decides about these with buttons of their own.
  "server-looks-different",
];

function actionFor({ reason, again }: Missing): MissingAction {
  if (!again) return null;
  if (reason.code === "message-partial") return "fetch-pop";
  return beyondAnotherTry.includes(reason.code) ? null : "again";
}

/**
 * The missing mail by account, folder and reason, in the order in which it was met, so that thousands of
 * messages can be read as a few lines.
 */
export function groupMissing(all: readonly Missing[]): MissingGroup[] {
  const groups = new Map<string, MissingGroup>();
  for (const missing of all) {
    const { account, folder, reason, again, message } = missing;
    const key = JSON.stringify([account, again?.folder ?? folder, reason.code, !message]);
    let group = groups.get(key);
    if (!group) {
      group = { account, folder, reason, action: actionFor(missing), messages: [] };
      if (again) group.again = again;
      groups.set(key, group);
    }
    if (message) group.messages.push(message);
  }
  return [...groups.values()];
}
