import { callExperiment } from "./calls";

const call = <T>(work: () => Promise<T>) => callExperiment("inboxWatch", work);

/** So many rows at once: a call stays well below 50 ms of Thunderbird's main thread. */
const batch = 500;

/** The dates of these messages of an IMAP Inbox, in seconds since the epoch and in this order; 0 where not known. */
export async function readDates(uri: string, keys: readonly number[]): Promise<number[]> {
  const dates: number[] = [];
  for (let from = 0; from < keys.length; from += batch) {
    const some = keys.slice(from, from + batch);
    dates.push(...(await call(() => messenger.inboxWatch.dates(uri, some))));
  }
  return dates;
}

/** UIDs that were put away here since this was last asked; null where nobody watched all that time. */
export const takePutAway = async (uri: string): Promise<number[] | null> =>
  (await call(() => messenger.inboxWatch.putAway(uri))).keys;

/** When Thunderbird was started, in milliseconds since the epoch. */
export const startedAt = () => call(() => messenger.inboxWatch.startedAt());
