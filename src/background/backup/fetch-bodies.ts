import type { Reason } from "../../core/reason";
import { Refusal, reasonOf } from "../../core/refusal";
import { fetchBodies, folderState, keysWithoutBody, readRows } from "../../thunderbird/mail-store";
import { pauseBefore } from "./patience";
import { expectFetch, noteFetched, pause, type RunContext } from "./run-context";
import { countOnServer, type Place } from "./server-folder";

const keysPerFetch = 1000;
const keysPerCall = 2000;
/** So many rows keep Thunderbird's main thread for about 30 ms. */
const rowsPerCall = 500;
/** How often it is looked whether anything arrives, in milliseconds. */
const look = 1000;
/** After so long without a byte the server is asked whether it is still there, in milliseconds. */
const quietFor = 30_000;
/** So often it may answer while nothing arrives; Thunderbird itself ends a connection after 100 s of silence. */
const mostQuiet = 4;

/** Those of these messages that have no body here. */
export async function missingBodies(uri: string, keys: readonly number[]): Promise<number[]> {
  const missing: number[] = [];
  for (let at = 0; at < keys.length; at += keysPerCall) {
    missing.push(...(await keysWithoutBody(uri, keys.slice(at, at + keysPerCall))));
  }
  return missing;
}

/** The rows of these messages; one that has gone meanwhile has none. */
export async function rowsOf(uri: string, keys: readonly number[]) {
  const rows = [];
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    rows.push(...(await readRows(uri, keys.slice(at, at + rowsPerCall))));
  }
  return rows;
}

/** Told which messages of a request have no body yet. */
type Told = (missing: readonly number[]) => void;

/** Has Thunderbird fetch these bodies into its own store. Null once that has ended well, else what went wrong. */
async function fetchOnce(
  context: RunContext,
  uri: string,
  keys: number[],
  told: Told,
): Promise<Reason | null> {
  const end = fetchBodies(uri, keys).then(() => null, reasonOf);
  let [signs, quietSince, silences] = ["", performance.now(), 0];
  for (;;) {
    const ended = await Promise.race([end, pause(context, look)]);
    if (ended !== undefined) return ended;
    const missing = await missingBodies(uri, keys);
    told(missing);
    // The file grows in the middle of a large message too.
    const now = `${missing.length} ${(await folderState(uri)).onDisk.bytes}`;
    if (now !== signs) [signs, quietSince, silences] = [now, performance.now(), 0];
    if (performance.now() - quietSince < quietFor) continue;
    // Thunderbird still waits for it: to ask once more would only wait behind it.
    if (++silences > mostQuiet) throw new Refusal("server-silent");
    await countOnServer(context, { uri });
    quietSince = performance.now();
  }
}

/** Codes of which a smaller request may be free. */
const ofOneMessage = "server-refused";

/**
 * Fetches bodies and answers the keys of those that could not be had. Tried again, with growing pauses, as long
 * as something arrives between two failures; a lost server is thrown.
 */
async function fetchBatch(
  context: RunContext,
  uri: string,
  keys: number[],
  told: Told,
): Promise<number[]> {
  let left = keys;
  for (let tried = 1; ; tried++) {
    const failure = await fetchOnce(context, uri, left, told);
    const before = left.length;
    left = await missingBodies(uri, left);
    told(left);
    if (left.length === 0) return [];
    if (left.length < before) tried = 0;
    if (failure === null) {
      // A message of no bytes never gets a body; Thunderbird has asked for it with the others.
      const empty = (await rowsOf(uri, left)).every((row) => row.size === 0);
      if (empty || tried > 1) return left;
      continue;
    }
    if (failure.code === ofOneMessage && tried > 1) return inHalves(context, uri, left, told);
    const wait = pauseBefore(Math.max(tried, 1), failure.code);
    if (wait === null) throw new Refusal(failure.code, failure.values);
    await pause(context, wait);
  }
}

