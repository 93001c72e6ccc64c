import { useState } from "preact/hooks";
import type { Job, Missing } from "../core/job";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

type Different = Missing & { folderId: string };

const isDifferent = (missing: Missing): missing is Different =>
  missing.reason.code === "server-looks-different" && missing.folderId !== undefined;

/** Folders that a backup did not open because their server looks different: the user decides, one by one or all. */
export function DifferentFolders({ job }: { job: Job }) {
  const [refused, setRefused] = useState<Reason | null>(null);
  const [asked, setAsked] = useState(false);
  const folders = job.missing.filter(isDifferent);
  if (folders.length === 0) return null;

  async function open(some: Different[]) {
    setAsked(true);
    const reply = await ask("backup.start", { openAnyway: some.map(({ folderId }) => folderId) });
    setRefused(reply.ok ? null : reply.error);
    setAsked(false);
  }

  return (
    <>
      <h4>{say("different_title")}</h4>
      <p>{say("different_why")}</p>
      <ul>
        {folders.map((one) => (
          <li key={one.folderId}>
            <bdi>{one.folder}</bdi> <span class="secondary">{one.account}</span>
            <p>{say("different_counts", one.reason.values)}</p>
            <button
              type="button"
              disabled={asked}
              aria-label={say("different_open_of", { folder: one.folder, account: one.account })}
              onClick={() => void open([one])}
            >
              {say("different_open")}
            </button>
          </li>
        ))}
      </ul>
      {folders.length > 1 && (
        <button type="button" disabled={asked} onClick={() => void open(folders)}>
          {say("different_open_all", { count: folders.length })}
        </button>
      )}
      <Trouble error={refused} />
    </>
  );
}
