import type { FolderSource } from "../../core/backup/account-source";
import { looksDifferent, type ServerCount } from "../../core/backup/folder-verdict";
import { Refusal } from "../../core/refusal";
import { askServer, listKeys, readRows, refreshFolder } from "../../thunderbird/mail-store";
import { trying } from "./patience";
import { pause, type RunContext } from "./run-context";

/** Where a folder stands in Thunderbird. */
export type Place = Pick<FolderSource, "uri">;

/** One call waits so long for a folder to be opened; a large one takes several, in milliseconds. */
const openingSlice = 15_000;
/** Without one more message listed for so long a folder is given up, and a little longer for each message it has. */
const silent = 60_000;
const silentPerMessage = 0.5;

/** STATUS: what the server counts now. */
export const countOnServer = (context: RunContext, source: Place): Promise<ServerCount> =>
  trying(context, (patience) => askServer(source.uri, patience));

/** What is stored here of a folder; the highest UID is the one from before this session. */
export interface StoredHere {
  rows: number;
  highestUid: number | null;
}

/** What the server's MESSAGES and UIDNEXT are compared with. */
export async function storedHere(uri: string): Promise<StoredHere> {
  // Thunderbird gives messages that are not on the server yet keys from the very top.
  const keys = (await listKeys(uri)).filter((key) => key < 0xffffff80).sort((a, b) => a - b);
  for (let end = keys.length; end > 0; end -= 100) {
    const rows = await readRows(uri, keys.slice(Math.max(0, end - 100), end));
    // While Thunderbird has a folder open it does not learn a new UIDNEXT, only the new messages.
    const settled = rows.filter((row) => row.serverSize === null).at(-1);
    if (settled) return { rows: keys.length, highestUid: settled.key };
  }
  return { rows: keys.length, highestUid: null };
}

/** Stops where opening the folder could make Thunderbird drop what is stored here. */
export function refuseDifferent(here: StoredHere, server: ServerCount): void {
  if (looksDifferent(server, here)) {
    throw new Refusal("server-looks-different", { server: server.messages, here: here.rows });
  }
}

/**
 * Opens the folder and waits until Thunderbird lists what the server counts. True where the list is surely the
 * server's: Thunderbird has ended an opening that began after the server was asked; or the list ends with the
 * message before UIDNEXT, so that none has come since, and is as long as the server says, so that none has left.
 */
export async function refresh(
  context: RunContext,
  source: Place,
  server: ServerCount,
): Promise<boolean> {
  const mostSilent = silent + server.messages * silentPerMessage;
  let [before, movedAt] = [-1, performance.now()];
  for (let asked = 1, ended = 0; ; asked++) {
    const opened = await trying(context, () => refreshFolder(source.uri, openingSlice));
    const keys = await listKeys(source.uri);
    if (opened) ended++;
    const newest = keys.reduce((a, b) => Math.max(a, b), 0) + 1 >= (server.uidNext ?? Infinity);
    // Once more where only the list tells: states may have changed, and the first word can come before them.
    if (keys.length === server.messages && (opened || (newest && asked > 2))) return true;
    // What stays more or fewer is for the verdict to name, after another look at the server.
    if (ended > 1) return false;
    if (keys.length !== before) movedAt = performance.now();
    before = keys.length;
    if (performance.now() - movedAt > mostSilent) throw new Refusal("server-silent");
    await pause(context, opened ? 300 : 50);
  }
}