/** One message that the server will not hand over must not keep the others away. */
async function inHalves(
  context: RunContext,
  uri: string,
  keys: number[],
  told: Told,
): Promise<number[]> {
  if (keys.length === 1) return keys;
  const middle = Math.ceil(keys.length / 2);
  const [first, second] = [keys.slice(0, middle), keys.slice(middle)];
  const left = await fetchBatch(context, uri, first, (missing) => told([...missing, ...second]));
  return [...left, ...(await fetchBatch(context, uri, second, (more) => told([...left, ...more])))];
}

/** Adds what arrives of a request to the job's progress. */
function tally(
  context: RunContext,
  keys: readonly number[],
  sizes: ReadonlyMap<number, number>,
): Told {
  const sum = (some: readonly number[]) =>
    some.reduce((total, key) => total + (sizes.get(key) ?? 0), 0);
  let [messages, bytes] = [keys.length, sum(keys)];
  return (missing) => {
    const left = sum(missing);
    noteFetched(context, messages - missing.length, bytes - left);
    [messages, bytes] = [missing.length, left];
  };
}

/** Fetches the bodies of a folder's messages in their order, while others work on those that are here already. */
export interface BodySource {
  /** Asked for in this run, and did not come. */
  lacking: ReadonlySet<number>;
  /** Begins to fetch those of these messages that have no body here. */
  want: (keys: readonly number[]) => void;
  /** Waits until each of these messages has its body, or will not get one. Throws what ended the fetching. */
  ready: (keys: readonly number[]) => Promise<void>;
  /** Asks for no more. */
  stop: () => void;
}

export function bodySource(context: RunContext, { uri }: Place): BodySource {
  const lacking = new Set<number>();
  let stopped = false;
  let failed: { error: unknown } | null = null;
  let work: Promise<void> = Promise.resolve();
  let pending = 0;

  async function fetchAll(keys: readonly number[]): Promise<void> {
    const wanted = await missingBodies(uri, keys);
    const { current } = context.job;
    if (wanted.length > 0 && current) current.step = "fetching";
    const sizes = new Map((await rowsOf(uri, wanted)).map(({ key, size }) => [key, size]));
    expectFetch(
      context,
      uri,
      wanted.length,
      [...sizes.values()].reduce((total, size) => total + size, 0),
    );
    for (let at = 0; at < wanted.length && !stopped && !failed; at += keysPerFetch) {
      const some = wanted.slice(at, at + keysPerFetch);
      const left = await fetchBatch(context, uri, some, tally(context, some, sizes));
      for (const key of left) lacking.add(key);
    }
  }

  return {
    lacking,
    want: (keys) => {
      pending++;
      work = work
        .then(() => fetchAll(keys))
        .catch((error) => {
          failed = { error };
        })
        .finally(() => {
          pending--;
        });
    },
    ready: async (keys) => {
      for (let left = keys; ; ) {
        const over = pending === 0;
        left = (await missingBodies(uri, left)).filter((key) => !lacking.has(key));
        if (left.length === 0) return;
        if (failed) throw failed.error;
        if (over) return;
        await pause(context, 30);
      }
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** Fetches what has no body here. Answers the keys that could not be had. */
export async function fetchMissing(
  context: RunContext,
  source: Place,
  keys: readonly number[],
): Promise<number[]> {
  const bodies = bodySource(context, source);
  bodies.want(keys);
  await bodies.ready(keys);
  return [...bodies.lacking];
}

/**
 * Fetches stored messages anew, because their size does not fit. Answers the keys of those that were replaced:
 * of them what the server sent is now what is stored here.
 */
export async function fetchAnew(
  context: RunContext,
  source: Place,
  keys: readonly number[],
): Promise<Set<number>> {
  const replaced = new Set<number>();
  for (let at = 0; at < keys.length; at += keysPerFetch) {
    const some = keys.slice(at, at + keysPerFetch);
    const places = new Map(
      (await rowsOf(source.uri, some)).map((row) => [row.key, row.storeToken]),
    );
    const failure = await fetchOnce(context, source.uri, some, () => undefined);
    if (failure && failure.code !== ofOneMessage) throw new Refusal(failure.code, failure.values);
    for (const row of await rowsOf(source.uri, some)) {
      if (row.body && places.get(row.key) !== row.storeToken) replaced.add(row.key);
    }
  }
  return replaced;
}
