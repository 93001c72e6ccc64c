import type { Job } from "../../core/job";
import { Refusal } from "../../core/refusal";
import { forgetRoot, pickFolder } from "../../thunderbird/backup-disk";
import { hasExperiments } from "../../thunderbird/calls";
import { openRoot } from "../backup/backup-root";
import { beginJob, isWorking } from "../job";
import { backgroundWords } from "../words";

/**
 * Begins to save every address book: with `place` into the place of the next backup, with `pick` into a folder
 * that the user picks now; null where the picker was closed.
 */
export async function startContacts(folder: "place" | "pick"): Promise<Job | null> {
  if (!hasExperiments()) throw new Refusal("experiment-absent");
  if (isWorking()) throw new Refusal("busy");
  const begin = { kind: "contacts" as const, accounts: null, folders: null };
  if (folder === "place") {
    return beginJob(begin, async (job, stored) => {
      const root = await openRoot();
      stored.place = root.markerId;
      job.folder = root.path;
    });
  }
  const picked = await pickFolder(backgroundWords().say("contacts_pick_folder"));
  if (!picked) return null;
  try {
    return await beginJob({ ...begin, picked }, async (job) => {
      job.folder = picked.path;
    });
  } catch (error) {
    if (picked.isNew) await forgetRoot(picked.rootId);
    throw error;
  }
}
