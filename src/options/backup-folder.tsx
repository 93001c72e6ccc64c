import { useState } from "preact/hooks";
import type { Reason } from "../core/reason";
import type { Overview } from "../protocol";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

interface Props {
  folder: Overview["backupFolder"];
  busy: boolean;
  reload: () => void;
}

/** Where backups go. */
export function BackupFolder({ folder, busy, reload }: Props) {
  const [refused, setRefused] = useState<Reason | null>(null);

  async function choose() {
    const reply = await ask("backup.chooseFolder", {});
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok && reply.value) reload();
  }

  return (
    <>
      <h3>{say("backup_folder")}</h3>
      <p class="path">{folder ? <bdi>{folder.path}</bdi> : say("backup_folder_none")}</p>
      {folder && !folder.reachable && <p>{say("backup_folder_away", { path: folder.path })}</p>}
      <div class="actions">
        <button type="button" disabled={busy} onClick={choose}>
          {say("backup_choose")}
        </button>
      </div>
      <Trouble error={refused} />
    </>
  );
}
