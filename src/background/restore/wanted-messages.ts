import type { MessageLine } from "../../core/backup/index-line";
import type { FolderRecord } from "../../core/backup/manifest";
import type { MessageState } from "../../core/backup/message-state";
import { placeFolders } from "../../core/restore/folder-names";
import { chosenFolders, chosenMessages, type Selection } from "../../core/restore/selection";
import type { RestoreSource } from "./restore-source";

/** A message that is to be put back, with the line that tells where its bytes are. */
export interface Wanted {
  line: MessageLine;
  state: MessageState;
}

/** A folder of which something is to be put back. */
export interface WantedFolder {
  record: FolderRecord;
  /** The names from the top of what is restored down to it. */
  names: string[];
  messages: Wanted[];
  /** Messages that its index names and nothing tells of any more. */
  lost: number;
  /** False where its index, or one that it leads to, is damaged. */
  isWhole: boolean;
}

/** What a choice means in one folder. */
export async function wantedIn(
  source: RestoreSource,
  { record, names }: Pick<WantedFolder, "record" | "names">,
  selection: Selection,
): Promise<WantedFolder> {
  const own = await source.stateOf(record);
  const messages: Wanted[] = [];
  let [lost, isWhole] = [0, own.isWhole];
  for (const held of chosenMessages(record.id, own.messages, selection)) {
    const holder = source.manifest.folders.find(({ id }) => id === held.holder);
    const lines = holder && (holder === record ? own : await source.stateOf(holder));
    if (lines && !lines.isWhole) isWhole = false;
    const line = lines?.lines[held.n - 1];
    if (line) messages.push({ line, state: held.state });
    else lost++;
  }
  return { record, names, messages, lost, isWhole };
}

/** The folders that a choice concerns and where each goes, parents first. */
export const foldersToRestore = ({ manifest }: RestoreSource, selection: Selection) =>
  placeFolders(chosenFolders(manifest.folders, selection), manifest.type === "imap");

/** Messages and their bytes. */
export const amountOf = (messages: readonly Wanted[]) => ({
  messages: messages.length,
  bytes: messages.reduce((sum, { line }) => sum + line.size, 0),
});
