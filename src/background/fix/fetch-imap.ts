import { listKeys } from "../../thunderbird/mail-store";
import { fetchMissing, missingBodies, rowsOf } from "../backup/fetch-bodies";
import type { RunContext } from "../backup/run-context";
import { countOnServer, refresh, refuseDifferent, storedHere } from "../backup/server-folder";
import type { Left } from "./fetch-scopes";

/**
 * Brings one IMAP folder up to date and fetches every body that is not here. A folder of which the
 * server suddenly has less is not opened: that could make Thunderbird drop what is stored here.
 */
export async function fetchImapFolder(context: RunContext, uri: string): Promise<Left> {
  const folder = { uri };
  const server = await countOnServer(context, folder);
  refuseDifferent(await storedHere(uri), server);
  await refresh(context, folder, server);
  const wanted = await missingBodies(uri, await listKeys(uri));
  const bytes = new Map((await rowsOf(uri, wanted)).map(({ key, size }) => [key, size]));
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
