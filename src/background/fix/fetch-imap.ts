import { keysWithoutBody, listKeys, readRows } from "../../thunderbird/mail-store";
import { fetchMissing } from "../backup/fetch-bodies";
import type { RunContext } from "../backup/run-context";
import { countOnServer, refresh, refuseDifferent, storedHere } from "../backup/server-folder";
import type { Left } from "./fetch-scopes";

const keysPerCall = 2000;
const rowsPerCall = 500;

/**
 * Brings one IMAP folder up to date and fetches every body that is not here. A folder of which the
 * server suddenly has less is not opened: that could make Thunderbird drop what is stored here.
 */
export async function fetchImapFolder(context: RunContext, uri: string): Promise<Left> {
  const folder = { uri };
  const server = await countOnServer(context, folder);
  refuseDifferent(await storedHere(uri), server);
  await refresh(context, folder, server);
  const wanted = await withoutBody(uri);
  const bytes = await sizes(uri, wanted);
  context.job.total.messages += wanted.length;
  context.job.total.bytes += [...bytes.values()].reduce((sum, size) => sum + size, 0);
  const keys = await fetchMissing(context, folder, wanted);
  for (const key of keys) bytes.delete(key);
  return {
    fetched: bytes.size,
    bytes: [...bytes.values()].reduce((sum, size) => sum + size, 0),
    keys,
  };
}

async function withoutBody(uri: string): Promise<number[]> {
  const keys = await listKeys(uri);
  const without: number[] = [];
  for (let at = 0; at < keys.length; at += keysPerCall) {
    without.push(...(await keysWithoutBody(uri, keys.slice(at, at + keysPerCall))));
  }
  return without;
}

async function sizes(uri: string, keys: number[]): Promise<Map<number, number>> {
  const all = new Map<number, number>();
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    const rows = await readRows(uri, keys.slice(at, at + rowsPerCall));
    for (const { key, size } of rows) all.set(key, size);
  }
  return all;
}
