import type { FolderSource } from "../../core/backup/account-source";
import type { ServerCount } from "../../core/backup/folder-verdict";

/** A folder that was opened on its server: what the server counted before, and whether its list is surely here. */
export interface Opened {
  before: ServerCount;
  sure: boolean;
}

/**
 * Opens folders in their order, each while the one before it is worked on: on a line with a long way to the
 * server most of an opening is waiting. One ahead, so that Thunderbird needs two connections and no more.
 * `alone` names those whose opening may write, which must wait for their turn.
 */
export function openAhead(
  folders: readonly FolderSource[],
  open: (folder: FolderSource) => Promise<Opened>,
  alone: (folder: FolderSource) => boolean,
): (folder: FolderSource) => Promise<Opened> {
  const opening = new Map<string, Promise<Opened>>();
  const begin = (folder: FolderSource) => {
    const opened = opening.get(folder.uri) ?? open(folder);
    // Whoever takes it hears of its trouble; where nobody does, it is nobody's.
    opened.catch(() => undefined);
    opening.set(folder.uri, opened);
    return opened;
  };
  return async (folder) => {
    const opened = await begin(folder);
    const next = folders[folders.indexOf(folder) + 1];
    if (next && !alone(next)) begin(next);
    return opened;
  };
}
