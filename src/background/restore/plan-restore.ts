import { Refusal } from "../../core/refusal";
import { whatToAsk, whyNotRestore } from "../../core/restore/obstacles";
import { type Selection, selectionFrom } from "../../core/restore/selection";
import { whyNotConnect } from "../../gather/connection";
import type { RestorePlan } from "../../protocol/restore";
import { keepAlive } from "../../thunderbird/event-page";
import { backgroundWords } from "../words";
import { openSource } from "./restore-source";
import { targetFacts } from "./target-room";
import { amountOf, foldersToRestore, wantedIn } from "./wanted-messages";

/** What a page asks to be put back, every part of it looked at. */
export interface RestoreAsk {
  backupId: string;
  selection: Selection;
  target: { account: string; folder: string | null };
}

/** Reads a page's request. Throws `bad-request`. */
export function askFrom(input: {
  backupId?: unknown;
  select?: unknown;
  target?: unknown;
}): RestoreAsk {
  const { account, folder } = (input.target ?? {}) as Record<string, unknown>;
  const isFolder = folder === undefined || folder === null || typeof folder === "string";
  if (typeof input.backupId !== "string" || typeof account !== "string" || !isFolder) {
    throw new Refusal("bad-request");
  }
  return {
    backupId: input.backupId,
    selection: selectionFrom(input.select),
    target: { account, folder: folder ? String(folder) : null },
  };
}

/** The name of a new folder for what is put back now. Without a colon, which no file system likes. */
function topName(now: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const date = `${day} ${two(now.getHours())}.${two(now.getMinutes())}`;
  return backgroundWords().say("restore_folder_name", { date });
}

/** What would be put back, how much that is, and what stands in the way. Writes nothing. */
export async function planRestore(ask: RestoreAsk): Promise<RestorePlan> {
  const letGo = keepAlive();
  try {
    const { account, folder } = ask.target;
    const why = await whyNotConnect(account);
    const { target, facts } = await targetFacts(account, folder ?? "", why === null);
    const source = await openSource(ask.backupId, () => {});
    const places = foldersToRestore(source, ask.selection);
    const folders = [];
    for (const place of places) {
      const { messages } = await wantedIn(source, place, ask.selection);
      folders.push({ name: place.names.join("/"), ...amountOf(messages) });
    }
    const need = {
      messages: folders.reduce((sum, { messages }) => sum + messages, 0),
      bytes: folders.reduce((sum, { bytes }) => sum + bytes, 0),
    };
    const isImap = target.type === "imap";
    return {
      name: topName(new Date()),
      path: source.path,
      into: folder === null ? null : target.name,
      // One folder goes right into the folder that was picked, several go below it.
      intoPicked: folder !== null && places.length === 1,
      isImap,
      folders,
      ...need,
      obstacle: (isImap ? why : null) ?? whyNotRestore(facts, need),
      question: whatToAsk(facts),
    };
  } finally {
    letGo();
  }
}
