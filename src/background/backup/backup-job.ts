import type { Job } from "../../core/job";
import { Refusal } from "../../core/refusal";
import { beginJob } from "../job";
import { accountsToSave } from "./accounts-to-save";
import { openRoot } from "./backup-root";

interface Asked {
  /** Ids of folders to open although the server looks different. */
  openAnyway?: string[];
  /** Nobody asked: the schedule begins it. */
  byItself?: boolean;
}

/** Begins a backup; refused while another job runs, or when there is no folder to write to. */
export function startBackup(
  accounts: string[] | null,
  folders: string[] | null,
  { openAnyway = [], byItself = false }: Asked = {},
): Promise<Job> {
  return beginJob({ kind: "backup", accounts, folders, openAnyway }, async (job, stored) => {
    const root = await openRoot();
    stored.place = root.markerId;
    if (byItself) stored.byItself = true;
    job.folder = root.path;
    if ((await accountsToSave(accounts)).sources.length === 0) {
      throw new Refusal("nothing-to-back-up");
    }
  });
}
