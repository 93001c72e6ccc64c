import type { Standing } from "../../core/look/best-rows";
import { type LookPage, listMessages } from "../../core/look/list-messages";
import { queryFrom } from "../../core/look/query";
import { Refusal } from "../../core/refusal";
import type { Requests } from "../../protocol";
import { keepAlive } from "../../thunderbird/event-page";
import { backupIdFrom } from "../verify/verify-job";
import { folderIn, lookInto, statesOf } from "./looking";

/** Rows of one page of a list. */
const pageSize = 100;

/** The folders of a backup, to be looked into. */
export async function lookFoldersOf({
  backupId,
}: Requests["look.folders"]["input"]): Promise<Requests["look.folders"]["output"]> {
  const { name, folders, tags, isCurrent } = await lookInto(backupIdFrom(backupId));
  return {
    name,
    isCurrent,
    tags: tags.map(({ key, name: tag }) => ({ key, name: tag })),
    folders: folders.map(({ id, name: folder, path, messages, gone, present }) => {
      return { id, name: folder, path, messages, gone, present };
    }),
  };
}

function standingFrom(value: unknown): Standing | null {
  if (value === undefined || value === null) return null;
  const { value: at, place } = value as Partial<Standing>;
  const isPlace =
    Array.isArray(place) && place.length === 3 && place.every((one) => typeof one === "number");
  const isValue = typeof at === "number" || (typeof at === "string" && at.length < 2000);
  if (!isPlace || !isValue) throw new Refusal("bad-request");
  return { value: at, place };
}

/** What each page waits for: whoever types on does not wait for the search before. */
const running = new Map<string, AbortController>();

/** One page of the messages that somebody looks for. */
export async function listLooked({
  backupId,
  folder,
  query,
  after,
  view,
}: Requests["look.list"]["input"]): Promise<LookPage> {
  const asked = queryFrom(query);
  const from = standingFrom(after);
  const mine = new AbortController();
  running.get(String(view))?.abort();
  running.set(String(view), mine);
  const letGo = keepAlive();
  try {
    const looked = await lookInto(backupIdFrom(backupId), () => {
      if (mine.signal.aborted) throw new Refusal("cancelled");
    });
    const listed = folder === undefined ? looked.folders : [folderIn(looked, folder)];
    const states = await statesOf(looked, listed);
    const page = { size: pageSize, after: from };
    return await listMessages(listed, looked.folders, states, looked.reader, asked, page);
  } finally {
    letGo();
    if (running.get(String(view)) === mine) running.delete(String(view));
  }
}
