import type { OpenedMboxes } from "../../core/doctor/opened-mboxes";
import { Refusal } from "../../core/refusal";
import { forgetRoot, pickToRead } from "../../thunderbird/backup-disk";
import { changeStored, readStored } from "../../thunderbird/storage";

/*
 * Belongs here: mbox files that the user opened. They are kept until they are closed or Thunderbird starts anew,
 * and nothing can be written to them: their folder is known on the privileged side for reading alone.
 * Does not belong here: what is read in them (-> examine-job.ts, repair-job.ts).
 */

export const listMboxes = async (): Promise<OpenedMboxes[]> =>
  (await readStored("openedMboxes")) ?? [];

/** Lets the user pick a file or a folder; null when the picker was closed. */
export async function openMboxes(title: string, kind: unknown): Promise<OpenedMboxes | null> {
  if (kind !== "file" && kind !== "folder") throw new Refusal("bad-request");
  const picked = await pickToRead(title, kind);
  if (!picked) return null;
  const { rootId, path, file } = picked;
  const shown = file === null ? path : `${path}${path.includes("\\") ? "\\" : "/"}${file}`;
  const opened: OpenedMboxes = { rootId, path: shown, file, examined: null, repaired: null };
  await changeStored("openedMboxes", (all) => [...(all ?? []), opened]);
  return opened;
}

/** What is open under this id; refused where nothing is. */
export async function findMboxes(rootId: unknown): Promise<OpenedMboxes> {
  const found = (await listMboxes()).find((one) => one.rootId === rootId);
  if (!found) throw new Refusal("bad-request");
  return found;
}

/** Keeps what a job found out. */
export async function noteMboxes(rootId: string, changes: Partial<OpenedMboxes>): Promise<void> {
  await changeStored("openedMboxes", (all) =>
    (all ?? []).map((one) => (one.rootId === rootId ? { ...one, ...changes } : one)),
  );
}

export async function closeMboxes(rootId: unknown): Promise<void> {
  const { rootId: id } = await findMboxes(rootId);
  await changeStored("openedMboxes", (all) => (all ?? []).filter((one) => one.rootId !== id));
  await forgetRoot(id);
}

/** When Thunderbird starts, nothing that was opened before is open any more, but what a job still reads. */
export async function closeMboxesLeftOpen(): Promise<void> {
  const stored = await readStored("job");
  const inUse = stored?.job.state === "running" ? stored.mboxes : undefined;
  for (const { rootId } of await listMboxes()) {
    if (rootId !== inUse) await closeMboxes(rootId);
  }
}
