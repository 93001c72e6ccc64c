import type { Reason } from "../reason";
import type { NotKnown, Subject } from "./report";
import type { FolderFact } from "./snapshot";

/**
 * The first three of a list, for a sentence; a card shows the whole list from its subject.
 * Three dots need no words, so this is the same in every language.
 */
export const someOf = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");

/** A list of folders as a fact: the same whatever their order. */
export const listed = (paths: readonly string[]): string => JSON.stringify([...paths].sort());

/** What is thrown away, or soon will be: Thunderbird itself does not keep it on this computer. */
export const isRefuse = ({ role }: FolderFact): boolean => role === "trash" || role === "junk";

/** A folder that could not be judged. */
export interface Unseen {
  folder: FolderFact;
  why: Reason;
}

/** Folders of one account that could not be judged, once for each reason. */
export function unseenFolders(subject: Subject, unseen: readonly Unseen[]): NotKnown[] {
  const byReason = new Map<string, NotKnown>();
  for (const { folder, why } of unseen) {
    const same = byReason.get(why.code);
    if (same) same.subject.folders?.push(String(folder?.path));
    else {
      const folders = [String(folder?.path)];
      byReason.set(why.code, { subject: { ...subject, folders }, reason: why });
    }
  }
  return [...byReason.values()];
}
