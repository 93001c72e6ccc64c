import { useEffect, useState } from "preact/hooks";
import type { LeaveOut } from "../core/backup/left-out";
import type { Reason } from "../core/reason";
import type { FolderChoice } from "../protocol";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

interface Props {
  account: string;
  name: string;
  leftOut: LeaveOut;
  choose: (path: string, wanted: boolean) => void;
}

/** An account's folders, read when the user opens them: there may be thousands. */
export function FolderChoices({ account, name, leftOut, choose }: Props) {
  const [open, setOpen] = useState(false);
  const [folders, setFolders] = useState<FolderChoice[] | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const mine = leftOut.folders.filter((one) => one.account === account);
  const isSingle = (path: string) => mine.some((one) => one.path === path);

  useEffect(() => {
    if (!open) return;
    let alive = true;
    void ask("backup.folders", { account }).then((reply) => {
      if (!alive) return;
      if (reply.ok) setFolders(reply.value);
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      alive = false;
    };
  }, [open, account, leftOut]);

  return (
    <details class="folders" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {say("contents_folders_of", { name })}
        {mine.length > 0 && (
          <span class="secondary"> {say("contents_left_out", { count: mine.length })}</span>
        )}
      </summary>
      {open && (
        <ul>
          {folders?.map(({ path, name: folder, depth, messages, isLeftOut }) => (
            <li key={path} style={{ paddingInlineStart: `${Math.min(depth, 8) * 18}px` }}>
              <label class="choice">
                <input
                  type="checkbox"
                  checked={!isLeftOut && !isSingle(path)}
                  disabled={isLeftOut && !isSingle(path)}
                  onChange={(event) => choose(path, event.currentTarget.checked)}
                />
                <span>
                  <bdi>{folder}</bdi>{" "}
                  <span class="secondary">{say("contents_messages", { count: messages })}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <Trouble error={error} />
    </details>
  );
}
