import type { FetchScope } from "../../core/fix/fetching";
import type { Job } from "../../core/job";
import { beginJob } from "../job";

/** Begins to fetch what is missing in these folders; refused with `busy` while another job runs. */
export function startFetch(scopes: readonly FetchScope[]): Promise<Job> {
  const accounts = scopes.map(({ account }) => account);
  const fetch = scopes.map((scope) => ({ ...scope }));
  return beginJob({ kind: "fetch", accounts, folders: null, fetch }, async (job) => {
    job.total.folders = scopes.reduce((sum, { folders }) => sum + folders.length, 0);
  });
}
