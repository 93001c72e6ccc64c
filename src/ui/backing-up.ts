import { useState } from "preact/hooks";
import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import type { Overview } from "../protocol";
import { ask } from "./ask";

/**
 * Starts a backup, and has a folder chosen first where there is none. Opening the picker may close the popup,
 * so the background is told to start by itself once a folder is chosen; a page that is still there finds the job running.
 */
export function useBackup(overview: Overview | null, setJob: (job: Job | null) => void) {
  const [error, setError] = useState<Reason | null>(null);
  const [starting, setStarting] = useState(false);

  async function begin(accounts?: string[], folders?: string[]): Promise<void> {
    const input = { ...(accounts ? { accounts } : {}), ...(folders ? { folders } : {}) };
    if (!overview?.backupFolder) {
      const chosen = await ask("backup.chooseFolder", { thenStart: input });
      if (!chosen.ok) return setError(chosen.error);
      if (!chosen.value) return;
    }
    const started = await ask("backup.start", input);
    if (started.ok) return setJob(started.value);
    const running = started.error.code === "busy" ? await ask("job.status", {}) : null;
    if (running?.ok && running.value) return setJob(running.value);
    setError(started.error);
  }

  async function start(accounts?: string[], folders?: string[]): Promise<void> {
    setError(null);
    setStarting(true);
    await begin(accounts, folders);
    setStarting(false);
  }

  return { start, starting, error };
}
