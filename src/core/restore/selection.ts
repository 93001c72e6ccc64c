import type { FolderRecord } from "../backup/manifest";
import { Refusal } from "../refusal";
import type { HeldMessage } from "./folder-state";

/** One message of a backup: the folder it stands in, and its number in the files of `holder`, or of that folder. */
export interface MessageChoice {
  folder: string;
  n: number;
  holder?: string;
}

/** What of a backup is to be put back; without a choice everything that was there at the last run. */
export interface Selection {
  /** Ids of folders, as backup.json names them. */
  folders?: string[];
  /** Single messages; then no others. */
  messages?: MessageChoice[];
  /** Also what had left its folder by then. */
  withGone?: boolean;
}

const isText = (value: unknown): value is string => typeof value === "string";

function isMessageChoice(value: unknown): value is MessageChoice {
  const { folder, n, holder } = (value ?? {}) as Partial<MessageChoice>;
  const isNumber = Number.isSafeInteger(n) && (n ?? 0) > 0;
  return isText(folder) && isNumber && (holder === undefined || isText(holder));
}

/** A page's choice, every part of it looked at. Throws `bad-request`. */
export function selectionFrom(value: unknown): Selection {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object") throw new Refusal("bad-request");
  const { folders, messages, withGone } = value as Record<string, unknown>;
  const areFolders = folders === undefined || (Array.isArray(folders) && folders.every(isText));
  const areMessages =
    messages === undefined || (Array.isArray(messages) && messages.every(isMessageChoice));
  if (!areFolders || !areMessages) throw new Refusal("bad-request");
  return {
    ...(folders === undefined ? {} : { folders: folders as string[] }),
    ...(messages === undefined ? {} : { messages: messages as MessageChoice[] }),
    ...(withGone === true ? { withGone: true } : {}),
  };
}

/** The folders that a choice concerns. Those that have gone are among them only where they were chosen. */
export function chosenFolders(
  records: readonly FolderRecord[],
  { folders, messages, withGone }: Selection,
): FolderRecord[] {
  const named = folders ?? messages?.map(({ folder }) => folder);
  if (named) {
    const ids = new Set(named);
    return records.filter(({ id }) => ids.has(id));
  }
  return records.filter(({ present }) => present || withGone);
}

const key = (holder: string, n: number) => `${holder} ${n}`;

/** Those of a folder's messages that a choice means. A message that was chosen by itself may be gone. */
export function chosenMessages(
  folder: string,
  held: readonly HeldMessage[],
  { messages, withGone }: Selection,
): HeldMessage[] {
  if (!messages) return held.filter(({ gone }) => withGone || !gone);
  const wanted = new Set(
    messages
      .filter((one) => one.folder === folder)
      .map(({ n, holder }) => key(holder ?? folder, n)),
  );
  return held.filter(({ holder, n }) => wanted.has(key(holder, n)));
}
