import { countFolder, isOutdated } from "../gather/census";
import { withFolders } from "../gather/folders";
import { listAccounts } from "../thunderbird/accounts";
import { hasExperiments } from "../thunderbird/calls";
import { keepAlive, watchCounting } from "../thunderbird/event-page";
import { listFolders, type StoredFolder } from "../thunderbird/mail-store";
import { changeStored, type KeptCensus, readStored, writeStored } from "../thunderbird/storage";

/** Written this often, in milliseconds, so that little is counted twice after a crash. */
const saveEvery = 5000;

const tell = (error: unknown) => console.error("Postwacht:", error);

let running = false;
let again = false;

/**
 * Counts the rows of folders that have changed, one folder after another, while nothing else is to be done.
 * Asks no server. When something new was found, or nothing is left of a folder, `whenNew` is called at the end.
 */
export async function countFolders(whenNew: () => Promise<unknown>): Promise<void> {
  if (!hasExperiments()) return;
  again = running;
  if (running) return;
  running = true;
  const letGo = keepAlive();
  try {
    await writeStored("counting", true);
    await watchCounting(true);
    let [found, complete] = [false, true];
    do {
      again = false;
      const pass = await goThrough();
      found ||= pass.found;
      complete = pass.complete;
    } while (again);
    // A job has the mail now; its end or the alarm goes on.
    if (complete) {
      await writeStored("counting", false);
      await watchCounting(false);
    }
    if (found) await whenNew();
  } finally {
    running = false;
    letGo();
  }
}

/** Goes on where an event page was stopped, or where a job was in the way. */
export async function goOnCounting(whenNew: () => Promise<unknown>): Promise<void> {
  if (await readStored("counting")) await countFolders(whenNew);
}

const jobRuns = async () => (await readStored("job"))?.job.state === "running";

async function goThrough(): Promise<{ found: boolean; complete: boolean }> {
  const kept = (await readStored("censuses")) ?? {};
  const here = await foldersHere();
  let [fresh, savedAt, found]: [Record<string, KeptCensus>, number, boolean] = [{}, 0, false];
  const save = async (gone: readonly string[] = []) => {
    const news = fresh;
    [fresh, savedAt] = [{}, performance.now()];
    await changeStored("censuses", (before) => {
      const all = { ...before, ...news };
      for (const uri of gone) delete all[uri];
      return all;
    });
  };
  for (const folder of here.folders) {
    if (!isOutdated(folder, kept[folder.uri], Date.now())) continue;
    if (await jobRuns()) {
      await save();
      return { found, complete: false };
    }
    try {
      fresh[folder.uri] = await countFolder(folder, Date.now());
      found = true;
    } catch (error) {
      // It may be locked or gone by now; another look finds it again.
      tell(error);
    }
    if (performance.now() - savedAt > saveEvery) await save();
  }
  const known = new Set(here.folders.map(({ uri }) => uri));
  const gone = here.complete ? Object.keys(kept).filter((uri) => !known.has(uri)) : [];
  await save(gone);
  return { found, complete: true };
}

/** The folders that a census can tell of; not complete where an account could not be read. */
async function foldersHere(): Promise<{ folders: StoredFolder[]; complete: boolean }> {
  const folders: StoredFolder[] = [];
  let complete = true;
  for (const { id, type } of await listAccounts()) {
    if (!withFolders.includes(type)) continue;
    try {
      folders.push(...(await listFolders(id)));
    } catch (error) {
      complete = false;
      tell(error);
    }
  }
  return {
    folders: folders.filter((one) => !one.virtual && !one.noSelect && one.everOpened),
    complete,
  };
}
