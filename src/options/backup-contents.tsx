import { useEffect, useState } from "preact/hooks";
import type { LeaveOut } from "../core/backup/left-out";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Reason } from "../core/reason";
import type { Settings } from "../core/settings";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { FolderChoices } from "./folder-choices";

const canBeBackedUp = ({ type }: AccountFact) => type !== "nntp" && type !== "rss";

/** What goes into a backup: everything, unless the user leaves something out. */
export function BackupContents({ accounts }: { accounts: AccountFact[] }) {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [error, setError] = useState<Reason | null>(null);

  useEffect(() => {
    void ask("settings.get", {}).then((reply) =>
      reply.ok ? setSettings(reply.value.settings) : setError(reply.error),
    );
  }, []);

  async function keep(change: Partial<LeaveOut>) {
    // Another part of the page may have changed a setting since.
    const now = await ask("settings.get", {});
    if (!now.ok) return setError(now.error);
    const before = now.value.settings;
    const next = { ...before, leaveOut: { ...before.leaveOut, ...change } };
    setSettings(next);
    const reply = await ask("settings.set", { settings: next });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) setSettings(reply.value);
  }

  if (!settings) return <Trouble error={error} />;
  const { trash, junk, folders } = settings.leaveOut;
  const included = accounts.filter(
    (account) => canBeBackedUp(account) && !settings.notBackedUp.includes(account.id),
  );
  return (
    <>
      <h3>{say("contents_title")}</h3>
      <p class="secondary">{say("contents_help")}</p>
      <fieldset>
        <label class="choice">
          <input
            type="checkbox"
            checked={!trash}
            onChange={(event) => void keep({ trash: !event.currentTarget.checked })}
          />
          {say("contents_trash")}
        </label>
        <label class="choice">
          <input
            type="checkbox"
            checked={!junk}
            onChange={(event) => void keep({ junk: !event.currentTarget.checked })}
          />
          {say("contents_junk")}
        </label>
      </fieldset>
      {included.map(({ id, name }) => (
        <FolderChoices
          key={id}
          account={id}
          name={name}
          leftOut={settings.leaveOut}
          choose={(path, wanted) => {
            const others = folders.filter((one) => one.account !== id || one.path !== path);
            void keep({ folders: wanted ? others : [...others, { account: id, path }] });
          }}
        />
      ))}
      <Trouble error={error} />
    </>
  );
}
