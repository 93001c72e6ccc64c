import { fetchPartial, listKeys, type MessageRow, readRows } from "../../thunderbird/mail-store";
import { pause, type RunContext } from "../backup/run-context";
import { whenFree } from "../backup/when-free";
import type { Left } from "./fetch-scopes";

const look = 500;
/** Given up when nothing has come for so long, in milliseconds. */
const stalled = 60_000;
const rowsPerCall = 500;

/**
 * Fetches the POP messages of a folder of which only the beginning is here. With `ask` this begins a
 * check for mail; without it, what an earlier check brings is waited for. A message that comes whole
 * gets a new key, so what is left are the rows that are still partial.
 */
export async function fetchPopFolder(
  context: RunContext,
  uri: string,
  ask: boolean,
): Promise<Left> {
  const wanted = await whenFree(context, () => partialRows(uri));
  context.job.total.messages += wanted.length;
  context.job.total.bytes += sizeOf(wanted);
  if (ask && wanted.length > 0) {
    const keys = wanted.map(({ key }) => key);
    await whenFree(context, () => fetchPartial(uri, keys));
  }
  let left = wanted;
  for (let quietSince = performance.now(); left.length > 0; ) {
    await pause(context, look);
    const now = await whenFree(context, () => partialRows(uri));
    if (now.length < left.length) quietSince = performance.now();
    left = now;
    if (performance.now() - quietSince > stalled) break;
  }
  return {
    fetched: wanted.length - left.length,
    bytes: Math.max(0, sizeOf(wanted) - sizeOf(left)),
    keys: left.map(({ key }) => key),
  };
}

const sizeOf = (rows: readonly MessageRow[]) => rows.reduce((sum, { size }) => sum + size, 0);

async function partialRows(uri: string): Promise<MessageRow[]> {
  const keys = await listKeys(uri);
  const partial: MessageRow[] = [];
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    const rows = await readRows(uri, keys.slice(at, at + rowsPerCall));
    partial.push(...rows.filter((row) => row.partial));
  }
  return partial;
}
